"""Effect estimators and forecasters: DoWhy, EconML, CausalPy, GeoLift, Prophet, statsmodels."""

from __future__ import annotations

from domain.causal.loaders.facts import Block, Facts

_DROP = "Drop `rows` first: {}."


def dowhy(facts: Facts) -> Block:
    """DoWhy 0.14, `CausalModel`: data is the panel, one treatment at a time."""
    treatments = [*facts.spend, *facts.roles["organic"]]
    return {
        "CausalModel": {"treatment": treatments[:1], "outcome": "kpi", "graph": facts.gml},
        "treatments": treatments,
        "notes": ["Put any of `treatments` in the place of treatment; the graph names what must be controlled for."],
        **facts.gaps(_DROP.format("regressions refuse nulls")),
    }


def econml(facts: Facts) -> Block:
    """EconML, e.g. `LinearDML().fit`: columns of the panel for each matrix."""
    return {
        "fit": {
            "Y": "kpi",
            "T": facts.spend,
            "X": None,
            "W": [*facts.roles["organic"], *facts.roles["controls"], *facts.roles["seasonality"]],
        },
        "groups": "geo" if facts.is_geo else None,
        "notes": ["Columns by name: LinearDML().fit(panel['kpi'], panel[T], W=panel[W])."],
        **facts.gaps(_DROP.format("scikit-learn refuses nulls")),
    }


def causalpy(facts: Facts) -> Block:
    """CausalPy 0.9, `InterruptedTimeSeries` and, with geos, `SyntheticControl` on a table of dates by geos."""
    block: Block = {"InterruptedTimeSeries": {"formula": formula(facts, geo=False)}, "index": "date"}
    notes = ["Set `date` as a datetime index; treatment_time is yours: a Timestamp."]
    if facts.is_geo:
        block["InterruptedTimeSeries"] = None
        block["pivot"] = {"index": "date", "columns": "geo", "values": "kpi"}
        block["SyntheticControl"] = {"control_units": list(facts.panel.geos)}
        notes.append("Move the treated geo from control_units to treated_units.")
    return {**block, "notes": notes, **facts.gaps(_DROP.format("patsy drops them silently, and the row count differs"))}


def geolift(facts: Facts) -> Block:
    """GeoLift (R), `GeoDataRead`: data is the panel."""
    if not facts.is_geo:
        return {"GeoDataRead": None, "notes": ["GeoLift compares geos: export with geo GEO."]}
    return {
        "GeoDataRead": {
            "date_id": "date",
            "location_id": "geo",
            "Y_id": "kpi",
            "X": facts.spend,
            "format": "yyyy-mm-dd",
        },
        "notes": [] if not facts.is_weekly else ["GeoLift counts periods, whatever their length: these are weeks."],
        **facts.gaps("GeoLift silently drops every geo that lacks a period: keep the rows of `longest_run`."),
    }


def prophet(facts: Facts) -> Block:
    """Prophet: `ds` and `y`, the holidays table, and regressors; its own trend and seasons, so the panel's are left out."""
    regressors = [*facts.spend, *facts.roles["organic"], *facts.own_controls]
    regressors += [name for name in facts.calendar if name == "retail_event"]
    return {
        "rename": {"date": "ds", "kpi": "y"},
        "Prophet": {
            "yearly_seasonality": True,
            "weekly_seasonality": not facts.is_weekly,
            "daily_seasonality": False,
        },
        "holidays": "the export's holidays table, columns ds and holiday; on weekly panels first move ds to the week's first day"
        if facts.is_weekly
        else "the export's holidays table, columns ds and holiday",
        "add_regressor": regressors,
        "notes": ["One geo at a time: filter the panel by `geo`."] if facts.is_geo else [],
        **facts.gaps("Prophet takes a null y, but no null in a regressor: drop `rows`."),
    }


def statsmodels(facts: Facts) -> Block:
    """statsmodels, `statsmodels.formula.api.ols`: data is the panel."""
    return {
        "ols": {"formula": formula(facts, geo=True)},
        "notes": ["A plain regression: carry-over and saturation are not in it."],
        **facts.gaps("statsmodels drops them by itself: see nobs."),
    }


def formula(facts: Facts, *, geo: bool) -> str:
    """The KPI by all treatments and confounders."""
    terms = [*facts.spend, *facts.roles["organic"], *facts.roles["controls"], *facts.roles["seasonality"]]
    return "kpi ~ " + " + ".join(["1", *terms, *(["C(geo)"] if geo and facts.is_geo else [])])

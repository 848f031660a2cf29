"""Marketing-mix models: Meridian, PyMC-Marketing, Robyn."""

from __future__ import annotations

from domain.causal.loaders.facts import Block, Facts

_RUN = "Keep the rows of `longest_run`: {}."


def meridian(facts: Facts) -> Block:
    """Meridian 2.1, `DataFrameInputDataBuilder`: each key but `notes` and `missing` is a call and its arguments.

    Meridian models the season by knots, so waves and trend are no controls. The date stays text.
    """
    roles = facts.roles
    geo = {"geo_col": "geo"}
    block: Block = {
        "DataFrameInputDataBuilder": {
            "kpi_type": roles["kpi_type"],
            "default_geo_column": "geo",
            "default_time_column": "date",
            "default_media_time_column": "date",
            "default_population_column": "population",
            "default_kpi_column": "kpi",
            "default_revenue_per_kpi_column": "revenue_per_kpi",
        },
        "with_kpi": {"kpi_col": "kpi", "time_col": "date", **geo},
    }
    if roles["revenue_per_kpi"]:
        block["with_revenue_per_kpi"] = {"revenue_per_kpi_col": "revenue_per_kpi", "time_col": "date", **geo}
    if roles["population"]:
        block["with_population"] = {"population_col": "population", **geo}
    controls = _told_apart(facts)
    if controls:
        block["with_controls"] = {"control_cols": controls, "time_col": "date", **geo}
    if facts.spend:
        block["with_media"] = {
            "media_cols": facts.exposure,
            "media_spend_cols": facts.spend,
            "media_channels": facts.channels,
            "time_col": "date",
            **geo,
        }
    if roles["organic"]:
        organic = {"organic_media_cols": roles["organic"], "organic_media_channels": roles["organic"]}
        block["with_organic_media"] = {**organic, "media_time_col": "date", **geo}
    block["notes"] = _meridian_notes(facts)
    return block | facts.gaps(_RUN.format("Meridian takes no null, and needs periods of one length without gaps"))


def _told_apart(facts: Facts) -> list[str]:
    """Controls; with several geos those that differ between them: Meridian's knots, one per period, are the rest."""
    controls: list[str] = facts.roles["controls"]
    if not facts.is_geo:
        return controls
    by_period = facts.panel.frame.groupby("date")
    return [name for name in controls if (by_period[name].nunique() > 1).any()]


def _meridian_notes(facts: Facts) -> list[str]:
    notes = []
    if facts.is_geo and not facts.roles["population"]:
        notes.append("POPULATION_MISSING: Meridian refuses several geos without with_population; send `population`.")
    if not facts.spend:
        notes.append("There is no paid channel: Meridian needs at least one.")
    if facts.roles["kpi_type"] == "non_revenue" and not facts.roles["revenue_per_kpi"]:
        notes.append("There is no revenue: ROI priors are not meaningful; use contribution priors.")
    same = [name for name in facts.roles["controls"] if name not in _told_apart(facts)]
    if same:
        notes.append(
            f"The same in all geos, so left out of with_controls: {', '.join(same)}. Meridian refuses them beside a knot per period, its default."
        )
    return notes


def pymc_marketing(facts: Facts) -> Block:
    """PyMC-Marketing 0.19, `pymc_marketing.mmm.multidimensional.MMM`; adstock and saturation are yours to choose.

    It builds yearly waves by itself, so those of the panel are left out; trend stays, as a control.
    """
    roles = facts.roles
    kwargs: Block = {
        "date_column": "date",
        "target_column": "kpi",
        "channel_columns": facts.spend,
        "control_columns": [*roles["controls"], "trend"],
        "yearly_seasonality": 2,
    }
    if facts.is_geo:
        kwargs["dims"] = ["geo"]
    columns = ["date", *(["geo"] if facts.is_geo else []), *facts.spend, *kwargs["control_columns"]]
    how = "PyMC-Marketing turns nulls into 0, the KPI's too: drop `rows` before fit."
    return {
        "MMM": kwargs,
        "X": columns,
        "y": "kpi",
        "notes": ["Make `date` datetime64, and `dims` a tuple; pass adstock=... and saturation=... besides."],
        **facts.gaps(how),
    }


def robyn(facts: Facts) -> Block:
    """Robyn (R), `robyn_inputs`: dt_input is the panel, dt_holidays the holidays table; hyperparameters are yours.

    Prophet inside Robyn has trend, season and holidays, so the panel's are left out.
    """
    if facts.is_geo:
        return {"robyn_inputs": None, "notes": ["Robyn takes one row per date: export with geo NATIONAL."]}
    first, last = facts.whole or (facts.panel.periods[0], facts.panel.periods[-1])
    prophet = ["trend", "season", "holiday", *([] if facts.is_weekly else ["weekday"])]
    context = [*facts.own_controls, *(["retail_event"] if "retail_event" in facts.calendar else [])]
    return {
        "robyn_inputs": {
            "date_var": "date",
            "dep_var": "kpi",
            "dep_var_type": "revenue" if facts.roles["kpi_type"] == "revenue" else "conversion",
            "prophet_vars": prophet,
            "prophet_country": facts.roles["country"],
            "context_vars": context,
            "paid_media_spends": facts.spend,
            "paid_media_vars": facts.exposure,
            "organic_vars": facts.roles["organic"],
            "window_start": first,
            "window_end": last,
            "adstock": "geometric",
        },
        "notes": [
            f"Give dt_input only the columns named here: Robyn refuses columns that do not vary. Waves and {len(facts.roles['derived'])} derived columns are left out."
        ],
        **facts.gaps(_RUN.format("Robyn refuses NA")),
    }

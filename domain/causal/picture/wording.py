"""Names and the query in words, for people."""

from __future__ import annotations

from collections.abc import Iterator

from domain.causal.columns import PanelColumn, Role
from domain.causal.report import CausalReport
from domain.causal.request import CausalRequest
from domain.sources.registry import SOURCES
from domain.vocabulary import DataSource, Granularity

_CALENDAR = {"is_holiday": "Holiday", "retail_event": "Retail event", "is_weekend": "Weekend"}
_GEOS = {
    "NATIONAL": "as one national series",
    "GEO": "per geo",
    "COUNTRY": "per country",
    "REGION": "per region",
}


def plain(name: str) -> str:
    """A name of the panel as people write it.

    >>> plain("paid_search"), plain("google_ads")
    ('Paid search', 'Google Ads')
    """
    spec = SOURCES.get(DataSource(name))
    if spec is not None:
        return spec.title
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def channel_titles(report: CausalReport) -> dict[str, str]:
    """Channel of the panel to what people call it; campaigns have the names that people gave them."""
    is_campaign = report.request.channel_by == "CAMPAIGN"
    lines = report.provenance["channels"]
    named = {line["name"]: line["title"] if is_campaign else plain(line["title"]) for line in lines}
    met = {column.channel for column in report.panel.columns if column.channel}
    return {name: named.get(name) or plain(name) for name in sorted(met)}


def column_title(column: PanelColumn, channels: dict[str, str], target: str) -> str:
    """What a column is called in pictures."""
    if column.role is Role.KPI:
        return f"{plain(target)} (KPI)"
    if column.channel:
        measure = column.name.removeprefix(column.channel).strip("_").replace("_", " ")
        return f"{channels[column.channel]} {measure}"
    return _CALENDAR.get(column.name) or plain(column.name)


def asked_in_words(request: CausalRequest) -> str:
    """What was asked for, in a few sentences."""
    step = "day" if request.granularity is Granularity.DAY else f"week from {request.week_start.capitalize()}"
    by = request.channel_by.lower().replace("_", " ")
    whose = request.country + (f"-{request.subdivision}" if request.subdivision else "")
    calendar = f"Calendar of {whose}." if request.geo == "NATIONAL" else f"Calendar of each geo, else of {whose}."
    sentences = [
        f"{plain(request.target)} and media by {step}, by {by}, {_GEOS[request.geo]}.",
        *_limits(request),
        calendar,
    ]
    return " ".join(sentences)


def _limits(request: CausalRequest) -> Iterator[str]:
    rows = request.rows
    if rows.data_sources:
        yield f"Only {', '.join(plain(source) for source in rows.data_sources)}."
    lists = {
        "account": rows.account_ids,
        "campaign": rows.campaign_ids,
        "level": rows.levels,
        "channel": rows.channels,
        "country": rows.countries,
    }
    yield from (f"Only {_listed(name, tuple(map(str, values)))}." for name, values in lists.items() if values)
    yield from (f"Only {name} {', '.join(values)}." for name, values in rows.breakdowns.items())
    if rows.currency:
        yield f"Money in {rows.currency}."
    if rows.as_of:
        yield f"As it was known on {rows.as_of.isoformat(timespec='minutes')}."
    if request.spread == "EVEN":
        yield "Rows of several periods are spread evenly over their days."


def _listed(name: str, values: tuple[str, ...], shown: int = 4) -> str:
    more = f" and {len(values) - shown:,} more" if len(values) > shown else ""
    return f"{name} {', '.join(values[:shown])}{more}"

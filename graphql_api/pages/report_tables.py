"""The numbers of an export's pictures as tables, for those who read rather than look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from domain.causal.cells import FILLS
from domain.causal.picture import Picture
from domain.causal.picture.coverage import Span, Track
from domain.causal.picture.series import MEASURES, Series
from domain.summation.needs import REASON_MEANINGS
from graphql_api.pages.layout import Html, as_html, joined
from graphql_api.pages.numbers import amount, number_of, percent, probability, signed, span, whole

MOST_GAPS = 5
Row = Sequence[str]


def table(caption: str, head: Row, rows: Iterable[Row], *, texts: int = 1) -> Html:
    """A table that scrolls by itself; the first `texts` columns are text, the rest numbers."""
    heads = joined((_cell("th", text, place >= texts, ' scope="col"') for place, text in enumerate(head)), "")
    lines = joined(
        Html("<tr>" + joined((_body_cell(text, place, texts) for place, text in enumerate(row)), "") + "</tr>")
        for row in rows
    )
    return Html(
        f'<div class="table" role="group" aria-label="{as_html(caption)}" tabindex="0"><table>'
        f"<caption>{as_html(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _body_cell(text: str, place: int, texts: int) -> Html:
    if place == 0:
        return _cell("th", text, is_number=False, more=' scope="row"')
    return _cell("td", text, place >= texts)


def _cell(tag: str, text: str, is_number: bool, more: str = "") -> Html:  # noqa: FBT001 - private, one line each
    kind = ' class="number"' if is_number else ""
    return Html(f"<{tag}{kind}{more}>{as_html(text)}</{tag}>")


def channel_table(picture: Picture) -> Html:
    """Sums of the panel by channel, over all geos and periods."""
    measures = [measure for measure in MEASURES if picture.of(measure)]
    titles = list(dict.fromkeys(one.title for measure in measures for one in picture.of(measure)))
    known = {(one.title, one.measure): one for one in picture.series}
    spend = sum(one.known for one in picture.of("spend"))
    head = ["Channel", *(_with_unit(picture, measure) for measure in measures), *(["Share of spend"] if spend else [])]
    rows = [
        [
            title,
            *(_sum(known.get((title, measure))) for measure in measures),
            *([_share(known.get((title, "spend")), spend)] if spend else []),
        ]
        for title in titles
    ]
    return table("Sums by channel", head, rows)


def _with_unit(picture: Picture, measure: str) -> str:
    unit = picture.of(measure)[0].unit
    name = "Messages" if measure == "sends" else measure.capitalize()
    return name if unit in {"", "count"} else f"{name}, {unit}"


def _sum(series: Series | None) -> str:
    if series is None:
        return "–"
    return whole(series.known) if series.unit == "count" else f"{series.known:,.2f}"


def _share(series: Series | None, spend: float) -> str:
    return percent(series.known, spend) if series else "–"


def month_table(picture: Picture) -> Html:
    """Outcomes and spend by month, of all geos; a week belongs to the month of its first day."""
    shown = [*picture.of("kpi"), *picture.of("revenue"), *picture.of("spend"), *picture.of("sends")]
    head = ["Month", *(_column_name(one) for one in shown)]
    places = range(len(picture.periods))
    rows = []
    for month, group in groupby(places, key=lambda place: picture.periods[place][:7]):
        met = list(group)
        rows.append([f"{date.fromisoformat(month + '-01'):%b %Y}", *(_part(one, met) for one in shown)])
    note = "" if picture.step == "day" else ", by the first day of the week"
    return table(f"Sums by month{note}", head, rows)


def _column_name(series: Series) -> str:
    measure = {"kpi": "", "revenue": "", "sends": " messages"}.get(series.measure, f" {series.measure}")
    unit = "" if series.unit in {"", "count"} else f", {series.unit}"
    return f"{series.title}{measure}{unit}"


def _part(series: Series, places: Sequence[int]) -> str:
    known = [value for place in places if (value := series.total[place]) is not None]
    if not known:
        return "missing"
    lacking = "" if len(known) == len(places) else " *"
    return (whole(sum(known)) if series.unit == "count" else f"{sum(known):,.2f}") + lacking


def pair_table(picture: Picture) -> Html:
    """The strongest correlations."""
    titles = picture.square.titles
    rows = [
        [
            titles[pair.left],
            titles[pair.right],
            signed(pair.found.pearson),
            signed(pair.found.spearman),
            probability(pair.found.q_value),
            f"{pair.found.n:,}",
        ]
        for pair in picture.square.strongest
    ]
    return table("Strongest correlations", ["Column", "Column", "r", "Spearman", "q", "n"], rows, texts=2)


def coverage_table(picture: Picture) -> Html:
    """Periods of each status, and which are missing."""
    head = ["Channel or column", "Missing", "Observed", "True zero", "Not received"]
    rows = [
        [track.title, _gaps(track, picture), *(f"{track.count(status):,}" for status in FILLS)]
        for track in picture.tracks
    ]
    unit = "Days" if picture.step == "day" else "Weeks"
    return table(f"{unit} of each status", head, rows, texts=2)


def _gaps(track: Track, picture: Picture) -> str:
    shown = [_days_of(gap, picture) for gap in track.gaps[:MOST_GAPS]]
    more = len(track.gaps) - len(shown)
    return "; ".join([*shown, *([number_of(more, "more gap")] if more > 0 else [])]) or "nothing"


def _days_of(gap: Span, picture: Picture) -> str:
    first, last = (date.fromisoformat(picture.periods[place]) for place in (gap.first, gap.first + gap.size - 1))
    return span(first, last if picture.step == "day" else last + timedelta(days=6))


def excluded_table(picture: Picture) -> Html:
    """What is not in the panel, and why."""
    unit = picture.report.panel.currency or ""
    rows = [
        [
            one.reason.name.lower().replace("_", " ").capitalize(),
            REASON_MEANINGS.get(one.reason, ""),
            whole(one.rows),
            "–" if one.spend is None else amount(one.spend, unit or "currency units"),
        ]
        for one in picture.report.excluded
    ]
    return table("Rows that are not in the panel", ["Reason", "Meaning", "Rows", "Spend"], rows, texts=2)


def mark_table(picture: Picture) -> Html:
    """Every marked day."""
    rows = [
        [span(mark.first, mark.last), mark.name, "Holiday" if mark.kind == "holiday" else "Retail event"]
        for mark in picture.marks
    ]
    return table("Holidays and retail events", ["Day", "Name", "Kind"], rows, texts=3)


__all__ = ["channel_table", "coverage_table", "excluded_table", "mark_table", "month_table", "pair_table"]

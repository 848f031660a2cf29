"""The words and tables of an export's report, part by part of report.html."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from domain.causal.cells import MISSING
from domain.causal.picture import Picture
from domain.causal.picture.series import Series
from domain.causal.picture.wording import channel_titles, plain
from graphql_api.pages.graph_drawing import draw_graph
from graphql_api.pages.layout import Html, as_html, joined
from graphql_api.pages.numbers import amount, number_of, span, whole
from graphql_api.pages.report_findings import finding_counts, findings
from graphql_api.pages.report_tables import (
    channel_table,
    coverage_table,
    excluded_table,
    mark_table,
    month_table,
    pair_table,
)

MOST_NAMED = 8
"""Channels named in a line."""


def report_parts(picture: Picture, downloads: Mapping[str, str]) -> dict[str, str]:
    """Every $part of report.html but the drawing's JSON."""
    return {
        "title": picture.title,
        "when": when(picture),
        "asked": picture.asked,
        "downloads": download_links(downloads),
        "facts": joined(fact(name, value, note) for name, value, note in facts(picture)),
        "finding_counts": finding_counts(picture.report.findings),
        "findings": findings(picture.report.findings),
        **_time_parts(picture),
        **_coverage_parts(picture),
        **_pair_parts(picture),
        **_graph_parts(picture),
        "excluded": left_out(picture),
        "origin": joined(origin_line(name, value) for name, value in origin(picture)),
    }


def when(picture: Picture) -> str:
    """Days of the panel and how many periods they are."""
    first, last = date.fromisoformat(picture.periods[0]), date.fromisoformat(picture.periods[-1])
    last += timedelta(days=0 if picture.step == "day" else 6)
    return f"{span(first, last)} · {number_of(len(picture.periods), picture.step)}"


def download_links(downloads: Mapping[str, str]) -> Html:
    """Buttons, the first one loud."""
    kinds = ["button", *["button quiet"] * len(downloads)]
    links = [
        Html(f'<a class="{kind}" href="{as_html(url)}">{as_html(name)}</a>')
        for kind, (name, url) in zip(kinds, downloads.items(), strict=False)
    ]
    return Html(f'<p class="downloads">{joined(links)}</p>' if links else "")


# --- facts ---


def facts(picture: Picture) -> Iterator[tuple[str, str, str]]:
    """Name, number, note of the tiles."""
    kpi = picture.of("kpi")[0]
    yield kpi.title, _total(kpi), "the KPI"
    revenue, spend = picture.of("revenue"), picture.of("spend")
    if spend:
        total = sum(one.known for one in spend)
        yield "Spend", whole(total), _money(spend[0])
    if revenue:
        yield "Revenue", _total(revenue[0]), _money(revenue[0])
    geos = number_of(len(picture.geos), "geo") if len(picture.geos) > 1 else "national"
    yield "Rows", whole(len(picture.report.panel.frame)), f"{number_of(len(picture.periods), picture.step)}, {geos}"


def _total(series: Series) -> str:
    return whole(series.known)


def _money(series: Series) -> str:
    return "no stated currency" if series.unit == "currency units" else series.unit


def fact(name: str, value: str, note: str) -> Html:
    """One tile."""
    return Html(
        f'<div class="fact"><dt>{as_html(name)}</dt><dd><span class="value">{as_html(value)}</span> '
        f'<span class="note">{as_html(note)}</span></dd></div>'
    )


# --- charts ---


def _time_parts(picture: Picture) -> dict[str, str]:
    kpi = picture.of("kpi")[0]
    known = [value for value in kpi.total if value is not None]
    ends = f"between {amount(min(known))} and {amount(max(known))} a {picture.step}" if known else "not known"
    channels = ", ".join(one.title for one in picture.of("spend")) or "no paid channel"
    marks = picture.marks
    holidays = sum(mark.kind == "holiday" for mark in marks)
    return {
        "time_alt": f"Line of {kpi.title}, {ends}, over bars of media by channel: {channels}. The tables below have the sums.",
        "time_caption": time_caption(picture),
        "channel_table": channel_table(picture),
        "month_table": month_table(picture),
        "marks_title": f"{number_of(holidays, 'holiday')} and {number_of(len(marks) - holidays, 'retail event')}, day by day",
        "mark_table": mark_table(picture),
    }


def time_caption(picture: Picture) -> str:
    """What the marks and shades of the chart mean."""
    parts = ["Marks between the charts: holidays above, retail events below."]
    if picture.held_back is not None:
        parts.append(f"The tinted end is held back to test a model on (train = 0): {_held_back(picture)}.")
    if any(value is None for one in picture.series for value in one.total):
        parts.append(
            "Red: a number is missing there, and is not made up. In the table a star marks months that lack some."
        )
    return " ".join(parts)


def _held_back(picture: Picture) -> str:
    return number_of(len(picture.periods) - (picture.held_back or 0), picture.step)


def _coverage_parts(picture: Picture) -> dict[str, str]:
    missing = {track.title: track.count(MISSING) for track in picture.tracks if track.count(MISSING)}
    lacking = "; ".join(f"{title} lacks {number_of(count, picture.step)}" for title, count in missing.items())
    trimmed = picture.report.provenance["trimmed"]
    cut = len(trimmed["before"]) + len(trimmed["after"])
    gaps = f"{len(missing)} of {len(picture.tracks)} have gaps" if missing else "No gaps"
    aside = f"{number_of(cut, picture.step)} at the ends cut off, incomplete" if cut else "nothing cut off at the ends"
    return {
        "coverage_alt": f"Status of each {picture.step} by channel. {lacking or 'Nothing is missing'}.",
        "coverage_aside": f"{gaps}; {aside}",
        "coverage_table": coverage_table(picture),
    }


def _pair_parts(picture: Picture) -> dict[str, str]:
    square = picture.square
    fewest, most = square.rows
    rows = f"n = {fewest:,} rows" if fewest == most else f"n from {fewest:,} to {most:,} rows"
    strongest = square.strongest[:1]
    alt = "".join(
        f"The strongest is {square.titles[pair.left]} with {square.titles[pair.right]}, r = {pair.found.pearson:.2f}. "
        for pair in strongest
    )
    more = f" {number_of(square.left_out, 'column')} more are not drawn." if square.left_out else ""
    return {
        "pairs_aside": rows,
        "pairs_alt": f"Correlations of {number_of(len(square.titles), 'column')}. {alt}The table has more.",
        "pairs_caption": "Pearson's r of each pair: orange together, blue against each other. q is the p-value corrected for the number "
        f"of pairs. An association is no effect.{more}",
        "pair_table": pair_table(picture),
    }


def _graph_parts(picture: Picture) -> dict[str, str]:
    graph = picture.report.graph
    left_out = picture.layers.left_out
    more = f"; {number_of(left_out, 'smaller channel')} only in graph.dot" if left_out else ""
    kpi = picture.of("kpi")[0].title
    alt = f"Causal graph: calendar, trend and controls cause media and {kpi}; spend leads to impressions, clicks and {kpi}."
    return {
        "graph": draw_graph(picture.layers, alt),
        "graph_aside": f"{number_of(len(graph.nodes), 'column')}, {number_of(len(graph.edges), 'arrow')}{more}",
    }


# --- what is left out, and provenance ---


def left_out(picture: Picture) -> Html:
    """The table of what is in no cell, or that there is none."""
    if not picture.report.excluded:
        return Html('<p class="notice good">Every stored row that was asked for is in the panel.</p>')
    intro = "The panel and these rows together are all that is stored, to the cent."
    return joined([Html(f"<p>{intro}</p>"), excluded_table(picture)])


def origin(picture: Picture) -> Iterator[tuple[str, str | Html]]:
    """Name and text of the provenance."""
    said = picture.report.provenance
    yield "Organization", said["organization"]
    yield "Query", picture.asked
    yield "Rows", f"{said['recordsCount']:,} in the panel, from {said['countedRows']:,} counted rows"
    yield (
        "Channels",
        ", ".join(channel_names(picture)[:MOST_NAMED]) + _more(said["channels"]),
    )
    yield "Currency", said["currency"] or "not stated"
    yield "Time zones", ", ".join(said["timezones"]) or "not stated"
    yield "Last ingested", "; ".join(f"{plain(source)} {_instant(text)}" for source, text in said["watermark"].items())
    yield (
        "Attribution",
        "; ".join(f"{plain(source)}: {', '.join(kinds)}" for source, kinds in said["attribution"].items()),
    )
    yield "SHA-256", joined([Html(f"<code>{as_html(said['sha256'])}</code>"), f"of {said['sha256Of']}"], " ")


def channel_names(picture: Picture) -> list[str]:
    """What people call the channels."""
    return list(channel_titles(picture.report).values())


def _more(channels: Sequence[object]) -> str:
    return f" and {len(channels) - MOST_NAMED:,} more" if len(channels) > MOST_NAMED else ""


def _instant(text: str) -> str:
    """`2024-06-01T06:00:00Z` as people write it."""
    return f"{text[:10]} {text[11:16]} UTC"


def origin_line(name: str, text: str) -> Html:
    """One line of it."""
    return Html(f"<div><dt>{as_html(name)}</dt><dd>{as_html(text)}</dd></div>")

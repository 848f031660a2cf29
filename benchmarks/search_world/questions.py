"""Questions as a marketer writes them, each with what it means; what it means is written in a short notation.

`about`: facets, "product=sneakers event=black_friday" ("name=early_access": these words stand in the name); `where`: "roas > 3"; `best`: "highest roas top 5" or "lowest cpc";
`band`: "good", "bad open_rate"; `period`: "2024-11", "2024-Q4", "2024-11-29" or "2024-11-01..2024-11-07";
`also`: what differs in a second meaning that is as good as the first, {"period": "2024-11"}.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from benchmarks.search_world.relevance import Band, Best, Test, Wanted
from benchmarks.search_world.truth import Span

TODAY = date(2025, 1, 1)
KINDS = (
    *("names", "typos", "synonyms", "metrics", "superlatives", "quality", "dates"),
    *("filters", "mixed", "languages", "related", "negation", "absent"),
)
EXACT_KINDS = ("metrics", "superlatives", "dates")


@dataclass(frozen=True, slots=True)
class Question:
    """A question to an organization; `sources` and `period` are arguments beside its words, where it has any."""

    kind: str
    organization: str
    text: str
    wanted: Wanted
    also: tuple[Wanted, ...] = ()
    """Further meanings, each as good as `wanted`: an answer to any of them is right."""
    today: date = TODAY
    level: str | None = None
    sources: tuple[str, ...] = ()
    period: Span | None = None

    @property
    def meanings(self) -> tuple[Wanted, ...]:
        """All that it may mean."""
        return self.wanted, *self.also


def q(
    kind: str, organization: str, text: str, *, today: str = "", also: Mapping[str, str] | None = None, **meaning: str
) -> Question:
    """A question; keywords that start with `arg_` are arguments of the search."""
    arguments = {name.removeprefix("arg_"): said for name, said in meaning.items() if name.startswith("arg_")}
    told = {name: said for name, said in meaning.items() if not name.startswith("arg_")}
    return Question(
        kind,
        organization,
        text,
        wanted(**told),
        (wanted(**{**told, **also}),) if also else (),
        date.fromisoformat(today) if today else TODAY,
        arguments.get("level"),
        tuple(arguments.get("sources", "").split()),
        span(arguments["period"]) if "period" in arguments else None,
    )


def wanted(  # noqa: PLR0913 - one word per part of a meaning
    *,
    about: str = "",
    without: str = "",
    level: str = "CAMPAIGN",
    sources: str = "",
    channels: str = "",
    statuses: str = "",
    objectives: str = "",
    kinds: str = "",
    period: str = "",
    where: str = "",
    best: str = "",
    band: str = "",
    named: str | None = None,
    related_to: str | None = None,
    under: str | None = None,
    nothing: str = "",
) -> Wanted:
    """A meaning from its notation."""
    return Wanted(
        about=_facets(about),
        without=_facets(without),
        level=level,
        sources=tuple(sources.split()),
        channels=tuple(channels.split()),
        statuses=tuple(statuses.split()),
        objectives=tuple(objectives.split()),
        kinds=tuple(kinds.split()),
        period=span(period) if period else None,
        where=tuple(_test(said) for said in where.split(" and ")) if where else (),
        best=_best(best) if best else None,
        band=_band(band) if band else None,
        named=named,
        related_to=related_to,
        under=under,
        nothing=bool(nothing),
    )


def span(said: str) -> Span:
    """Days of "2024", "2024-Q4", "2024-11", "2024-11-29" or of a range of days.

    >>> span("2024-Q3")
    (datetime.date(2024, 7, 1), datetime.date(2024, 9, 30))
    """
    if ".." in said:
        first, _, last = said.partition("..")
        return date.fromisoformat(first), date.fromisoformat(last)
    year, _, rest = said.partition("-")
    if rest.startswith("Q"):
        return _months(int(year), 3 * int(rest[1:]) - 2, 3 * int(rest[1:]))
    if not rest:
        return _months(int(year), 1, 12)
    day = rest.count("-")
    return (date.fromisoformat(said),) * 2 if day else _months(int(year), int(rest), int(rest))


def _months(year: int, first: int, last: int) -> Span:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _facets(said: str) -> Mapping[str, str]:
    return dict(pair.split("=", 1) for pair in said.split())


def _test(said: str) -> Test:
    metric, how, bound = said.split()
    return Test(metric, how, float(bound))


def _best(said: str) -> Best:
    direction, metric, *top = said.split()
    return Best(metric, direction == "highest", int(top[1]) if top else None)


def _band(said: str) -> Band:
    quality, *metric = said.split()
    return Band(quality == "good", metric[0] if metric else None)

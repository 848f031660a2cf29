"""An answer of search as a person reads it: how the question was read, and hits with their figures as texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from domain.metrics import MONEY_METRICS, RATIO_BY_NAME
from domain.search.request import Hit, SearchAnswer
from domain.search.shown import Shown, corrections_of, filters_of
from domain.search.wording import days, label, plural
from domain.sources.registry import SOURCES
from domain.vocabulary import Level

ALWAYS_SHOWN = ("spend", "conversions", "revenue", "roas")
"""What is told of every hit, where any of them has it; what the question asks for comes beside."""
LARGE = 1_000
"""A column that reaches this is shown in whole numbers."""
NameOf = Callable[[str], str | None]
"""Name of an entity by its key."""


class FoundColumn(msgspec.Struct, frozen=True):
    """A metric; `currency` where all of its money is of one, which its figures then leave out."""

    title: str
    currency: str | None


class FoundLine(msgspec.Struct, frozen=True):
    """A hit as it is printed: `figures` in the order of the answer's `columns`, '-' where missing."""

    name: str
    level: str
    data_source: str
    figures: list[str]
    reasons: list[str]


class FoundLines(msgspec.Struct, frozen=True):
    """An answer as it is printed."""

    columns: list[FoundColumn]
    hits: list[FoundLine]
    found: int
    understood: list[str]
    notice: str | None


def as_lines(answer: SearchAnswer, name_of: NameOf) -> FoundLines:
    """An answer in texts; days are said once, and not in every reason again."""
    names = _columns(answer)
    currencies = {hit.currency for hit in answer.hits if any(hit.metrics[name] is not None for name in _money(names))}
    shared = next(iter(currencies)) if len(currencies) == 1 else None
    cells = [_cells(name, answer.hits, shown_apart=shared is None) for name in names]
    titles = [FoundColumn(label(name), shared if name in _money(names) else None) for name in names]
    when = f" {days(answer.interpretation.period)}"
    hits = [
        FoundLine(
            hit.document.name or hit.document.key,
            plural(hit.document.level, one=True),
            SOURCES[hit.document.data_source].title,
            [column[place] for column in cells],
            [reason.replace(when, "") for reason in hit.reasons],
        )
        for place, hit in enumerate(answer.hits)
    ]
    return FoundLines(titles, hits, answer.found, _understood(answer, name_of), answer.notice)


def _columns(answer: SearchAnswer) -> list[str]:
    """Metrics that are told; those that no hit has are left out, unless they were asked for."""
    asked = [one.metric for one in answer.interpretation.metrics]
    asked += [one.metric for one in answer.interpretation.rankings if one.metric is not None]
    told = [name for name in ALWAYS_SHOWN if any(hit.metrics[name] is not None for hit in answer.hits)]
    return list(dict.fromkeys([*told, *asked]))


def _money(names: Sequence[str]) -> list[str]:
    return [name for name in names if name in MONEY_METRICS and name != "roas"]


def _cells(metric: str, hits: Sequence[Hit], *, shown_apart: bool) -> list[str]:
    """One column: all of it to the same number of decimals, so that it can be read down."""
    known = [value for hit in hits if (value := hit.metrics[metric]) is not None]
    is_money, ratio = metric in MONEY_METRICS and metric != "roas", RATIO_BY_NAME.get(metric)
    is_whole = all(value == int(value) for value in known) and not is_money and ratio is None
    decimals = 0 if is_whole or max(map(abs, known), default=0.0) >= LARGE else 2
    is_share = ratio is not None and ratio.unit == "fraction"

    def cell(hit: Hit) -> str:
        value = hit.metrics[metric]
        if value is None:
            return "-"
        if is_share:
            return f"{100 * value:.2f} %"
        text = "<1" if not decimals and 0 < value < 1 else f"{value:,.{decimals}f}"
        return f"{text} {hit.currency or ''}".rstrip() if is_money and shown_apart else text

    return [cell(hit) for hit in hits]


def _understood(answer: SearchAnswer, name_of: NameOf) -> list[str]:
    """How the question was read, in words; nothing where nothing of it was."""
    asked = answer.interpretation
    said = [_condition(one, name_of) for one in filters_of(asked)]
    said += [f"about {concept.replace('_', ' ')}" for concept in asked.concepts]
    if asked.residual:
        said.append(f'words "{asked.residual}"')
    if answer.ranked_by:
        said.append(_order(answer.ranked_by))
    said += [f'"{one["given"]}" read as {one["readAs"]}' for one in corrections_of(asked)]
    if said or asked.period is not None:
        said.insert(0, days(asked.period))
    return said


def _condition(shown: Shown, name_of: NameOf) -> str:
    """A condition; entities by their names, and levels as people call them."""
    if shown["kind"] == "level":
        return plural(Level(shown["values"][0]))
    text = str(shown["text"])
    if shown["kind"] in {"entity", "related"}:
        key = str(shown["values"][0])
        return text.replace(key, name_of(key) or key)
    return text


def _order(ranked_by: str) -> str:
    """By what hits are ordered, in words.

    >>> _order("CPC DESC"), _order("the better quarter by ROAS DESC / open rate DESC")
    ('by CPC, highest first', 'the better quarter by ROAS / open rate')
    """
    if "quarter by" in ranked_by:
        return ranked_by.replace(" DESC", "").replace(" ASC", "")
    return f"by {ranked_by}".replace(" DESC", ", highest first").replace(" ASC", ", lowest first")

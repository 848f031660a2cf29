"""What is said when nothing, or not what was asked, can be returned."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from domain.search.evidence import Evidence
from domain.search.interpretation import Interpretation, Missing
from domain.search.request import SearchRequest, SearchType
from domain.search.text import plain, tokens_of, words_of
from domain.search.understanding.common_words import FILLER, STOP_WORDS
from domain.search.wording import days, plural
from domain.vocabulary import Level

NOTHING_STORED = "There is nothing to search yet: ingest rows first"
LONGEST_WORDS = 64
"""Characters of the question that are quoted at once."""


def quoted(words: str) -> str:
    """Words of a question, cut where they are very long.

    >>> len(quoted("x" * 1_000))
    64
    """
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"


def as_written(query: str, word: str) -> str:
    """A folded word as the question has it.

    >>> as_written("キャンペーン", "キャンヘーン"), as_written("Éclair", "other")
    ('キャンペーン', 'other')
    """
    return next((token.text for token in tokens_of(plain(query)) if token.word == word), word)


def missing_words(missing: Sequence[Missing]) -> str:
    """What was asked for by name that is not there."""
    named = ", ".join(f'"{quoted(one.words)}" ({one.kind.replace("_", " ")})' for one in missing)
    return f"There is nothing of {named} among your data, so nothing is returned"


def no_such_days(asked: Interpretation) -> list[str]:
    """Days that no calendar has, and times that one range of days cannot be: what was read instead."""
    instead = "the last day of that month is taken" if asked.period else "the question is answered without a date"
    return [*(f'No calendar has "{quoted(said)}": {instead}' for said in asked.no_days), *asked.date_notes]


def says_anything(asked: Interpretation, request: SearchRequest) -> bool:
    """Whether the question holds anything to search by."""
    parts = (asked.level, asked.attributes, asked.metrics, asked.period, asked.rankings, asked.concepts)
    more = (asked.excluded_concepts, asked.excluded_words, asked.entities, asked.related_to, asked.residual.strip())
    return any(map(bool, (*parts, *more))) or request.search_type is SearchType.NEURAL


def left_unread(asked: Interpretation) -> list[str]:
    """What stands beside the parts that were understood, and changes what they mean."""
    if not asked.unread or asked.missing:
        return []
    words = ", ".join(f'"{quoted(said)}"' for said in asked.unread)
    return [f"Not everything was understood: {words} left out, so the answer may be to another question"]


def only_kind(asked: Interpretation) -> str | None:
    """What to say of a question of which nothing but the kind of entity was understood; None of all others.

    Words of the asking itself, such as show and overview, are no part of what is asked.
    """
    parts = (asked.attributes, asked.metrics, asked.period, asked.rankings, asked.concepts, asked.residual.strip())
    more = (asked.excluded_concepts, asked.excluded_words, asked.entities, asked.related_to, asked.no_days)
    left = [word for word in asked.ignored if not {*words_of(word)} <= (STOP_WORDS | FILLER)]
    if asked.level is None or not left or any(map(bool, (*parts, *more))):
        return None
    words = ", ".join(map(quoted, left))
    return f"Only the kind of entity was understood, and no document holds {words}: ask for a topic, a metric or a date"


def nothing_understood(asked: Interpretation) -> str:
    """A question without a word that says what is meant."""
    words = f": {', '.join(map(quoted, asked.ignored))}" if asked.ignored else ""
    return f"Nothing in the question says what to look for{words}. Name a campaign, a topic, a metric or a date"


def explain_nothing(
    asked: Interpretation, steps: Sequence[tuple[str, int]], levels: frozenset[Level], evidence: Evidence
) -> str:
    """The condition after which none was left, and how many there were before it."""
    level = next(iter(levels)) if len(levels) == 1 else None
    when, left = days(asked.period), steps[-1][1]
    for (_, before), (what, after) in pairwise(steps):
        if before and not after:
            if what == "active":
                return _none_of(before, level, f"was active {when}", f"was not active {when}")
            met = f'"{quoted(what)}"'
            return _none_of(before, level, f"{when} meets {met}", f"{when} does not meet {met}")
    if not left:
        return f"There are no such {plural(level)} {when}"
    if evidence.is_asked and not evidence.coverage.any():
        written = (as_written(asked.query, word) for word in evidence.words)
        words = ", ".join(quoted(word.replace("_", " ")) for word in (*evidence.concepts, *written))
        return f"No document holds any of: {words}"
    if asked.rankings:
        have, lack = (
            "has the figure that was asked for, or is about it",
            "lacks the figure that was asked for, or is not about it",
        )
        return _none_of(left, level, f"{when} {have}", f"{when} {lack}")
    return _none_of(left, level, f"{when} is about it", f"{when} is not about it")


def _none_of(number: int, level: Level | None, many: str, lone: str) -> str:
    """What none of some does, or the only one does not.

    >>> _none_of(38, Level.CAMPAIGN, "was active", "was not active"), _none_of(1, Level.AD, "is", "is not")
    ('None of 38 campaigns was active', 'The only ad is not')
    """
    kind = plural(level, one=number == 1)
    return f"The only {kind} {lone}" if number == 1 else f"None of {number:,} {kind} {many}"

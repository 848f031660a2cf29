"""Whether something is asked for or excluded: not brand, without email and sms, sin, ohne, sauf."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.search.understanding.attribute_words import NOT
from domain.search.understanding.languages import speaks_portuguese
from domain.search.understanding.question import Question

_BETWEEN = frozenset(
    "any the of de del da do du des von in on about from to a en aus dans el la los las der die das den le les o os em en im for about their".split()
)
_LINKS = frozenset("and or nor y o ni und oder noch et ou ni e nem".split())


def denied_before(question: Question, place: int) -> int | None:
    """How many words deny what begins at a place; `no` and `na` do not where they are Portuguese for in the."""
    said = question.ending(NOT, place)
    if said is None or (question.words[place - 1] in {"no", "na"} and speaks_portuguese(question)):
        return None
    return said[0]


def _is_struck(question: Question, place: int) -> bool:
    """Whether a minus or an exclamation mark is glued to the front of a word: coffee -newsletter."""
    start = question.tokens[place].start
    sign, before = question.text[start - 1 : start], question.text[: max(start - 1, 0)]
    return sign in {"-", "−", "!"} and (not before or before[-1].isspace())


@dataclass(slots=True)
class Negations:
    """What was excluded, from which an `and` or a comma carries on."""

    ends: dict[int, str] = field(default_factory=dict)
    """Place behind what was excluded, and of which kind it was."""

    def excludes(self, question: Question, start: int, end: int, kind: str) -> bool:
        """Whether the words from start to before end are excluded; marks the word that says so.

        `kind`: what they are, such as `product` or `status`; behind a comma only more of the kind is excluded as well.
        """
        place = start
        said = question.ending(NOT, place)
        while not said and place and question.words[place - 1] in _BETWEEN and not question.taken[place - 1]:
            place -= 1
            said = question.ending(NOT, place)
        denied = denied_before(question, place)
        if said and not denied:
            return False
        if denied:
            question.take(place - denied, start)
        elif not _is_struck(question, start) and not self._carries_on(question, place, kind):
            return False
        self.ends[end] = kind
        return True

    def _carries_on(self, question: Question, place: int, kind: str) -> bool:
        if place and question.words[place - 1] in _LINKS:
            return place - 1 in self.ends
        return self.ends.get(place) == kind and question.tokens[place].before.startswith((",", "/"))

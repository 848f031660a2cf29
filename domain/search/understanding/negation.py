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


def _is_struck(question: Question, place: int) -> bool:
    """Whether a minus or an exclamation mark is glued to the front of a word: coffee -newsletter."""
    start = question.tokens[place].start
    sign, before = question.text[start - 1 : start], question.text[: max(start - 1, 0)]
    return sign in {"-", "−", "!"} and (not before or before[-1].isspace())


@dataclass(slots=True)
class Negations:
    """Places behind what was excluded, from which an `and` carries on."""

    ends: set[int] = field(default_factory=set)

    def excludes(self, question: Question, start: int, end: int) -> bool:
        """Whether the words from start to before end are excluded; marks the word that says so."""
        place = start
        said = question.ending(NOT, place)
        while not said and place and question.words[place - 1] in _BETWEEN and not question.taken[place - 1]:
            place -= 1
            said = question.ending(NOT, place)
        if said and question.words[place - 1] in {"no", "na"} and speaks_portuguese(question):
            return False
        if said:
            question.take(place - said[0], start)
        elif _is_struck(question, start):
            pass
        elif not self._carries_on(question, place):
            return False
        self.ends.add(end)
        return True

    def _carries_on(self, question: Question, place: int) -> bool:
        if place and question.words[place - 1] in _LINKS:
            return place - 1 in self.ends
        return place in self.ends and question.tokens[place].before.startswith((",", "/"))

"""Praise and blame by grammar: not going well, gut laufende, burns through our budget, results are weak, hardly opened."""

from __future__ import annotations

from domain.metrics import METRIC_NAMES
from domain.search.interpretation import Ranking
from domain.search.phrases import Phrases
from domain.search.understanding import praise_words as say
from domain.search.understanding.attribute_words import LEVELS
from domain.search.understanding.common_words import STOP_WORDS
from domain.search.understanding.comparisons import negated
from domain.search.understanding.metric_words import metric_phrases
from domain.search.understanding.question import Question
from domain.search.understanding.superlative_words import GRADES
from domain.search.understanding.superlatives import direction_of, quality_of_metric
from domain.vocabulary import Direction

_MOST_BETWEEN = 3
_GOOD = frozenset({"good", "high"})
_GRADED = frozenset({"good", "high", "bad", "low"})
_IS = frozenset(
    "is are was were be been being has have had looks look seems seem ist sind war waren est sont es son e sao".split()
)


def read_praise(question: Question, place: int) -> Ranking | None:
    """The quality whose words begin at a place; marks them."""
    return next(
        (
            found
            for read in (_going, _going_behind, _burning, _of_performance, _done)
            if (found := read(question, place))
        ),
        None,
    )


def _going(question: Question, place: int) -> Ranking | None:
    """Going well, isn't doing so well, ne marche pas bien, converting poorly."""
    go = question.at(say.GO, place)
    if not go:
        return None
    start, is_denied = denied_before(question, place)
    end = place + go[0]
    for _ in range(_MOST_BETWEEN):
        denied = end < len(question) and negated(question, end + 1)
        very = question.at(say.VERY, end)
        is_denied = is_denied != bool(denied)
        end += 1 if denied else very[0] if very else 0
    well = question.at(say.WELL, end)
    if go[1] == "works" and not well:
        return _praised(question, start, end, "performance", is_good=not is_denied)
    if not well or _tells_of_a_noun(question, end, end + well[0]):
        return None
    return _praised(
        question, start, end + well[0], go[1].replace("works", "performance"), is_good=(well[1] == "well") != is_denied
    )


def _tells_of_a_noun(question: Question, place: int, end: int) -> bool:
    """Whether a grade belongs to what stands behind it: did great CTR, ran great deals."""
    if question.at(metric_phrases(), end) or question.at(LEVELS, end):
        return True
    is_alone = end >= len(question) or question.taken[end] or question.words[end] in STOP_WORDS
    return question.words[place] in say.AMBIGUOUS and not is_alone and "," not in question.tokens[end].before


def _going_behind(question: Question, place: int) -> Ranking | None:
    """Gut laufende, nicht gut performende, high converting."""
    well = question.at(say.WELL, place) or question.at(GRADES, place)
    if not well or well[1] not in _GRADED | {"well", "badly"}:
        return None
    going, go = question.at(say.GOING, place + well[0]), question.at(say.GO, place + well[0])
    of = "performance" if going else go[1] if go and go[1] in METRIC_NAMES else None
    if of is None:
        return None
    start, is_denied = denied_before(question, place)
    end = place + well[0] + (going or go or (0, ""))[0]
    return _praised(question, start, end, of, is_good=(well[1] in _GOOD | {"well"}) != is_denied)


def _burning(question: Question, place: int) -> Ranking | None:
    """Burns through our budget, wasting so much money, Geld verbrennen, budget burners."""
    cash = question.at(say.CASH, place)
    if cash:
        behind = _past(question, place + cash[0], _IS)
        burns = question.at(say.BURNERS, place + cash[0]) or question.at(say.BURN, behind)
        end = behind + burns[0] if burns and not question.at(say.BURNERS, place + cash[0]) else place + cash[0]
        end += burns[0] if burns and end == place + cash[0] else 0
    else:
        burns = question.at(say.BURN, place)
        end = _past_phrases(question, place + burns[0], say.OF_CASH) if burns else place
        cash = question.at(say.CASH, end)
        end += cash[0] if cash else 0
    if not burns or not cash:
        return None
    start, is_denied = denied_before(question, place)
    return _praised(question, start, end, "roas", is_good=is_denied)


def _of_performance(question: Question, place: int) -> Ranking | None:
    """Weak results, rendimiento flojo, performance is poor, results weren't great."""
    noun = question.at(say.PERFORMANCE, place)
    if not noun or (place + 1 < len(question) and question.words[place + 1] == "max"):
        return None
    end = place + noun[0]
    grade = question.ending(GRADES, place)
    if grade:
        start, is_denied = denied_before(question, place - grade[0])
        return _graded(question, start, end, grade, is_denied=is_denied)
    first, is_denied = _past_denial(question, _past(question, end, _IS))
    first, is_denied_too = _past_denial(question, _past_phrases(question, first, say.VERY))
    grade = question.at(GRADES, first)
    return _graded(question, place, first + (grade or (0, ""))[0], grade, is_denied=is_denied or is_denied_too)


def _past_denial(question: Question, place: int) -> tuple[int, bool]:
    """(place behind `not` or `weren't`, whether one stands there)."""
    size = next((n for n in (2, 1) if place + n <= len(question) and negated(question, place + n) == n), 0)
    return place + size, size > 0


def _graded(
    question: Question, start: int, end: int, grade: tuple[int, str] | None, *, is_denied: bool
) -> Ranking | None:
    if not grade or grade[1] not in _GRADED:
        return None
    return _praised(question, start, end, "performance", is_good=(grade[1] in _GOOD) != is_denied)


def _done(question: Question, place: int) -> Ranking | None:
    """Hardly opened, often clicked; opened rarely."""
    scarcely, often = question.at(say.SCARCELY, place), question.at(say.OFTEN, place)
    how = scarcely or often
    if how:
        first = _past(question, place + how[0], say.NEVER_MIND | {"ever", "really", "even", "actually"})
        done = question.at(say.DONE, first)
        end = first + done[0] if done else place
    else:
        done = question.at(say.DONE, place)
        first = place + done[0] if done else place
        scarcely, often = question.at(say.SCARCELY, first), question.at(say.OFTEN, first)
        how = scarcely or often
        end = first + how[0] if how else place
    if not done or not how:
        return None
    return _praised(question, place, end, done[1], is_good=not scarcely)


# --- what is said, as an order ---


def _praised(question: Question, start: int, end: int, of: str, *, is_good: bool) -> Ranking:
    """The better or the worse part by what is praised: a metric, or what tells a quality; of `doing well on CTR` the CTR."""
    told = quality_of_metric(question, end, good=is_good) if of == "performance" else None
    if told:
        words = question.take(start, end), question.take(told[2], told[3])
        return Ranking(told[0], told[1], band=True, words=" ".join(words))
    words_ = question.take(start, end)
    if of in {"performance", "clicked"}:
        direction = Direction.DESC if is_good else Direction.ASC
        return Ranking(
            None, direction, band=True, words=words_, quality="performance" if of != "clicked" else "engagement"
        )
    return Ranking(of, direction_of("best" if is_good else "worst", of), band=True, words=words_)


def denied_before(question: Question, place: int) -> tuple[int, bool]:
    """Whether what begins at a place is denied before it: (place of the first word, whether it is denied): isn't really, are not all."""
    back = place
    for _ in range(_MOST_BETWEEN):
        denied = negated(question, back)
        if denied:
            return back - denied, True
        before = back - 1
        if before < 0 or question.taken[before]:
            break
        if question.words[before] not in say.NEVER_MIND | {"a", "an"} and not question.at(say.VERY, before):
            break
        back = before
    return place, False


def _past(question: Question, place: int, words: frozenset[str]) -> int:
    while place < len(question) and question.words[place] in words and not question.taken[place]:
        place += 1
    return place


def _past_phrases(question: Question, place: int, table: Phrases[str]) -> int:
    for _ in range(_MOST_BETWEEN):
        place = question.skip(table, place)
    return place

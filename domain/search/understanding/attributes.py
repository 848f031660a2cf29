"""Data sources, channels, status, objectives, kinds of entities."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.search.concepts.lexicon import CONCEPTS, concept_phrases
from domain.search.interpretation import AttributeFilter, Missing, Vocabulary
from domain.search.phrases import Phrases
from domain.search.understanding import attribute_words as say
from domain.search.understanding.common_words import COMMON_WORDS
from domain.search.understanding.negation import Negations
from domain.search.understanding.question import Question
from domain.vocabulary import MESSAGE_CHANNELS, Level

_LONGEST_FORMAT = 4
_BEFORE_OBJECTIVE = frozenset({"is", "of", "a", "the", "de", "for", "to", "was"})
_LINKS = frozenset("and or nor y o ni und oder noch et ou e nem".split())
_ENDS_SWITCH = frozenset({"on", "off"})
_BEHIND_SWITCH = frozenset("and or now right at but with today y e et und oder".split())
_TIMES = frozenset({"active", "ended", "scheduled"})


@dataclass(slots=True)
class Attributes:
    """What was read of the columns that entities have."""

    level: Level | None = None
    filters: list[AttributeFilter] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    """Words for kinds of entities that were said: CAMPAIGN, FLOW, ..."""

    def add(self, column: str, values: tuple[str, ...], words: str, *, excluded: bool) -> None:
        """Join values of one column, those asked for apart from those excluded."""
        for place, one in enumerate(self.filters):
            if one.column == column and one.excluded is excluded:
                joined = tuple(dict.fromkeys((*one.values, *values)))
                self.filters[place] = AttributeFilter(column, joined, excluded, f"{one.words}, {words}")
                return
        self.filters.append(AttributeFilter(column, values, excluded, words))


def is_about_messages(question: Question) -> bool:
    """Whether email, texts or flows are what is asked about."""
    for place in range(len(question)):
        channel, kind = say.CHANNELS.at(question.stems, place), say.LEVELS.at(question.stems, place)
        source = say.source_phrases().at(question.stems, place)
        if (channel and channel[1] in MESSAGE_CHANNELS) or (kind and kind[1] in {"FLOW", "MESSAGE"}):
            return not _is_denied(question, place)
        if source and source[1] == "klaviyo":
            return not _is_denied(question, place)
    return any(word in {"newsletter", "newsletters", "subject", "subscribers", "recipients"} for word in question.words)


def _is_denied(question: Question, place: int) -> bool:
    return question.ending(say.NOT, place) is not None


def read_stated_objectives(question: Question, vocabulary: Vocabulary, negations: Negations) -> Attributes:
    """Objectives that are called so, before their words are read as metrics: optimised for link clicks."""
    found = Attributes()
    _read_objectives(question, vocabulary, negations, found, only_stated=True)
    return found


def read_attributes(
    question: Question, vocabulary: Vocabulary, negations: Negations, found: Attributes | None = None
) -> Attributes:
    """Everything that names a column's value, beside what was `found` before; marks the words.

    What the organization lacks is missing.
    """
    found = found or Attributes()
    _read_objectives(question, vocabulary, negations, found)
    for place in range(len(question)):
        _read_status(question, vocabulary, negations, found, place)
    for place in range(len(question)):
        _read_named(question, vocabulary, negations, found, place, "data_source", say.source_phrases())
        _read_strange(question, vocabulary, negations, found, place)
    for place in range(len(question)):
        _read_named(question, vocabulary, negations, found, place, "channel", say.CHANNELS)
    for place in range(len(question)):
        _read_paid(question, vocabulary, found, place)
    for place in range(len(question)):
        _read_level(question, negations, found, place)
        _read_one_off(question, vocabulary, found, place)
    found.level = _level(found, vocabulary)
    return found


def _read_named(
    question: Question,
    vocabulary: Vocabulary,
    negations: Negations,
    found: Attributes,
    place: int,
    column: str,
    table: Phrases[str],
) -> None:
    said = question.at(table, place)
    if not said or _begins_longer_concept(question, place, said[0]) or _is_of_format(question, place, said[0]):
        return
    end, value = place + said[0] - _lent_to_level(question, place, said[0]), said[1]
    if column == "channel" and _is_by_the_way(question, vocabulary, place, end, value):
        return
    excluded = negations.excludes(question, place, end, column)
    known = vocabulary.values.get(column)
    words = question.take(place, end)
    if known is None or value in known or not known:
        found.add(column, (value,), words, excluded=excluded)
    elif not excluded and column == "channel" and question.words[place] in vocabulary.words and said[0] == 1:
        question.taken[place] = False
    elif not excluded:
        found.missing.append(Missing(column, words))


def _is_by_the_way(question: Question, vocabulary: Vocabulary, place: int, end: int, value: str) -> bool:
    """Whether an everyday word behind a subject is no channel, since there is none of it: a big summer push."""
    known, word = vocabulary.values.get("channel"), question.words[place]
    if not known or value in known or end > place + 1 or word not in COMMON_WORDS or not place:
        return False
    before = question.words[place - 1]
    is_concept = concept_phrases().at([question.stems[place - 1]], 0) is not None
    return before not in COMMON_WORDS and (question.taken[place - 1] or is_concept or before in vocabulary.words)


def _read_strange(
    question: Question, vocabulary: Vocabulary, negations: Negations, found: Attributes, place: int
) -> None:
    said = question.at(say.STRANGE_SOURCES, place)
    if not said or not vocabulary.values or question.words[place] in vocabulary.words:
        return
    excluded = negations.excludes(question, place, place + said[0], "data_source")
    words = question.take(place, place + said[0])
    if not excluded:
        found.missing.append(Missing("data_source", words))


def _read_status(
    question: Question, vocabulary: Vocabulary, negations: Negations, found: Attributes, place: int
) -> None:
    """A status, in the platforms' own words that occur; without any status among the entities nothing is filtered."""
    said = question.at(say.STATUSES, place)
    if not said or _begins_longer_concept(question, place, said[0]):
        return
    end = place + said[0]
    if question.words[end - 1] in _ENDS_SWITCH and said[0] > 1 and not _ends_there(question, end):
        return  # that are on Meta
    if end < len(question) and question.taken[end] and said[1] in _TIMES:
        return  # running in March: a time when something ran, whatever its status is today
    meant = say.STATUS_VALUES[said[1]]
    known = vocabulary.values.get("status")
    if known is not None and not known:
        return
    occurring = tuple(value for value in sorted(known or ()) if value.upper().replace(" ", "_") in meant)
    if not occurring and said[1] in _TIMES - {"active"}:
        return
    excluded = negations.excludes(question, place, end, "status")
    found.add("status", occurring or meant, question.take(place, end), excluded=excluded)


def _read_objectives(
    question: Question, vocabulary: Vocabulary, negations: Negations, found: Attributes, *, only_stated: bool = False
) -> None:
    """Traffic objective, objective is sales; the platforms' own words that occur."""
    read: dict[int, bool] = {}
    for place in range(len(question)):
        said = question.at(say.OBJECTIVES, place)
        if not said:
            continue
        end = place + said[0]
        stated = _stated(question, place, end) or _listed(question, place, end, read)
        like = say.OBJECTIVE_LIKE[said[1]]
        values = tuple(
            v for v in sorted(vocabulary.values.get("objective", ())) if any(one in v.upper() for one in like)
        )
        is_bare = said[1] == "TRAFFIC" and bool(values) and not only_stated and not _is_of_concept(question, place)
        if not stated and not is_bare:
            continue
        first, last, is_other = stated or (place, end, False)
        excluded = is_other or negations.excludes(question, first, last, "objective")
        if is_other:
            negations.ends[last] = "objective"
        read[last] = excluded
        found.add("objective", values or like, question.take(first, last), excluded=excluded)


def _listed(question: Question, place: int, end: int, read: dict[int, bool]) -> tuple[int, int, bool] | None:
    """The same for one that goes on where another ended: not aimed at traffic or sales."""
    first = place - 1 if place and question.words[place - 1] in _LINKS else place
    return (first, end, read[first]) if first in read else None


def _ends_there(question: Question, end: int) -> bool:
    """Whether nothing goes on at a place that a word such as `on` belongs to."""
    if end >= len(question) or question.tokens[end].before:
        return True
    return question.words[end] in _BEHIND_SWITCH


def _stated(question: Question, place: int, end: int) -> tuple[int, int, bool] | None:
    """(first place, place behind, whether any other is meant) of an objective that is called so: objective is not sales."""
    behind = question.at(say.OBJECTIVE, end)
    start, denied, ahead = place, 0, question.ending(say.OBJECTIVE, place)
    while not ahead and start and not question.taken[start - 1]:
        said = None if denied else question.ending(say.NOT, start)
        if not said and question.words[start - 1] not in _BEFORE_OBJECTIVE:
            break
        denied = denied or (said[0] if said else 0)
        start -= said[0] if said else 1
        ahead = question.ending(say.OBJECTIVE, start)
    if ahead:
        return start - ahead[0], end, bool(denied)
    return (place, end + behind[0], False) if behind else None


def _begins_longer_concept(question: Question, place: int, size: int) -> bool:
    """Running shoes are no running campaigns."""
    concept = concept_phrases().at(question.stems[: question.free_from(place)], place)
    return concept is not None and concept[0] > size


def _lent_to_level(question: Question, place: int, size: int) -> int:
    """1 where the last word begins a kind of entity that goes on: facebook ad sets, google ad groups."""
    kind = say.LEVELS.at(question.stems, place + size - 1)
    return int(size > 1 and kind is not None and kind[0] > 1)


def _is_of_format(question: Question, place: int, size: int) -> bool:
    """Dynamic search ads are a format, and no search ads that are dynamic; automated emails are flows."""
    for first in range(max(0, place - _LONGEST_FORMAT + 1), place):
        said = question.at(concept_phrases(), first)
        if said and CONCEPTS[said[1]].group == "format" and first + said[0] >= place + size:
            return True
        kind = question.at(say.LEVELS, first)
        if kind and kind[1] == "FLOW" and first + kind[0] >= place + size:
            return True
    return False


def _is_of_concept(question: Question, place: int) -> bool:
    """Whether the word before begins a concept that goes on here: cold traffic."""
    before = concept_phrases().at(question.stems, place - 1) if place else None
    return before is not None and before[0] > 1


def _read_paid(question: Question, vocabulary: Vocabulary, found: Attributes, place: int) -> None:
    """Ad campaigns, paid campaigns: everything but messages, where the organization sends some and none is asked for."""
    said = question.at(say.PAID, place)
    sends = tuple(one for one in MESSAGE_CHANNELS if one in vocabulary.values.get("channel", frozenset()))
    if not said or not sends or any(one.column == "channel" for one in found.filters) or is_about_messages(question):
        return
    found.add("channel", sends, question.said(place, place + said[0]), excluded=True)
    question.take(place, place + said[0] - 1)
    if not question.at(say.LEVELS, place + said[0] - 1):
        question.take(place, place + said[0])


def _read_level(question: Question, negations: Negations, found: Attributes, place: int) -> None:
    said = question.at(say.LEVELS, place)
    if not said:
        return
    end = place + said[0]
    excluded = negations.excludes(question, place, end, "level")
    words = question.take(place, end)
    if said[1] == "FLOW":
        found.add("campaign_type", ("FLOW",), words, excluded=excluded)
    if not excluded:
        found.kinds.add(said[1])


def _read_one_off(question: Question, vocabulary: Vocabulary, found: Attributes, place: int) -> None:
    """What is sent once: messages that are no flow's."""
    said = None if question.taken[place] else say.ONE_OFF.at(question.stems, place)
    if not said:
        return
    words = question.take(place, place + said[0])
    found.add("campaign_type", ("FLOW",), words, excluded=True)
    known = vocabulary.values.get("channel", frozenset())
    messages = tuple(sorted(one for one in MESSAGE_CHANNELS if one in known))
    if messages and not any(one.column in {"channel", "data_source"} for one in found.filters):
        found.add("channel", messages, words, excluded=False)


def _level(found: Attributes, vocabulary: Vocabulary) -> Level | None:
    """The one level that was named; ads and ad groups only where the organization has such rows."""
    known = vocabulary.values.get("level")
    named = [
        Level(kind)
        for kind in ("SEARCH_TERM", "KEYWORD", "ASSET_GROUP", "AD_GROUP", "MESSAGE", "AD")
        if kind in found.kinds
    ]
    named = [level for level in named if not known or level.value in known]
    if "CAMPAIGN" in found.kinds and (not named or named == [Level.AD]):
        return Level.CAMPAIGN
    if "FLOW" in found.kinds and not named:
        return Level.CAMPAIGN
    return named[0] if len(named) == 1 else None

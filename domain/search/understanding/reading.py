"""From a question to its interpretation: the steps, in their order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from domain.calendar import DEFAULT_COUNTRY
from domain.search.dates import Dated, day_places, read_dates
from domain.search.dates.events import EVENTS
from domain.search.dates.unread import unheard as unheard_times
from domain.search.interpretation import Correction, Interpretation, Missing, Vocabulary
from domain.search.text import plain, stem, tokens_of
from domain.search.understanding.attribute_words import LEVELS
from domain.search.understanding.attributes import is_about_messages, read_attributes, read_stated_objectives
from domain.search.understanding.common_words import COMMON_WORDS, STOP_WORDS
from domain.search.understanding.compounds import own_part, parted, without_year
from domain.search.understanding.languages import is_portuguese
from domain.search.understanding.metric_filters import read_metric_filters
from domain.search.understanding.metric_words import metric_phrases
from domain.search.understanding.named_days import day_of_missing_event, named_day
from domain.search.understanding.names import read_names, read_nearly
from domain.search.understanding.negation import Negations, denied_before
from domain.search.understanding.number_places import amount_places, top_places
from domain.search.understanding.own_name import read_own_name
from domain.search.understanding.question import Question
from domain.search.understanding.rankings import read_rankings
from domain.search.understanding.ratio_words import unknown_ratios
from domain.search.understanding.relations import read_relation
from domain.search.understanding.scales import spell_rates
from domain.search.understanding.spelling import correct_spelling, lexicon_stems
from domain.search.understanding.subjects import leave_related, read_subjects
from domain.search.understanding.unread import unread_words

LONGEST_QUESTION = 1000
"""Characters that are read; what comes behind them is left out."""
_MOST_WORDS = 120
_BEFORE_EVENT = frozenset(
    "the of any a on during around for from about in en durante wahrend im am pendant der die das el la los las le les o os as".split()
)
_LINKS = frozenset("and or nor y o und oder et ou e".split())
_NOTHING = "_"
_AIMS = frozenset({"acquisition", "aquisicao", "adquisicion", "akquise", "acquisitions"})
_WINDOW = re.compile(r"\d{1,3}d")
_AUDIENCES = frozenset(
    "atc wv vv vc ic pv lv ac visitor visitors viewer viewers engager engagers engaged purchaser purchasers buyer buyers"
    " opener openers clicker clickers cart carts checkout abandoner abandoners lapsed inactive subscribers customers".split()
)
"""Before a number of days: who did it in so many days."""


def understand(query: str, vocabulary: Vocabulary, as_of: date, *, country: str = DEFAULT_COUNTRY) -> Interpretation:
    """What a question means to an organization with these words.

    `as_of`: the day that relative dates count from. `country`: whose retail events and order of dates hold.
    Never raises; the same question always means the same.
    """
    question = _question(query)
    names = read_names(question, vocabulary)
    _read_years(question)
    _read_compounds(question, vocabulary)
    corrections = (*read_nearly(question, vocabulary), *correct_spelling(question, vocabulary))
    if corrections:
        question.taken = [False] * len(question)
        names = read_names(question, vocabulary)
    read_own_name(question)
    _read_aim(question)
    relation = read_relation(question, names.spans, is_similar=bool(names.related_to))
    _read_sem(question, vocabulary)
    of_messages = is_about_messages(question)
    dated = _read_period(question, vocabulary, as_of, country)
    no_days = tuple(question.said(start, end) for start, end in dated.impossible) if dated else ()
    leave_related(question)
    untold = _read_unknown_ratios(question)
    negations = Negations()
    stated = read_stated_objectives(question, vocabulary, negations)
    filters = read_metric_filters(question, of_messages=of_messages)
    rankings = read_rankings(question, of_messages=of_messages)
    dated = dated or named_day(question, vocabulary, rankings or filters, as_of, country)
    attributes = read_attributes(question, vocabulary, negations, stated)
    subjects = read_subjects(question, vocabulary, negations)
    unheard = unheard_times(subjects.ignored)
    unread = tuple(said for said in unread_words(subjects.ignored) if said not in unheard)
    event = day_of_missing_event(subjects, rankings or filters, dated, as_of, country)
    return Interpretation(
        query=query,
        level=attributes.level,
        attributes=(*attributes.filters, *subjects.countries),
        metrics=tuple(filters),
        period=dated.period if dated else event,
        period_words=", ".join(question.said(start, end) for start, end in dated.spans)
        if dated and dated.period
        else "",
        rankings=tuple(rankings),
        concepts=tuple(subjects.concepts),
        excluded_concepts=tuple(subjects.excluded),
        entities=() if relation.is_asked else names.entities,
        related_to=(*names.related_to, *names.entities) if relation.is_asked else (),
        kin=relation.kin,
        shared=relation.shared,
        different=relation.different,
        named_as=names.words,
        residual=" ".join(subjects.residual),
        text=" ".join(subjects.text),
        excluded_words=tuple(subjects.excluded_words),
        corrections=corrections,
        ignored=(*subjects.ignored, *no_days),
        no_days=no_days,
        date_notes=(
            *(dated.notes if dated else ()),
            *(f'"{said}" is not read as a time: it is left out' for said in unheard),
        ),
        unread=unread,
        missing=(*untold, *attributes.missing, *subjects.missing),
        confidence=_confidence(question, subjects.unknown + len(unread) + len(unheard), corrections),
    )


def _read_unknown_ratios(question: Question) -> list[Missing]:
    """Ratios that no metric tells, which no other may stand in for: revenue per click. Marks their words."""
    return [
        Missing("metric", question.take(place, place + said[0]))
        for place in range(len(question))
        if (said := question.at(unknown_ratios(), place))
    ]


def _question(query: str) -> Question:
    text = spell_rates(plain(query[:LONGEST_QUESTION]))
    return Question(text, [*parted(tokens_of(text)[:_MOST_WORDS])])


def _read_years(question: Question) -> None:
    """Read BFCM24 as BFCM."""
    for place, word in enumerate(question.words):
        concept = without_year(word)
        if concept and not question.taken[place]:
            question.correct(place, concept)


def _read_compounds(question: Question, vocabulary: Vocabulary) -> None:
    """Read a compound that nobody knows as the part of it that is in the organization's names."""
    for place, word in enumerate(question.words):
        if question.taken[place] or word in COMMON_WORDS or stem(word) in lexicon_stems():
            continue
        own = own_part(word, vocabulary)
        if own:
            question.correct(place, own)


def _read_aim(question: Question) -> None:
    """Read acquisition as an aim where it is all that is asked about; beside others it may be a figure."""
    for place, word in enumerate(question.words):
        others = {other for at, other in enumerate(question.words) if at != place}
        if word in _AIMS and others <= STOP_WORDS:
            question.correct(place, "prospecting")


def _read_sem(question: Question, vocabulary: Vocabulary) -> None:
    """Read sem as without where Portuguese is spoken; else it is search engine marketing."""
    for place, token in enumerate(question.tokens[:-1]):
        if token.text == "sem" and question.at(LEVELS, place + 1) is None and is_portuguese(question, vocabulary):
            question.correct(place, "without")


def _windows(question: Question, vocabulary: Vocabulary) -> frozenset[int]:
    """Places of audience windows, which are no dates: visitors 30d, or a part of a name."""
    places = [place for place, word in enumerate(question.words) if _WINDOW.fullmatch(word)]
    if not places:
        return frozenset()
    has_metric = any(question.at(metric_phrases(), place) for place in range(len(question)))
    return frozenset(place for place in places if _is_window(question, vocabulary, place, has_metric=has_metric))


def _is_window(question: Question, vocabulary: Vocabulary, place: int, *, has_metric: bool) -> bool:
    word, before = question.words[place], question.words[place - 1] if place else ""
    is_own = f"{before}{word}" in vocabulary.words or (word in vocabulary.words and not has_metric)
    return before in _AUDIENCES or is_own


def _read_period(question: Question, vocabulary: Vocabulary, as_of: date, country: str) -> Dated | None:
    """The period; marks its words."""
    tops = top_places(question) | _windows(question, vocabulary)
    left_out = _left_out(question) | {place for place, taken in enumerate(question.taken) if taken}
    stems = [_NOTHING if place in left_out else stem for place, stem in enumerate(question.stems)]
    words = [_NOTHING if place in left_out else word for place, word in enumerate(question.words)]
    tokens = [
        token if token.word == word else replace(token, word=word, stem=stem)
        for token, word, stem in zip(question.tokens, words, stems, strict=True)
    ]

    def days() -> frozenset[int]:
        return day_places(question.text, tokens, stems, as_of, country=country, amounts=tops)

    amounts = amount_places(question, days) | tops
    dated = read_dates(question.text, tokens, stems, as_of, country=country, amounts=amounts)
    for start, end in dated.spans if dated else ():
        question.take(start, end)
    return dated


def _left_out(question: Question) -> frozenset[int]:
    """Places of events that are excluded, which are themes and no days: excluding Black Friday and Christmas."""
    found: list[int] = []
    place = 0
    while place < len(question):
        event = question.at(EVENTS, place)
        if not event:
            place += 1
            continue
        start = place
        while start and question.words[start - 1] in _BEFORE_EVENT:
            start -= 1
        is_next = start - 1 in found or (question.words[start - 1] in _LINKS and start - 2 in found)
        if denied_before(question, start) is not None or is_next:
            found += range(start, place + event[0])
        place += event[0]
    return frozenset(found)


def _confidence(question: Question, unknown: int, corrections: tuple[Correction, ...]) -> float:
    """Share of the words with a meaning that were understood; a corrected word counts half."""
    meaning = max(unknown, sum(word not in STOP_WORDS for word in question.words))
    if not meaning:
        return 1.0
    return round(max(0.0, 1.0 - (unknown + 0.5 * len(corrections)) / meaning), 3)

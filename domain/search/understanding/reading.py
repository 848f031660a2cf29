"""From a question to its interpretation: the steps, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.calendar import DEFAULT_COUNTRY
from domain.search.concepts.lexicon import CONCEPTS
from domain.search.dates import Dated, day_places, read_dates
from domain.search.interpretation import Correction, Interpretation, Missing, Vocabulary
from domain.search.text import plain, tokens_of
from domain.search.understanding.attributes import is_about_messages, read_attributes
from domain.search.understanding.common_words import STOP_WORDS
from domain.search.understanding.metric_filters import read_metric_filters
from domain.search.understanding.names import read_names
from domain.search.understanding.negation import Negations
from domain.search.understanding.number_places import amount_places, top_places
from domain.search.understanding.question import Question
from domain.search.understanding.rankings import read_rankings
from domain.search.understanding.ratio_words import unknown_ratios
from domain.search.understanding.scales import spell_rates
from domain.search.understanding.spelling import correct_spelling
from domain.search.understanding.subjects import Subjects, leave_related, read_subjects
from domain.search.understanding.unread import unread_words
from domain.vocabulary import Period

LONGEST_QUESTION = 1000
"""Characters that are read; what comes behind them is left out."""
_MOST_WORDS = 120


def understand(query: str, vocabulary: Vocabulary, as_of: date, *, country: str = DEFAULT_COUNTRY) -> Interpretation:
    """What a question means to an organization with these words.

    `as_of`: the day that relative dates count from. `country`: whose retail events and order of dates hold.
    Never raises; the same question always means the same.
    """
    question = _question(query)
    names = read_names(question, vocabulary)
    corrections = correct_spelling(question, vocabulary)
    if corrections and not names.entities and not names.related_to:
        names = read_names(question, vocabulary)
    of_messages = is_about_messages(question)
    dated = _read_period(question, as_of, country)
    no_days = tuple(question.said(start, end) for start, end in dated.impossible) if dated else ()
    leave_related(question)
    untold = _read_unknown_ratios(question)
    filters = read_metric_filters(question, of_messages=of_messages)
    rankings = read_rankings(question, of_messages=of_messages)
    negations = Negations()
    attributes = read_attributes(question, vocabulary, negations)
    subjects = read_subjects(question, vocabulary, negations)
    unread = unread_words(subjects.ignored)
    event = _as_period(subjects, rankings or filters, dated, as_of, country)
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
        entities=names.entities,
        related_to=names.related_to,
        residual=" ".join(subjects.residual),
        text=" ".join(subjects.text),
        excluded_words=tuple(subjects.excluded_words),
        corrections=corrections,
        ignored=(*subjects.ignored, *no_days),
        no_days=no_days,
        unread=unread,
        missing=(*untold, *attributes.missing, *subjects.missing),
        confidence=_confidence(question, subjects.unknown + len(unread), corrections),
    )


def _read_unknown_ratios(question: Question) -> list[Missing]:
    """Ratios that no metric tells, which no other may stand in for: revenue per click. Marks their words."""
    return [
        Missing("metric", question.take(place, place + said[0]))
        for place in range(len(question))
        if (said := question.at(unknown_ratios(), place))
    ]


def _as_period(
    subjects: Subjects, ordered: Sequence[object], dated: Dated | None, as_of: date, country: str
) -> Period | None:
    """The days of an event that no entity is about, where figures are asked for: holiday season revenue."""
    lacking = [one for one in subjects.missing if one.kind == "event"]
    if not ordered or dated or len(lacking) != 1 or len(subjects.missing) != 1:
        return None
    tokens = tokens_of(f"on {lacking[0].words}")
    read = read_dates("", tokens, [token.stem for token in tokens], as_of, country=country, amounts=frozenset())
    if read is None:
        return None
    subjects.missing.clear()
    for concept in [one for one in subjects.concepts if CONCEPTS[one].group == "event"]:
        del subjects.concepts[concept]
    return read.period


def _question(query: str) -> Question:
    text = spell_rates(plain(query[:LONGEST_QUESTION]))
    return Question(text, tokens_of(text)[:_MOST_WORDS])


def _read_period(question: Question, as_of: date, country: str) -> Dated | None:
    """The period; marks its words."""
    named = frozenset(place for place, taken in enumerate(question.taken) if taken)
    tokens = [
        token if token.word == word else replace(token, word=word, stem=stem)
        for token, word, stem in zip(question.tokens, question.words, question.stems, strict=True)
    ]
    tops = top_places(question) | named

    def days() -> frozenset[int]:
        return day_places(question.text, tokens, question.stems, as_of, country=country, amounts=tops)

    amounts = amount_places(question, days) | tops
    dated = read_dates(question.text, tokens, question.stems, as_of, country=country, amounts=amounts)
    for start, end in dated.spans if dated else ():
        question.take(start, end)
    return dated


def _confidence(question: Question, unknown: int, corrections: tuple[Correction, ...]) -> float:
    """Share of the words with a meaning that were understood; a corrected word counts half."""
    meaning = max(unknown, sum(word not in STOP_WORDS for word in question.words))
    if not meaning:
        return 1.0
    return round(max(0.0, 1.0 - (unknown + 0.5 * len(corrections)) / meaning), 3)

"""A model's reading added to our own: what is taken, and that no answer can do more than name unread words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.search.interpretation import (
    AttributeFilter,
    Comparison,
    Interpretation,
    MetricFilter,
    Missing,
    Ranking,
    Vocabulary,
)
from domain.search.merging import merge, read_further
from domain.search.reading import Choices, LLMReading, Meaning, MeaningKind, choices_of
from domain.search.text import words_of
from domain.vocabulary import Direction, Level, Period
from tests.fakes.interpreter import ToldInterpreter

AS_OF = date(2026, 2, 1)
CHOICES = Choices(
    concepts=("intent:retargeting", "intent:prospecting"),
    values={"status": ("ACTIVE", "PAUSED"), "channel": ("email", "video"), "level": ("CAMPAIGN", "AD")},
    own_words=frozenset({"trailblazer"}),
)
QUERY = "please bring back folks who bailed on trailblazer with roas above 3 in january"
OURS = Interpretation(
    query=QUERY,
    metrics=(MetricFilter("roas", Comparison.OVER, 3.0, words="roas above 3"),),
    period=Period(date(2026, 1, 1), date(2026, 1, 31)),
    period_words="in january",
    rankings=(Ranking("roas", Direction.DESC),),
    attributes=(AttributeFilter("channel", ("video",)),),
    residual="please bring back folks who bailed on trailblazer",
    missing=(Missing("product", "x"),),
    confidence=6 / 14,
)


def concept(words: str, value: str | None = "intent:retargeting", *, excluded: bool = False) -> Meaning:
    return Meaning(words, MeaningKind.CONCEPT, None, value, excluded)


def merged(*meanings: Meaning, ours: Interpretation = OURS) -> Interpretation:
    return merge(ours, LLMReading(meanings), CHOICES)


# --- what is taken ---


def test_unread_words_become_a_concept() -> None:
    read = merged(concept("bring back folks who bailed"))
    assert read.concepts == ("intent:retargeting",)
    assert read.residual == "please on trailblazer"
    assert read.confidence == pytest.approx(11 / 14)


def test_what_is_not_wanted_is_kept_apart() -> None:
    read = merged(concept("bailed", excluded=True))
    assert (read.concepts, read.excluded_concepts) == ((), ("intent:retargeting",))


def test_a_value_of_a_column_becomes_a_filter_with_its_words() -> None:
    read = merged(Meaning("Bailed", MeaningKind.VALUE, "status", "PAUSED"))
    assert read.attributes[-1] == AttributeFilter("status", ("PAUSED",), excluded=False, words="Bailed")
    assert "bailed" not in read.residual


def test_a_level_is_read() -> None:
    assert merged(Meaning("folks", MeaningKind.VALUE, "level", "AD")).level is Level.AD


def test_filler_is_ignored_and_said_so() -> None:
    read = merged(Meaning("please", MeaningKind.FILLER))
    assert (read.ignored, read.residual.split()[0]) == (("please",), "bring")


def test_a_name_stays_text() -> None:
    assert merged(Meaning("trailblazer", MeaningKind.NAME)) == OURS


# --- what is not ---


@pytest.mark.parametrize(
    "meaning",
    [
        concept("bailed", "intent:no such"),
        concept("bailed", None),
        concept(""),
        concept("roas"),
        concept("january"),
        concept("bailed bailed"),
        concept("words that nobody said"),
        Meaning("bailed", MeaningKind.VALUE, "status", "DELETED"),
        Meaning("bailed", MeaningKind.VALUE, "org_id", "other"),
        Meaning("bailed", MeaningKind.VALUE, None, "PAUSED"),
        Meaning("bailed", MeaningKind.VALUE, "channel", "email"),
        Meaning("bailed", MeaningKind.VALUE, "level", "ORGANIZATION"),
        Meaning("trailblazer", MeaningKind.FILLER),
        Meaning("roas above 3", MeaningKind.FILLER),
    ],
    ids=str,
)
def test_what_breaks_a_rule_changes_nothing(meaning: Meaning) -> None:
    assert merged(meaning) == OURS


def test_a_word_is_read_once() -> None:
    read = merged(concept("bailed"), concept("bailed", "intent:prospecting"))
    assert read.concepts == ("intent:retargeting",)


def test_a_concept_of_ours_is_not_turned_around() -> None:
    ours = Interpretation("no rtg bailed", excluded_concepts=("intent:retargeting",), residual="bailed")
    assert merged(concept("bailed"), ours=ours) == ours


def test_a_level_of_ours_stays() -> None:
    ours = Interpretation("ads bailed", level=Level.AD, residual="bailed")
    assert merged(Meaning("bailed", MeaningKind.VALUE, "level", "CAMPAIGN"), ours=ours) == ours


def test_words_with_digits_are_never_read_by_a_model() -> None:
    ours = Interpretation("over 3k q4ish", residual="3k q4ish")
    assert merged(concept("3k"), Meaning("q4ish", MeaningKind.FILLER), ours=ours) == ours


def test_only_so_many_meanings_are_looked_at() -> None:
    assert merged(*[concept("nothing")] * 16, concept("bailed")) == OURS


MEANINGS = st.builds(
    Meaning,
    st.lists(st.sampled_from(QUERY.split()), max_size=4).map(" ".join) | st.text(max_size=20),
    st.sampled_from(MeaningKind),
    st.sampled_from(["status", "channel", "level", "metric", "period"]) | st.none(),
    st.sampled_from([*CHOICES.concepts, "ACTIVE", "AD", "email", "roas", "2025"]) | st.none(),
    st.booleans(),
)


@given(st.lists(MEANINGS, max_size=20))
def test_no_answer_touches_numbers_dates_rankings_or_what_was_read(meanings: list[Meaning]) -> None:
    read = merged(*meanings)
    for kept in ("query", "metrics", "period", "period_words", "rankings", "entities", "related_to", "missing"):
        assert getattr(read, kept) == getattr(OURS, kept)
    assert read.attributes[:1] == OURS.attributes
    assert set(read.concepts + read.excluded_concepts) <= set(CHOICES.concepts)
    assert not set(read.concepts) & set(read.excluded_concepts)
    assert set(words_of(read.residual)) <= set(words_of(OURS.residual))
    assert OURS.confidence <= read.confidence <= 1


# --- asking ---


def test_the_model_is_asked_about_the_unread_words_alone() -> None:
    model = ToldInterpreter(LLMReading((concept("bailed"),)))
    further = read_further(model, OURS, AS_OF, CHOICES)
    assert (further.interpretation.concepts, further.notice) == (("intent:retargeting",), None)
    [(query, as_of, choices)] = model.asked
    assert (query, as_of, choices.unread) == (QUERY, AS_OF, OURS.residual)


def test_where_nothing_is_unread_nobody_is_asked() -> None:
    model = ToldInterpreter()
    ours = Interpretation("roas above 3", residual=" - ")
    assert read_further(model, ours, AS_OF, CHOICES).interpretation == ours
    assert model.asked == []


def test_without_an_answer_nothing_changes_but_a_notice() -> None:
    further = read_further(ToldInterpreter(), OURS, AS_OF, CHOICES)
    assert further.interpretation == OURS
    assert further.notice == "Read by our own rules alone: The language model was told nothing."


def test_choices_are_what_the_organization_has() -> None:
    vocabulary = Vocabulary(words={"spring": 2}, values={"status": frozenset({"PAUSED", "ACTIVE"})})
    choices = choices_of(vocabulary, ["b", "a"])
    assert (choices.concepts, choices.values) == (("a", "b"), {"status": ("ACTIVE", "PAUSED")})
    assert "spring" in choices.own_words

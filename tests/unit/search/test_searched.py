from hypothesis import given
from hypothesis import strategies as st

from domain.search.searched import document_text, name_words, said_in, searched_words
from domain.search.text import words_of
from domain.vocabulary import Level
from tests.entities import entity


def test_words_weigh_by_where_they_stand() -> None:
    ad = entity("a1", "Shoes", level=Level.AD, campaign_name="Shoes Sale", words=("boots",), account_name=None)
    words = searched_words(ad)
    assert (words["shoes"], words["sale"], words["boots"]) == (2.8, 0.8, 1.0)
    assert "paused" in searched_words(entity(status="PAUSED"))


def test_the_text_of_a_vector_knows_names_once_and_no_status_or_dates() -> None:
    ad = entity("a1", "US_BigShoes", level=Level.AD, campaign_name="Été", account_name="us big shoes", words=("b", "a"))
    assert document_text(ad) == "us big shoes\nete\npaid social\na\nb"
    assert said_in(entity(status="PAUSED")) == said_in(entity(status="ACTIVE"))


def test_a_document_without_any_text_has_none() -> None:
    assert document_text(entity(name=None, account_name=None, channel=None)) == ""


@given(st.text(max_size=40))
def test_words_of_any_text_are_folded_and_told_once(text: str) -> None:
    words = name_words(text)
    assert len(words) == len(set(words))
    assert all(word and not word.isspace() for word in words)


@given(st.text("abAB09 _-|'`%sS\n\t\x1f", max_size=20))
def test_plain_texts_are_read_as_all_others_are(text: str) -> None:
    assert words_of(f"{text} é") == [*words_of(text), "e"]

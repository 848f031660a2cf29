"""Landing addresses and the UTM parameters of their query and of an ad's own tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.normalize.landing import UTM, read_landing


@pytest.mark.parametrize(
    ("url", "tags", "source", "campaign"),
    [
        ("https://shop.example/?utm_source=a&utm_campaign=x", None, "a", "x"),
        ("https://shop.example/?utm_source=a&utm_campaign=x", "utm_source=b", "b", "x"),
        ("https://shop.example/#utm_source=a", None, None, None),
        (
            "https://shop.example/?UTM_Source=A+B&utm_campaign=fr%C3%BChling%20%26%20x#utm_source=c",
            None,
            "A B",
            "frühling & x",
        ),
        ("https://shop.example/?utm_source=&utm_campaign=100%", None, None, "100%"),
        ("https://shop.example/?utm_source=a&utm_source=b&utm_campaign=%FF", None, "a", "\ufffd"),
        (None, "?utm_source={network}&utm_campaign={campaignid}", "{network}", "{campaignid}"),
        (None, None, None, None),
    ],
)
def test_tags_come_before_the_query_of_the_address(
    url: str | None, tags: str | None, source: str | None, campaign: str | None
) -> None:
    found = read_landing([url], [tags])
    assert (found["landing_url"], found["utm_source"], found["utm_campaign"]) == ([url], [source], [campaign])


@given(st.lists(st.tuples(st.none() | st.text(), st.none() | st.text()), max_size=5))
def test_any_texts_give_a_column_of_their_length(pairs: list[tuple[str | None, str | None]]) -> None:
    found = read_landing([url for url, _ in pairs], [tags for _, tags in pairs])
    assert set(found) == {"landing_url", *UTM}
    assert {len(column) for column in found.values()} == {len(pairs)}

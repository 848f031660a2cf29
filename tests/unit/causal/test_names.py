"""Names that every tool takes: letters, digits and underscores, each once, whatever people call their campaigns."""

import re

from hypothesis import given
from hypothesis import strategies as st

from domain.causal.names import LONGEST, distinct_names, slug


@given(st.text(max_size=80))
def test_a_slug_is_empty_or_an_identifier(text: str) -> None:
    found = slug(text)
    assert found == "" or re.fullmatch(r"[a-z][a-z0-9_]*", found)
    assert len(found) <= LONGEST + 1
    assert slug(found) == found


@given(
    st.lists(
        st.tuples(st.sampled_from(["Brand", "brand", "夏", "", "2024", "brand_1"]), st.text(max_size=4)), max_size=9
    )
)
def test_every_channel_has_a_name_of_its_own(pairs: list[tuple[str, str]]) -> None:
    names = distinct_names([title for title, _ in pairs], [number for _, number in pairs])
    assert len(set(names)) == len(pairs)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)


def test_names_that_nobody_shares_stay_as_they_are() -> None:
    assert distinct_names(["Brand – US", "Sale"], ["1", "2"]) == ["brand_us", "sale"]
    assert distinct_names(["夏", "夏"], ["11", "12"]) == ["n11", "n12"]

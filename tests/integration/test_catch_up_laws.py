"""Whatever is stored, renamed and removed in whatever order: search has what it would have, were it made anew."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.indexes.sqlite_catalog import SqliteCatalog
from domain.reading import RowFilter
from domain.search.interpretation import Vocabulary
from domain.use_cases.reindex import Reindex
from tests.searching import searching
from tests.stored import ACME, Row, ad, instant, row

NAMES = ["Spring Sale | US", "US_RTG_Shoes", "Été Germany", "ad 1"]
names = st.none() | st.sampled_from(NAMES)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """A day of a campaign, or of an ad in one; any name may be missing or new."""
    told = {
        "campaign_id": draw(st.sampled_from(["c1", "c2"])),
        "campaign_name": draw(names),
        "status": draw(st.sampled_from([None, "ACTIVE", "PAUSED"])),
        "landing_url": draw(st.sampled_from([None, "https://shop.example/boots", "https://shop.example/hats"])),
        "country": draw(st.sampled_from([None, "DE"])),
    }
    if draw(st.booleans()):
        return row(draw(st.integers(1, 5)), **told)
    in_ad = {"ad_group_name": draw(names), "ad_name": draw(names), "ad_id": draw(st.sampled_from(["a1", "a2"]))}
    return ad(draw(st.integers(1, 5)), ad_group_id=f"g-{told['campaign_id']}", **told, **in_ad)


stored = st.lists(rows(), min_size=1, max_size=4)
steps = st.lists(st.one_of(stored, st.sampled_from(["c1", "c2"])), min_size=1, max_size=4)


def known(catalog: SqliteCatalog) -> tuple[dict[str, Any], Vocabulary]:
    """Documents with what their vector and the word `sale` say, by key; and the organization's words."""
    view = catalog.view(ACME)
    told = view.documents(range(len(view.keys)))
    cosines, words = view.similar_to(np.ones(256, np.float32)).round(5), view.lexical(["sale"]).round(4)
    by_key = {str(one.key): (one, *said) for one, *said in zip(told, cosines.tolist(), words.tolist(), strict=True)}
    return by_key, view.vocabulary


@settings(max_examples=25, deadline=None)
@given(steps)
def test_what_followed_the_records_is_what_would_be_made_anew(told: list[list[Row] | str]) -> None:
    with TemporaryDirectory() as folder, searching(Path(folder)) as found:
        found.catalog.view(ACME)
        for at, step in enumerate(told):
            if isinstance(step, str):
                found.store.delete(ACME, RowFilter(campaign_ids=(step,)), instant(at))
                found.catch_up(ACME)
            else:
                found.put(*step, at=at)
            known(found.catalog)  # so that there is a view to be kept up to date
        followed, words = known(found.catalog)
        read_anew = SqliteCatalog(Path(folder) / "search")
        assert known(read_anew)[0] == followed
        read_anew.close()
        Reindex(found.catch_up)(ACME)
        made_anew, words_anew = known(found.catalog)
        assert made_anew == followed
        assert (words_anew.words, words_anew.concepts, words_anew.values) == (words.words, words.concepts, words.values)

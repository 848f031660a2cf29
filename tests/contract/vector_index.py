"""What every `VectorIndex` must do. A test subclasses `VectorIndexContract` and gives `index`, `settle` and its GAPS."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import ClassVar, Literal

import numpy as np
import pytest

from domain.ports.search import SearchScope, VectorIndex
from domain.search.documents import EntityKey
from domain.vocabulary import DataSource, Level, OrgId, Period
from tests.entities import entity, unit_vectors

ACME, OTHER = OrgId("acme"), OrgId("other")
EAST, NORTH, BETWEEN = (1.0, 0.0), (0.0, 1.0), (3.0, 4.0)
EVERYTHING = SearchScope()
Gap = tuple[Literal["notimpl", "never"], str]
Settle = Callable[[], None]


def nearest(
    index: VectorIndex,
    vector: tuple[float, ...] = EAST,
    scope: SearchScope = EVERYTHING,
    limit: int = 10,
    org: OrgId = ACME,
) -> list[tuple[str, float]]:
    found = index.nearest(org, np.array(vector, np.float32), scope, limit)
    return [(one.key, round(one.score, 4)) for one in found]


class VectorIndexContract:
    GAPS: ClassVar[Mapping[str, Gap]] = {}
    """What it cannot do: whether ever, and what happens instead."""

    @pytest.fixture
    def settle(self) -> Settle:
        """Waits until what was written is found."""
        return lambda: None

    def test_the_most_similar_come_first_with_their_cosine(self, index: VectorIndex, settle: Settle) -> None:
        documents = [entity("c1"), entity("c2"), entity("c3")]
        assert index.upsert(ACME, documents, unit_vectors(NORTH, EAST, BETWEEN)) == []
        settle()
        assert nearest(index) == [("c2", 1.0), ("c3", 0.6), ("c1", 0.0)]
        assert nearest(index, (5.0, 0.0), limit=2) == [("c2", 1.0), ("c3", 0.6)]
        assert nearest(index, limit=0) == nearest(index, (0.0, 0.0)) == []

    def test_what_was_written_is_found_at_once(self, index: VectorIndex) -> None:
        index.upsert(ACME, [entity("c1")], unit_vectors(EAST))
        expected = [] if "read_your_writes" in self.GAPS else [("c1", 1.0)]
        assert nearest(index) == expected

    def test_a_vector_takes_the_place_of_the_one_with_its_key(self, index: VectorIndex, settle: Settle) -> None:
        index.upsert(ACME, [entity("c1")], unit_vectors(EAST))
        index.upsert(ACME, [entity("c1", level=Level.AD)], unit_vectors(BETWEEN))
        settle()
        assert nearest(index) == [("c1", 0.6)]
        assert nearest(index, scope=SearchScope(levels=frozenset({Level.CAMPAIGN}))) == []

    def test_removed_vectors_are_gone_and_unknown_ones_are_fine(self, index: VectorIndex, settle: Settle) -> None:
        index.remove(ACME, [EntityKey("c1")])
        index.upsert(ACME, [entity("c1"), entity("c2")], unit_vectors(EAST, EAST))
        settle()
        index.remove(ACME, [EntityKey("c1"), EntityKey("nothing")])
        index.remove(ACME, [])
        settle()
        assert nearest(index) == [("c2", 1.0)]

    def test_a_vector_of_zeros_is_like_nothing(self, index: VectorIndex, settle: Settle) -> None:
        index.upsert(ACME, [entity("c1"), entity("c2")], unit_vectors(EAST, EAST))
        settle()
        assert index.upsert(ACME, [entity("c1")], unit_vectors((0.0, 0.0))) == []
        settle()
        assert nearest(index) == [("c2", 1.0)]
        assert index.upsert(ACME, [], np.empty((0, 2), np.float32)) == []

    @pytest.mark.parametrize(
        ("scope", "expected"),
        [
            (EVERYTHING, {"c1", "a1", "e1"}),
            (SearchScope(levels=frozenset({Level.AD, Level.MESSAGE})), {"a1", "e1"}),
            (SearchScope(levels=frozenset()), set()),
            (SearchScope(data_sources=frozenset({DataSource("klaviyo")})), {"e1"}),
            (SearchScope(data_sources=frozenset()), set()),
            (SearchScope(campaign_ids=frozenset({"c1", "x"})), {"c1", "a1"}),
            (SearchScope(campaign_ids=frozenset()), set()),
            (SearchScope(campaign_ids=frozenset(["c1", *map(str, range(20_000))])), {"c1", "a1"}),
            (SearchScope(period=Period(date(2025, 1, 5), date(2025, 1, 9))), {"c1"}),
            (SearchScope(period=Period(date(2025, 1, 4), date(2025, 1, 5))), {"c1", "a1"}),
            (SearchScope(frozenset({Level.AD}), period=Period(date(2025, 1, 10), date(2025, 1, 20))), set()),
        ],
    )
    def test_a_scope_takes_what_it_names(
        self, index: VectorIndex, settle: Settle, scope: SearchScope, expected: set[str]
    ) -> None:
        klaviyo = DataSource("klaviyo")
        documents = [
            entity("c1"),
            entity("a1", level=Level.AD, campaign_id="c1", last_date=date(2025, 1, 4)),
            entity("e1", level=Level.MESSAGE, data_source=klaviyo, campaign_id=None, first_date=date(2025, 1, 10)),
        ]
        index.upsert(ACME, documents, unit_vectors(EAST, BETWEEN, NORTH))
        settle()
        assert {key for key, _ in nearest(index, scope=scope)} == expected

    @pytest.mark.parametrize("key", ["Zürich ad", "k" * 2000, "meta_business|AD|1 2/3?#%", "digest:x", "a\0b"])
    def test_any_key_comes_back_as_it_is(self, index: VectorIndex, settle: Settle, key: str) -> None:
        index.upsert(ACME, [entity(key)], unit_vectors(EAST))
        settle()
        assert nearest(index) == [(key, 1.0)]
        index.remove(ACME, [EntityKey(key)])
        settle()
        assert nearest(index) == []

    @pytest.mark.parametrize("other", ["other", "Acme", "acme/../acme", "", "äcme", "a" * 2000, "__default__"])
    def test_no_organization_sees_or_touches_another_one(self, index: VectorIndex, settle: Settle, other: str) -> None:
        stranger = OrgId(other)
        index.upsert(ACME, [entity("c1")], unit_vectors(EAST))
        index.upsert(stranger, [entity("c1"), entity("c2")], unit_vectors(NORTH, NORTH))
        settle()
        assert nearest(index) == [("c1", 1.0)]
        assert {key for key, _ in nearest(index, NORTH, org=stranger)} == {"c1", "c2"}
        index.remove(stranger, [EntityKey("c1")])
        index.erase(stranger)
        settle()
        assert (nearest(index, org=stranger), nearest(index)) == ([], [("c1", 1.0)])
        index.erase(stranger)

    def test_more_than_a_thousand_are_written_and_at_most_a_thousand_found(
        self, index: VectorIndex, settle: Settle
    ) -> None:
        many = [entity(f"c{number}") for number in range(1_234)]
        assert index.upsert(ACME, many, unit_vectors(*[EAST] * len(many))) == []
        settle()
        assert len(nearest(index, limit=5_000)) == 1_000
        index.remove(ACME, [document.key for document in many[1:]])
        settle()
        assert nearest(index) == [("c0", 1.0)]

    def test_it_answers(self, index: VectorIndex) -> None:
        assert index.ping().ok

"""How a question is put, and what the parts of a catalog find by themselves."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from graphql import build_schema, parse, validate
from graphql.execution.values import get_variable_values

from benchmarks.search_world.asking import SEARCH, search_input
from benchmarks.search_world.facts import Identity
from benchmarks.search_world.parts import Parts, by_rank, scope_of, words_of
from benchmarks.search_world.questions import q
from domain.ports.embedder import Embedder
from domain.ports.search import EntityCatalog, Mask, Scores, SearchScope
from domain.search.documents import EntityDocument, EntityKey
from domain.vocabulary import DataSource, Level, Period

CONTRACT = Path(__file__).parents[2] / "fixtures" / "contract.graphql"
ASKED = q(
    "mixed",
    "shop",
    "Best ads",
    today="2024-12-01",
    best="highest roas",
    arg_level="AD",
    arg_sources="meta_business google_ads",
    arg_period="2024-11",
)


def test_questions_are_put_in_the_words_of_the_contract() -> None:
    schema, document = build_schema(CONTRACT.read_text()), parse(SEARCH)
    assert validate(schema, document) == []
    [operation] = document.definitions
    said = {"input": search_input(ASKED, "HYBRID", 20)}
    values: Any = get_variable_values(schema, cast("Any", operation).variable_definitions, said)
    assert not isinstance(values, list), values


def test_arguments_go_beside_the_words_and_the_day_is_said() -> None:
    assert search_input(ASKED, "NEURAL", 5) == {
        "query": "Best ads",
        "asOfDate": "2024-12-01",
        "searchType": "NEURAL",
        "limit": 5,
        "level": "AD",
        "dataSources": ["META_BUSINESS", "GOOGLE_ADS"],
        "dateRange": {"start": "2024-11-01", "end": "2024-11-30"},
    }


def test_the_same_arguments_make_the_scope_of_the_parts() -> None:
    assert scope_of(ASKED) == SearchScope(
        levels=frozenset({Level.AD}),
        data_sources=frozenset({DataSource("meta_business"), DataSource("google_ads")}),
        period=Period(date(2024, 11, 1), date(2024, 11, 30)),
    )
    assert scope_of(q("names", "shop", "tents")).levels == frozenset({Level.CAMPAIGN})


def test_words_are_folded() -> None:
    assert words_of("Öffnungsrate der BFCM_24-E-Mails?") == ["offnungsrate", "der", "bfcm", "24", "e", "mails"]


def test_ranks_are_those_of_scores_above_zero() -> None:
    found = by_rank(np.array([0.2, 0.0, 0.9], np.float32))
    assert found.tolist() == pytest.approx([1 / 62, 0, 1 / 61])


class Catalog:
    """Three campaigns and an ad, found by scores that a person can fuse."""

    def view(self, org: str) -> "Catalog":
        assert org == "shop"
        return self

    def within(self, scope: SearchScope) -> Mask:
        assert scope.levels == frozenset({Level.CAMPAIGN})
        return np.array([True, True, True, False])

    def lexical(self, words: Sequence[str]) -> Scores:
        assert words == ["tents"]
        return np.array([2, 1, 0, 9], np.float32)

    def similar_to(self, vector: Scores) -> Scores:
        assert vector.tolist() == [1, 0]
        return np.array([0.1, 0.8, 0.3, 0.9], np.float32)

    def documents(self, positions: Sequence[int]) -> list[EntityDocument]:
        return [_document(position) for position in positions]


class OneVector:
    """Embeds everything as the same."""

    def embed(self, texts: Sequence[str]) -> Scores:
        return np.array([[1, 0]] * len(texts), np.float32)


def _document(position: int) -> EntityDocument:
    whose = (DataSource("meta_business"), "1", "shop", f"c{position}", None, None, None, None, None, None)
    about = (None, None, None, None, (), (), (), date(2024, 11, 1), date(2024, 11, 2))
    return EntityDocument(EntityKey(str(position)), Level.CAMPAIGN, *whose, *about)


def test_words_and_vectors_are_fused_by_rank_within_the_scope() -> None:
    parts = Parts(cast("EntityCatalog", Catalog()), cast("Embedder", OneVector()))
    found = parts.find(q("names", "shop", "Tents"))
    numbers = {name: [str(one.campaign_id) for one in hits] for name, hits in found.items()}
    # fused: c0 is 1st and 3rd (1/61 + 1/63), c1 2nd and 1st (1/62 + 1/61), c2 2nd of vectors alone (1/62)
    assert numbers == {"lexical": ["c0", "c1"], "dense": ["c1", "c2", "c0"], "fused": ["c1", "c0", "c2"]}
    assert found["dense"][0] == Identity("meta_business", "1", "CAMPAIGN", "c1", None, None)

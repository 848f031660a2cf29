"""Whatever is written in whatever order: the view that is kept up to date tells what a new one and a plain reading tell."""

from datetime import date, timedelta
from math import isclose
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.indexes.sqlite_catalog import SqliteCatalog
from domain.ports.search import CatalogView, EntityCatalog, IndexStamp, SearchScope
from domain.search.documents import EntityDocument, EntityKey
from domain.vocabulary import Level, OrgId, Period
from tests.entities import entity, unit_vectors
from tests.fakes.entity_catalog import InMemoryCatalog

ORGS = [OrgId("acme"), OrgId("Acme")]
STAMP = IndexStamp("hashing", 2, 1)
WORDS = ["shoe", "shoes", "sale", "Été", "Sale24", "boots"]
CONCEPTS = ["sale", "retargeting"]
FIRST = date(2025, 1, 1)

keys = st.sampled_from([f"k{number}" for number in range(8)]).map(EntityKey)
names = st.none() | st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> EntityDocument:
    first = FIRST + timedelta(draw(st.integers(0, 9)))
    return entity(
        draw(keys),
        draw(names),
        level=draw(st.sampled_from([Level.CAMPAIGN, Level.AD])),
        campaign_id=draw(st.sampled_from([None, "1", "2"])),
        status=draw(st.sampled_from([None, "ACTIVE", "PAUSED"])),
        countries=tuple(draw(st.sets(st.sampled_from(["DE", "US"])))),
        concepts=tuple(sorted(draw(st.sets(st.sampled_from(CONCEPTS))))),
        first_date=first,
        last_date=first + timedelta(draw(st.integers(0, 5))),
    )


lists = st.lists(documents(), max_size=5, unique_by=lambda document: document.key)
changes: st.SearchStrategy[tuple[str, list[EntityDocument], bool, list[EntityKey]]] = st.one_of(
    st.tuples(st.just("write"), lists, st.booleans(), st.lists(keys, max_size=3)),
    st.tuples(st.just("replace"), lists, st.booleans(), st.just([])),
    st.tuples(st.just("give"), st.just([]), st.just(True), st.just([])),
    st.tuples(st.just("send"), st.just([]), st.just(True), st.just([])),
    st.tuples(st.just("erase"), st.just([]), st.just(False), st.just([])),
)
Change = tuple[str, list[EntityDocument], bool, list[EntityKey]]


def vectors_of(told: list[EntityDocument]) -> Any:
    """A vector for each text, the same whenever it is asked for."""
    rows = [(float(len(document.name or "")) + 1, float(len(document.concepts))) for document in told]
    return unit_vectors(*rows) if rows else np.empty((0, 2), np.float32)


def apply(catalog: EntityCatalog, org: OrgId, change: Change) -> None:
    kind, told, with_vectors, removed = change
    vectors = vectors_of(told) if with_vectors else None
    match kind:
        case "write":
            catalog.write(org, told, vectors, removed, stamp=STAMP)
        case "replace":
            catalog.replace_all(org, STAMP, told, vectors)
        case "give":
            wanting = catalog.without_vectors(org, 100)
            catalog.give_vectors(org, wanting, vectors_of(wanting))
        case "send":
            sent, _, forgotten = catalog.unsent(org, 100)
            catalog.mark_sent(org, sent, forgotten)
        case _:
            catalog.erase(org)


class Near(float):
    """A score: the same figure computed in another order differs in its last bits."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, float) and isclose(self, other, rel_tol=1e-4, abs_tol=1e-5)

    __hash__ = float.__hash__


def by_key(view: CatalogView, values: Any) -> dict[str, float]:
    assert len(values) == len(view.keys)
    return {key: Near(value) for key, value in zip(view.keys, values, strict=True)}


def told_by(catalog: EntityCatalog, org: OrgId) -> dict[str, Any]:
    """Everything that can be asked, in no order."""
    view = catalog.view(org)
    unsent, unsent_vectors, forgotten = catalog.unsent(org, 100)
    scopes = [
        SearchScope(),
        SearchScope(frozenset({Level.AD}), campaign_ids=frozenset({"1"})),
        SearchScope(period=Period(date(2025, 1, 4), date(2025, 1, 6))),
    ]
    return {
        "documents": {document.key: document for document in view.documents(range(len(view.keys)))},
        "positions": [view.keys[place] for place in view.positions(sorted(view.keys)).tolist()],
        "within": [by_key(view, view.within(scope)) for scope in scopes],
        "values": [
            by_key(view, view.with_value("country", ["DE"])),
            by_key(view, view.with_value("status", ["PAUSED"])),
        ],
        "tagged": by_key(view, view.tagged("sale")),
        "containing": by_key(view, view.containing("shoes")),
        "lexical": [by_key(view, view.lexical(words)) for words in (["shoe"], ["ete", "sale", "24"], ["none"])],
        "similar": by_key(view, view.similar_to(np.array([2.0, 1.0], np.float32))),
        "words": dict(view.vocabulary.words),
        "names": {name: sorted(found) for name, found in view.vocabulary.names.items()},
        "concepts": dict(view.vocabulary.concepts),
        "vocabulary values": {column: set(found) for column, found in view.vocabulary.values.items()},
        "without vectors": sorted(document.key for document in catalog.without_vectors(org, 100)),
        "unsent": {document.key: row.tolist() for document, row in zip(unsent, unsent_vectors, strict=True)},
        "forgotten": sorted(forgotten),
        "stamp": catalog.stamp(org),
    }


@settings(max_examples=60)
@given(told=st.lists(st.tuples(st.sampled_from(ORGS), changes), max_size=12))
def test_views_kept_up_to_date_tell_what_new_ones_and_a_plain_reading_tell(
    told: list[tuple[OrgId, Change]],
) -> None:
    with TemporaryDirectory() as name:
        kept, plain = SqliteCatalog(Path(name)), InMemoryCatalog()
        for org, change in told:
            apply(kept, org, change)
            apply(plain, org, change)
            assert told_by(kept, org) == told_by(plain, org)
        again = SqliteCatalog(Path(name))
        for org in ORGS:
            assert told_by(again, org) == told_by(kept, org) == told_by(plain, org)
        assert again.organizations() == kept.organizations() == plain.organizations()
        kept.close()
        again.close()


@settings(max_examples=20)
@given(told=st.lists(changes, min_size=1, max_size=6))
def test_a_view_never_changes(told: list[Change]) -> None:
    with TemporaryDirectory() as name:
        catalog = SqliteCatalog(Path(name))
        seen: list[tuple[CatalogView, Any, Any]] = []
        for change in told:
            apply(catalog, ORGS[0], change)
            view = catalog.view(ORGS[0])
            seen.append((view, by_key(view, view.lexical(["sale"])), view.documents(range(len(view.keys)))))
        for view, scores, found in seen:
            assert by_key(view, view.lexical(["sale"])) == scores
            assert view.documents(range(len(view.keys))) == found
        catalog.close()

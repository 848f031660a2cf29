"""What every `EntityCatalog` must do. An adapter's test subclasses `EntityCatalogContract` and gives a fixture `catalog`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import msgspec
import numpy as np
import numpy.typing as npt
import pytest

from domain.ports.search import CatalogView, EntityCatalog, IndexStamp, SearchScope
from domain.search.documents import EntityDocument, EntityKey
from domain.vocabulary import DataSource, Level, OrgId, Period
from tests.entities import entity, unit_vectors

ACME, OTHER = OrgId("acme"), OrgId("other")
STAMP = IndexStamp("hashing-1", 2, 1)
EAST, NORTH = (1.0, 0.0), (0.0, 1.0)
NOTHING = EntityKey("nothing")


def keys_where(view: CatalogView, mask: npt.NDArray[np.bool_]) -> set[str]:
    return {view.keys[place] for place in np.flatnonzero(mask).tolist()}


def scores(view: CatalogView, values: npt.NDArray[np.float32]) -> dict[str, float]:
    return {key: round(float(value), 5) for key, value in zip(view.keys, values, strict=True) if value}


def all_documents(view: CatalogView) -> dict[str, EntityDocument]:
    return {document.key: document for document in view.documents(range(len(view.keys)))}


def similar(view: CatalogView, vector: tuple[float, ...] = EAST) -> dict[str, float]:
    return scores(view, view.similar_to(np.array(vector, np.float32)))


def days(first: int, last: int) -> Period:
    return Period(date(2025, 1, first), date(2025, 1, last))


def put(
    catalog: EntityCatalog, *documents: EntityDocument, vectors: Sequence[tuple[float, ...]] | None = None
) -> CatalogView:
    catalog.write(ACME, documents, None if vectors is None else unit_vectors(*vectors))
    return catalog.view(ACME)


class EntityCatalogContract:
    # --- documents ---

    def test_an_unknown_organization_has_an_empty_view(self, catalog: EntityCatalog) -> None:
        view = catalog.view(ACME)
        assert (list(view.keys), view.documents([]), len(view.lexical(["sale"]))) == ([], [], 0)
        assert (len(view.within(SearchScope())), len(view.similar_to(np.ones(2, np.float32)))) == (0, 0)
        assert (dict(view.vocabulary.words), dict(view.vocabulary.names)) == ({}, {})
        assert catalog.unsent(ACME, 9)[0] == catalog.without_vectors(ACME, 9) == []
        assert (catalog.stamp(ACME), catalog.organizations()) == (None, [])

    def test_documents_come_back_as_they_were_written(self, catalog: EntityCatalog) -> None:
        ad = entity(
            "a1",
            "Ünïcode ☂ ad",
            level=Level.AD,
            campaign_id="120208814532970417",
            ad_id="9",
            countries=("DE", "FR"),
            concepts=("retargeting",),
            words=("landing", "utm"),
            first_date=date(2024, 2, 29),
        )
        bare = entity("c2", None, status=None, channel=None, account_id=None, account_name=None)
        assert all_documents(put(catalog, ad, bare)) == {"a1": ad, "c2": bare}

    def test_a_document_takes_the_place_of_the_one_with_its_key(self, catalog: EntityCatalog) -> None:
        before = put(catalog, entity("c1", "Winter"), entity("c2", "Spring"))
        after = put(catalog, entity("c1", "Autumn"))
        assert {key: found.name for key, found in all_documents(after).items()} == {"c1": "Autumn", "c2": "Spring"}
        assert after.version > before.version
        assert all_documents(before)["c1"].name == "Winter"

    def test_of_two_documents_with_one_key_the_later_counts(self, catalog: EntityCatalog) -> None:
        assert all_documents(put(catalog, entity("c1", "Winter"), entity("c1", "Autumn")))["c1"].name == "Autumn"

    def test_removed_documents_are_gone_from_the_next_view_and_stay_in_the_one_before(
        self, catalog: EntityCatalog
    ) -> None:
        before = put(catalog, entity("c1", "Winter"), entity("c2", "Spring"))
        catalog.write(ACME, [entity("c3", "Summer")], None, [EntityKey("c1"), NOTHING])
        after = catalog.view(ACME)
        assert sorted(after.keys) == ["c2", "c3"]
        assert (keys_where(after, after.containing("winter")), keys_where(before, before.containing("winter"))) == (
            set(),
            {"c1"},
        )
        assert "winter" not in after.vocabulary.words
        assert "winter" not in after.vocabulary.names
        assert "c1" not in after.vocabulary.names

    def test_a_removed_document_can_come_back(self, catalog: EntityCatalog) -> None:
        put(catalog, entity("c1", "Winter"))
        catalog.write(ACME, [], None, [EntityKey("c1")])
        assert list(catalog.view(ACME).keys) == []
        assert list(put(catalog, entity("c1", "Winter")).keys) == ["c1"]

    def test_positions_are_those_of_the_keys_and_unknown_ones_are_left_out(self, catalog: EntityCatalog) -> None:
        put(catalog, entity("c1"), entity("c2"), entity("c3"))
        catalog.write(ACME, [entity("c1", "New")], None, [EntityKey("c2")])
        view = catalog.view(ACME)
        found = view.positions([EntityKey("c3"), NOTHING, EntityKey("c1"), EntityKey("c2")])
        assert [view.keys[place] for place in found] == ["c3", "c1"]
        assert [document.name for document in view.documents(found.tolist())] == ["Summer Sale", "New"]

    def test_likeness_is_told_of_the_documents_that_are_asked_about(self, catalog: EntityCatalog) -> None:
        names = [f"c{number}" for number in range(12)]
        put(catalog, *(entity(name) for name in names), vectors=[EAST] * 12)
        view = put(catalog, entity("c3", "New"), entity("d1"), vectors=[NORTH, EAST])
        for wanted in ({"c1"}, {"c3"}, {"c3", "c5", "d1"}, {*names}, set[str]()):
            among = np.array([key in wanted for key in view.keys], np.bool_)
            told = scores(view, view.similar_to(np.array(EAST, np.float32), among))
            assert told == dict.fromkeys(wanted - {"c3"}, 1.0)

    # --- scopes and values ---

    @pytest.mark.parametrize(
        ("scope", "expected"),
        [
            (SearchScope(), {"c1", "a1", "e1"}),
            (SearchScope(levels=frozenset({Level.AD, Level.MESSAGE})), {"a1", "e1"}),
            (SearchScope(levels=frozenset()), set()),
            (SearchScope(data_sources=frozenset({DataSource("klaviyo")})), {"e1"}),
            (SearchScope(campaign_ids=frozenset({"c1", "x"})), {"c1", "a1"}),
            (SearchScope(period=days(5, 9)), {"c1"}),
            (SearchScope(period=days(4, 5)), {"c1", "a1"}),
            (SearchScope(period=days(10, 10)), {"c1", "e1"}),
            (SearchScope(levels=frozenset({Level.AD}), period=days(10, 20)), set()),
        ],
    )
    def test_a_scope_takes_what_it_names(self, catalog: EntityCatalog, scope: SearchScope, expected: set[str]) -> None:
        ad = entity("a1", level=Level.AD, campaign_id="c1", last_date=date(2025, 1, 4))
        email = entity(
            "e1",
            level=Level.MESSAGE,
            data_source=DataSource("klaviyo"),
            campaign_id=None,
            first_date=date(2025, 1, 10),
        )
        view = put(catalog, entity("c1"), ad, email)
        assert keys_where(view, view.within(scope)) == expected

    def test_values_and_concepts_are_found_and_listed(self, catalog: EntityCatalog) -> None:
        both = entity("c1", countries=("DE", "FR"), concepts=("retargeting", "sale"), objective="SALES")
        view = put(catalog, both, entity("c2", countries=("US",), concepts=("sale",), status="PAUSED"))
        assert keys_where(view, view.with_value("country", ["FR", "US", "JP"])) == {"c1", "c2"}
        assert keys_where(view, view.with_value("status", ["PAUSED"])) == {"c2"}
        assert keys_where(view, view.with_value("objective", [])) == set()
        assert (keys_where(view, view.tagged("retargeting")), keys_where(view, view.tagged("x"))) == ({"c1"}, set())
        assert dict(view.vocabulary.concepts) == {"retargeting": 1, "sale": 2}
        values = {column: set(found) for column, found in view.vocabulary.values.items()}
        assert values == {
            "country": {"DE", "FR", "US"},
            "status": {"ACTIVE", "PAUSED"},
            "objective": {"SALES"},
            "channel": {"paid_social"},
            "data_source": {"meta_business"},
            "campaign_type": set(),
            "level": {"CAMPAIGN"},
        }

    # --- words ---

    def test_words_are_found_in_names_of_entities_and_parents_and_in_labels(self, catalog: EntityCatalog) -> None:
        ad = entity("a1", "Blue_RunningShoes24", level=Level.AD, campaign_name="Été Sale", words=("boots",))
        view = put(catalog, ad, entity("c2", "Winter"))
        for word in ("blue", "running", "shoes", "shoe", "24", "runningshoes24", "ete", "boot", "acme", "active"):
            assert "a1" in keys_where(view, view.containing(word)), word
        assert keys_where(view, view.containing("winter")) == {"c2"}
        assert keys_where(view, view.containing("run")) == set()

    def test_bm25_prefers_rare_words_own_names_and_more_of_the_question(self, catalog: EntityCatalog) -> None:
        view = put(
            catalog,
            entity("both", "Summer Shoes"),
            entity("one", "Summer Dresses"),
            entity("other", "Summer Coats"),
            entity("parent", "Coats", level=Level.AD, campaign_name="Shoes"),
            entity("none", "Winter"),
        )
        found = scores(view, view.lexical(["summer", "shoes"]))
        assert sorted(found, key=lambda key: -found[key])[:2] == ["both", "parent"]
        assert found["one"] == found["other"] > 0
        assert set(found) == {"both", "one", "other", "parent"}
        assert scores(view, view.lexical([])) == scores(view, view.lexical(["none such"])) == {}
        assert scores(view, view.lexical(["shoe", "shoes"])) == scores(view, view.lexical(["shoes"]))

    def test_the_vocabulary_counts_words_and_knows_names_and_ids(self, catalog: EntityCatalog) -> None:
        ad = entity("k2", "Été SALE", level=Level.AD, campaign_id="12", ad_id="99")
        view = put(catalog, entity("k1", "Été sale", campaign_id="12"), ad)
        assert {word: view.vocabulary.words[word] for word in ("ete", "sale", "acme")} == {
            "ete": 2,
            "sale": 2,
            "acme": 2,
        }
        names = {name: set(keys) for name, keys in view.vocabulary.names.items()}
        assert names == {"etesale": {"k1", "k2"}, "12": {"k1"}, "99": {"k2"}}

    # --- vectors ---

    def test_the_cosine_is_told_and_nothing_where_the_vector_is_still_to_come(self, catalog: EntityCatalog) -> None:
        put(catalog, entity("c1"), entity("c2"), vectors=[EAST, (3.0, 4.0)])
        view = put(catalog, entity("c3"))
        assert similar(view) == similar(view, (7.0, 0.0)) == {"c1": 1.0, "c2": 0.6}
        assert similar(view, (0.0, 0.0)) == similar(view, (1.0, 0.0, 0.0)) == {}
        assert [found.key for found in catalog.without_vectors(ACME, 9)] == ["c3"]

    def test_a_document_keeps_its_vector_while_its_text_stays(self, catalog: EntityCatalog) -> None:
        put(catalog, entity("c1"), entity("c2"), vectors=[EAST, NORTH])
        later = entity("c1", status="PAUSED", last_date=date(2025, 3, 1))
        view = put(catalog, later, entity("c2", "Other name"))
        assert similar(view, (1.0, 1.0)) == {"c1": pytest.approx(0.70711)}
        assert [found.key for found in catalog.without_vectors(ACME, 9)] == ["c2"]

    def test_vectors_are_given_later_where_the_text_has_not_changed_since(self, catalog: EntityCatalog) -> None:
        put(catalog, entity("c1"), entity("c2"), entity("c3"))
        asked = catalog.without_vectors(ACME, 2)
        assert len(asked) == 2
        changed = asked[0].key
        put(catalog, msgspec.structs.replace(asked[0], name="Changed"))
        catalog.give_vectors(ACME, [*asked, entity("unknown")], unit_vectors(EAST, EAST, EAST))
        assert similar(catalog.view(ACME)) == {asked[1].key: 1.0}
        assert changed in [found.key for found in catalog.without_vectors(ACME, 9)]

    def test_vectors_of_another_make_never_mix(self, catalog: EntityCatalog) -> None:
        catalog.write(ACME, [entity("c1")], unit_vectors(EAST), stamp=STAMP)
        assert catalog.stamp(ACME) == STAMP
        longer = unit_vectors((1.0, 0.0, 0.0))
        catalog.write(ACME, [entity("c2")], longer)
        catalog.write(ACME, [entity("c3")], unit_vectors(EAST), stamp=replace(STAMP, embedder="other"))
        catalog.give_vectors(ACME, [entity("c2")], longer)
        assert catalog.stamp(ACME) == STAMP
        assert similar(catalog.view(ACME)) == {"c1": 1.0}
        assert {found.key for found in catalog.without_vectors(ACME, 9)} == {"c2", "c3"}

    # --- what a remote index lacks ---

    def test_a_remote_index_is_sent_what_changed_once_it_has_a_vector(self, catalog: EntityCatalog) -> None:
        put(catalog, entity("c1"), entity("c2"), vectors=[EAST, NORTH])
        put(catalog, entity("c3"))
        documents, vectors, forgotten = catalog.unsent(ACME, 9)
        told = {document.key: row.tolist() for document, row in zip(documents, vectors, strict=True)}
        assert (told, forgotten) == ({"c1": [1, 0], "c2": [0, 1]}, [])
        catalog.mark_sent(ACME, documents, [])
        assert catalog.unsent(ACME, 9)[0] == []
        put(catalog, entity("c1", status="PAUSED"), entity("c2"))
        assert [document.key for document in catalog.unsent(ACME, 9)[0]] == ["c1"]
        assert len(catalog.unsent(ACME, 0)[0]) == 0

    def test_what_changed_while_it_was_sent_is_sent_again(self, catalog: EntityCatalog) -> None:
        put(catalog, entity("c1"), vectors=[EAST])
        documents, _, _ = catalog.unsent(ACME, 9)
        put(catalog, entity("c1", status="PAUSED"))
        catalog.mark_sent(ACME, documents, [])
        assert [document.status for document in catalog.unsent(ACME, 9)[0]] == ["PAUSED"]

    def test_what_is_refused_is_set_aside_until_it_changes_or_is_asked_for(self, catalog: EntityCatalog) -> None:
        put(catalog, entity("c1"), entity("c2"), entity("c3"), vectors=[EAST, EAST, EAST])
        documents, _, _ = catalog.unsent(ACME, 9)
        put(catalog, entity("c1", status="PAUSED"))
        catalog.mark_sent(ACME, documents[1:2], [], [documents[0], documents[2]])
        assert [document.status for document in catalog.unsent(ACME, 9)[0]] == ["PAUSED"]
        assert (catalog.refused(ACME), catalog.refused(OrgId("other"))) == (1, 0)
        catalog.send_refused_again(ACME)
        assert (catalog.refused(ACME), len(catalog.unsent(ACME, 9)[0])) == (0, 2)

    def test_a_remote_index_forgets_what_was_removed_unless_it_came_back(self, catalog: EntityCatalog) -> None:
        put(catalog, entity("c1"), entity("c2"), entity("c3"), vectors=[EAST, EAST, EAST])
        catalog.write(ACME, [], None, [EntityKey("c1"), EntityKey("c2")])
        put(catalog, entity("c2"), vectors=[EAST])
        assert catalog.unsent(ACME, 9)[2] == ["c1"]
        catalog.mark_sent(ACME, [], [EntityKey("c1")])
        assert catalog.unsent(ACME, 9)[2] == []
        assert sorted(catalog.view(ACME).keys) == ["c2", "c3"]

    # --- everything anew ---

    def test_everything_is_made_anew_and_sent_anew(self, catalog: EntityCatalog) -> None:
        before = put(catalog, entity("c1"), entity("c2"), vectors=[EAST, NORTH])
        catalog.mark_sent(ACME, catalog.unsent(ACME, 9)[0], [])
        catalog.replace_all(ACME, replace(STAMP, dimensions=3), [entity("c2", "New")], unit_vectors((0.0, 0.0, 1.0)))
        after = catalog.view(ACME)
        assert (list(after.keys), similar(after, (0.0, 0.0, 1.0))) == (["c2"], {"c2": 1.0})
        assert after.version > before.version
        assert similar(before, (1.0, 1.0)) == {"c1": pytest.approx(0.70711), "c2": pytest.approx(0.70711)}
        documents, _, forgotten = catalog.unsent(ACME, 9)
        assert ([document.key for document in documents], forgotten) == (["c2"], ["c1"])
        assert catalog.stamp(ACME) == replace(STAMP, dimensions=3)

    def test_what_a_remote_index_forgot_stays_forgotten_when_all_is_made_anew(self, catalog: EntityCatalog) -> None:
        put(catalog, entity("c1"), entity("c2"), vectors=[EAST, NORTH])
        catalog.write(ACME, [], None, [EntityKey("c1")])
        catalog.mark_sent(ACME, [], [EntityKey("c1")])
        catalog.replace_all(ACME, STAMP, [], None)
        assert catalog.unsent(ACME, 9)[2] == ["c2"]

    # --- organizations ---

    @pytest.mark.parametrize("other", ["other", "Acme", "acme ", "acme/..", "../acme", "", "a" * 300, "äcme", "acme\0"])
    def test_no_organization_sees_or_touches_another_one(self, catalog: EntityCatalog, other: str) -> None:
        stranger = OrgId(other)
        put(catalog, entity("c1", "Ours"), vectors=[EAST])
        assert list(catalog.view(stranger).keys) == []
        catalog.write(stranger, [entity("c1", "Theirs"), entity("c9")], unit_vectors(NORTH, NORTH))
        view = catalog.view(ACME)
        assert ([found.name for found in all_documents(view).values()], similar(view)) == (["Ours"], {"c1": 1.0})
        assert catalog.organizations() == sorted([ACME, stranger])
        catalog.erase(stranger)
        assert list(catalog.view(stranger).keys) == []
        assert (list(catalog.view(ACME).keys), catalog.organizations()) == (["c1"], [ACME])

    def test_an_erased_organization_begins_anew_with_a_later_version(self, catalog: EntityCatalog) -> None:
        before = put(catalog, entity("c1"), vectors=[EAST])
        catalog.erase(ACME)
        assert catalog.unsent(ACME, 9)[2] == []
        after = put(catalog, entity("c2"))
        assert (list(after.keys), after.version > before.version) == (["c2"], True)
        assert list(before.keys) == ["c1"]

    def test_it_answers(self, catalog: EntityCatalog) -> None:
        assert catalog.ping().ok

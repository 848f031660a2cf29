"""The keys that an organization has."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.errors import InvalidInputError, NotFoundError, TooLargeError
from domain.ports import ApiKey
from domain.use_cases.keys import MOST_LIVE_KEYS, CreateKey
from domain.use_cases.own_keys import ListKeys, RevokeKey
from domain.vocabulary import OrgId, Scope
from tests.fakes.clock import FixedClock
from tests.fakes.keys import InMemoryKeyStore

ACME, OTHER = OrgId("acme"), OrgId("other")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def kept(count: int, **changes: Any) -> InMemoryKeyStore:
    """A store with keys of acme, the last of them the newest."""
    store = InMemoryKeyStore()
    for number in range(count):
        created_at = NOON + timedelta(seconds=number)
        key = replace(ApiKey(f"key{number}", ACME, "nightly", frozenset({Scope.READ}), created_at), **changes)
        store.add(ACME, key, bytes(32))
    return store


def test_the_newest_keys_are_listed_first_and_no_more_than_asked_for() -> None:
    assert [key.key_id for key in ListKeys(kept(3))(ACME, 2)] == ["key2", "key1"]
    assert ListKeys(kept(3))(OTHER) == []


@pytest.mark.parametrize("first", [0, -1, 1001])
def test_a_list_of_another_size_is_refused(first: int) -> None:
    with pytest.raises(InvalidInputError, match=rf"first is {first}\. Send 1 to 1000"):
        ListKeys(kept(1))(ACME, first)


def test_a_revoked_key_keeps_the_instant_and_cannot_be_revoked_again() -> None:
    store = InMemoryKeyStore()
    store.add(ACME, ApiKey("aeaqcaibaeaq", ACME, "nightly", frozenset({Scope.READ}), NOON), bytes(32))
    revoke = RevokeKey(store, FixedClock(NOON + timedelta(days=1)))
    with pytest.raises(NotFoundError, match="No key 'aeaqcaibaeaq'"):
        revoke(OTHER, "aeaqcaibaeaq")
    assert revoke(ACME, "aeaqcaibaeaq") == "aeaqcaibaeaq"
    assert store.rows["aeaqcaibaeaq"][0].revoked_at == NOON + timedelta(days=1)
    with pytest.raises(NotFoundError):
        revoke(ACME, "aeaqcaibaeaq")


@pytest.mark.parametrize("text", ["mm_aeaqcaibaeaq_" + "A" * 43, "hunter2", "", "AEAQCAIBAEAQ", "a" * 13])
def test_what_is_no_id_is_not_quoted_for_it_may_be_a_secret(text: str) -> None:
    with pytest.raises(NotFoundError, match="That is not the id of a key") as caught:
        RevokeKey(InMemoryKeyStore(), FixedClock(NOON))(ACME, text)
    assert text == "" or text not in str(caught.value)


def test_an_organization_has_a_thousand_live_keys_at_most() -> None:
    def create(store: InMemoryKeyStore, org: OrgId = ACME) -> str:
        return CreateKey(store, FixedClock(NOON), lambda: bytes(32))(org, "one more", [Scope.READ]).key.key_id

    assert create(kept(MOST_LIVE_KEYS - 1)) == "a" * 12
    with pytest.raises(TooLargeError, match="has 1000 live keys; 1000 are allowed"):
        create(kept(MOST_LIVE_KEYS))
    assert create(kept(MOST_LIVE_KEYS), OTHER) == "a" * 12
    for ended in ({"revoked_at": NOON}, {"expires_at": NOON}):
        assert create(kept(MOST_LIVE_KEYS, **ended)) == "a" * 12

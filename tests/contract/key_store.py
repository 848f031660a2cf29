"""What every `KeyStore` must do. An adapter's test subclasses `KeyStoreContract` and gives a fixture `store`."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest

from domain.errors import InvalidInputError
from domain.ports import ApiKey, Health, KeyStore
from domain.vocabulary import OrgId, Scope

ACME, OTHER = OrgId("acme"), OrgId("other")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HASH = bytes(range(32))


def api_key(key_id: str = "aaaaaaaa", org: OrgId = ACME, created_at: datetime = NOON) -> ApiKey:
    return ApiKey(key_id, org, "nightly", frozenset({Scope.READ}), created_at)


def found(store: KeyStore, key_id: str = "aaaaaaaa") -> ApiKey:
    pair = store.find(key_id)
    assert pair is not None
    return pair[0]


class KeyStoreContract:
    # --- add and find ---

    def test_a_key_comes_back_as_it_was_kept(self, store: KeyStore) -> None:
        key = ApiKey(
            key_id="abcdefgh2345",
            org=ACME,
            name="Näkkileipä 'nightly'; --",
            scopes=frozenset({Scope.WRITE, Scope.READ, Scope.ADMIN}),
            created_at=datetime(2026, 3, 1, 12, 0, 0, 1, tzinfo=UTC),
            expires_at=datetime(2027, 3, 1, 23, 59, 59, 999_999, tzinfo=UTC),
        )
        store.add(ACME, key, HASH)
        assert store.find("abcdefgh2345") == (key, HASH)
        assert store.list(ACME) == [key]

    def test_an_instant_of_another_zone_comes_back_in_utc(self, store: KeyStore) -> None:
        two_pm_in_helsinki = datetime(2026, 3, 1, 14, tzinfo=timezone(timedelta(hours=2)))
        store.add(ACME, api_key(created_at=two_pm_in_helsinki), HASH)
        assert found(store).created_at == NOON

    def test_an_unknown_prefix_finds_nothing(self, store: KeyStore) -> None:
        assert store.find("zzzzzzzz") is None

    def test_a_part_or_a_pattern_of_a_prefix_finds_nothing(self, store: KeyStore) -> None:
        store.add(ACME, api_key("aaaaaaaa"), HASH)
        assert [store.find(text) for text in ("aaaa", "aaaaaaa%", "AAAAAAAA", "")] == [None] * 4

    @pytest.mark.parametrize("org", [ACME, OTHER])
    def test_a_taken_prefix_is_refused_and_the_first_key_stays(self, store: KeyStore, org: OrgId) -> None:
        store.add(ACME, api_key(), HASH)
        with pytest.raises(InvalidInputError, match="'aaaaaaaa' is taken"):
            store.add(org, api_key(org=org, created_at=NOON + timedelta(days=1)), bytes(32))
        assert store.find("aaaaaaaa") == (api_key(), HASH)
        assert store.list(OTHER) == []

    def test_the_organization_said_first_owns_the_key(self, store: KeyStore) -> None:
        store.add(OTHER, api_key(org=ACME), HASH)
        assert found(store).org == OTHER
        assert store.list(ACME) == []

    def test_keys_added_by_many_threads_are_all_kept(self, store: KeyStore) -> None:
        names = [f"key{number:05}" for number in range(40)]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda name: store.add(ACME, api_key(name), HASH), names))
        assert sorted(key.key_id for key in store.list(ACME)) == names

    # --- list ---

    def test_a_list_holds_the_newest_first(self, store: KeyStore) -> None:
        for key_id, day in (("middle22", 2), ("newest33", 3), ("oldest11", 1)):
            store.add(ACME, api_key(key_id, created_at=datetime(2026, 3, day, tzinfo=UTC)), HASH)
        assert [key.key_id for key in store.list(ACME)] == ["newest33", "middle22", "oldest11"]

    def test_a_list_holds_only_keys_of_the_organization(self, store: KeyStore) -> None:
        store.add(ACME, api_key("acmeacme"), HASH)
        store.add(OTHER, api_key("otherkey", OTHER), HASH)
        assert [key.key_id for key in store.list(ACME)] == ["acmeacme"]
        assert store.list(OrgId("nobody")) == []

    def test_a_list_holds_revoked_keys_too(self, store: KeyStore) -> None:
        store.add(ACME, api_key(), HASH)
        store.revoke(ACME, "aaaaaaaa", NOON)
        assert [key.revoked_at for key in store.list(ACME)] == [NOON]

    # --- touch ---

    def test_the_last_use_is_noted_to_the_microsecond(self, store: KeyStore) -> None:
        used_at = NOON + timedelta(hours=1, microseconds=7)
        store.add(ACME, api_key(), HASH)
        store.touch(ACME, "aaaaaaaa", used_at)
        assert found(store).last_used_at == used_at

    @pytest.mark.parametrize(
        ("seconds", "noted_after"),
        [(-3600, 0), (59, 0), (60, 60), (3600, 3600)],
    )
    def test_a_use_is_noted_once_a_minute_and_never_goes_back(
        self, store: KeyStore, seconds: int, noted_after: int
    ) -> None:
        store.add(ACME, api_key(), HASH)
        store.touch(ACME, "aaaaaaaa", NOON)
        store.touch(ACME, "aaaaaaaa", NOON + timedelta(seconds=seconds))
        assert found(store).last_used_at == NOON + timedelta(seconds=noted_after)

    def test_another_organization_cannot_note_a_use(self, store: KeyStore) -> None:
        store.add(ACME, api_key(), HASH)
        store.touch(OTHER, "aaaaaaaa", NOON)
        assert found(store).last_used_at is None

    def test_a_use_of_an_unknown_key_is_no_error(self, store: KeyStore) -> None:
        store.touch(ACME, "zzzzzzzz", NOON)
        assert store.find("zzzzzzzz") is None

    # --- revoke ---

    def test_a_revoked_key_stays_with_the_time_of_its_revocation(self, store: KeyStore) -> None:
        store.add(ACME, api_key(), HASH)
        assert store.revoke(ACME, "aaaaaaaa", NOON + timedelta(days=1)) is True
        assert found(store).revoked_at == datetime(2026, 3, 2, 12, tzinfo=UTC)

    def test_a_key_is_revoked_once(self, store: KeyStore) -> None:
        store.add(ACME, api_key(), HASH)
        store.revoke(ACME, "aaaaaaaa", NOON)
        assert store.revoke(ACME, "aaaaaaaa", NOON + timedelta(days=1)) is False
        assert found(store).revoked_at == NOON

    def test_another_organization_cannot_revoke(self, store: KeyStore) -> None:
        store.add(ACME, api_key(), HASH)
        assert store.revoke(OTHER, "aaaaaaaa", NOON) is False
        assert found(store).revoked_at is None

    def test_an_unknown_key_is_not_revoked(self, store: KeyStore) -> None:
        assert store.revoke(ACME, "zzzzzzzz", NOON) is False

    # --- ping ---

    def test_a_store_in_order_answers_a_ping(self, store: KeyStore) -> None:
        assert store.ping() == Health("keys", ok=True)

"""Making keys, and telling who sent a request."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import ForbiddenError, InvalidInputError, UnauthenticatedError
from domain.ports import ApiKey
from domain.use_cases.keys import Authenticate, CreateKey, NewKey, Principal, require
from domain.vocabulary import OrgId, Scope
from tests.fakes.clock import FixedClock
from tests.fakes.keys import InMemoryKeyStore

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
READ = frozenset({Scope.READ})

# Dice that fall 0x01 ten times and then 32 times 0x00. In fives, bytes of 1 are 00000 00100 00000 10000 00010 00000
# 01000 00001, or "aeaqcaib" in base32; zeros are "A" in base64, 43 times for 256 bits.
PREFIX = "aeaqcaibaeaq"
SECRET = "A" * 43
SECRET_SHA256 = "0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a"  # printf AAA... | sha256sum


def dice(*throws: bytes) -> Callable[[], bytes]:
    """Each call gives the next throw."""
    remaining = iter(throws)
    return lambda: next(remaining)


@dataclass
class House:
    """The use cases around one store and one clock."""

    keys: InMemoryKeyStore = field(default_factory=InMemoryKeyStore)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))

    def create(
        self,
        org: str = "acme",
        name: str = "nightly",
        scopes: frozenset[Scope] = READ,
        expires_at: datetime | None = None,
        granted_by: frozenset[Scope] | None = None,
    ) -> NewKey:
        create_key = CreateKey(self.keys, self.clock, dice(b"\x01" * 32, bytes(32)))
        return create_key(org, name, scopes, expires_at, granted_by)

    def authenticate(self, authorization: str | None) -> Principal:
        return Authenticate(self.keys, self.clock)(authorization)

    def refusal(self, authorization: str | None) -> UnauthenticatedError:
        with pytest.raises(UnauthenticatedError) as caught:
            self.authenticate(authorization)
        return caught.value


@pytest.fixture
def house() -> House:
    return House()


# --- making a key ---


def test_a_new_key_reads_mm_prefix_secret(house: House) -> None:
    assert house.create().secret == f"mm_{PREFIX}_{SECRET}"


def test_a_new_key_is_kept_with_the_hash_of_its_secret(house: House) -> None:
    new = house.create()
    assert new.key == ApiKey(PREFIX, OrgId("acme"), "nightly", READ, NOON)
    assert house.keys.find(PREFIX) == (new.key, bytes.fromhex(SECRET_SHA256))


def test_the_text_of_a_new_key_is_not_in_its_repr(house: House) -> None:
    assert SECRET not in repr(house.create())


@pytest.mark.parametrize("short", [b"", bytes(16), bytes(33)])
def test_dice_of_another_size_are_a_bug(house: House, short: bytes) -> None:
    with pytest.raises(ValueError, match="a key needs 32"):
        CreateKey(house.keys, house.clock, lambda: short)("acme", "nightly", READ)
    assert house.keys.rows == {}


@pytest.mark.parametrize("org", ["a", "9-lives", "Acme_Oy.fi", "x" * 64])
def test_an_organization_is_named_by_letters_digits_and_a_few_signs(house: House, org: str) -> None:
    assert house.create(org=org).key.org == org


@pytest.mark.parametrize("org", ["", ".acme", "-acme", "_acme", "ac me", "acme\n", "äcme", "../acme", "x" * 65])
def test_an_organization_that_no_file_or_log_could_carry_is_refused(house: House, org: str) -> None:
    with pytest.raises(InvalidInputError, match="1 to 64 letters") as caught:
        house.create(org=org)
    assert caught.value.field == ("input", "org")
    assert house.keys.rows == {}


@pytest.mark.parametrize("name", ["x", "x" * 100, "Näkkileipä's nightly ingest"])
def test_a_key_is_named_by_1_to_100_characters(house: House, name: str) -> None:
    assert house.create(name=name).key.name == name


@pytest.mark.parametrize(("name", "count"), [("", 0), ("   ", 3), ("x" * 101, 101), ("two\nlines", 9), ("\x1b[2J", 4)])
def test_a_name_that_is_blank_long_or_unprintable_is_refused(house: House, name: str, count: int) -> None:
    with pytest.raises(InvalidInputError, match=rf"\({count} characters\)\. Use 1 to 100") as caught:
        house.create(name=name)
    assert caught.value.field == ("input", "name")


def test_a_key_without_scopes_is_refused(house: House) -> None:
    with pytest.raises(InvalidInputError, match=r"no scopes\. Use one or more of READ, WRITE, ADMIN"):
        house.create(scopes=frozenset())


def test_a_key_may_expire_later(house: House) -> None:
    tomorrow = NOON + timedelta(days=1)
    assert house.create(expires_at=tomorrow).key.expires_at == tomorrow


@pytest.mark.parametrize("earlier_s", [0, 1])
def test_an_expiry_that_has_passed_is_refused(house: House, earlier_s: int) -> None:
    with pytest.raises(InvalidInputError, match=r"which has passed\. Use an instant after 2026-03-01T12:00:00\+00:00"):
        house.create(expires_at=NOON - timedelta(seconds=earlier_s))


def test_an_expiry_without_time_zone_is_refused(house: House) -> None:
    with pytest.raises(InvalidInputError, match="2027-01-01T00:00:00, which has no time zone"):
        house.create(expires_at=datetime(2027, 1, 1))  # noqa: DTZ001 - what is refused


def test_a_key_grants_the_scopes_it_has(house: House) -> None:
    both = frozenset({Scope.READ, Scope.ADMIN})
    assert house.create(scopes=both, granted_by=both).key.scopes == both


def test_a_key_cannot_grant_scopes_it_lacks(house: House) -> None:
    wanted = frozenset({Scope.READ, Scope.WRITE})
    with pytest.raises(ForbiddenError, match=r"scopes it lacks: READ, WRITE\."):
        house.create(scopes=wanted, granted_by=frozenset({Scope.ADMIN}))
    assert house.keys.rows == {}


# --- telling who is asking ---


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_key_tells_who_is_asking(house: House, scheme: str) -> None:
    new = house.create()
    assert house.authenticate(f"{scheme} {new.secret}") == Principal(OrgId("acme"), PREFIX, "nightly", READ)


def test_a_secret_may_hold_underscores_and_dashes(house: House) -> None:
    new = CreateKey(house.keys, house.clock, dice(bytes(32), b"\xfb\xff\xbf" * 10 + b"\xfb\xff"))("acme", "x", READ)
    assert new.secret == "mm_aaaaaaaaaaaa_" + "-_-_" * 10 + "-_8"
    assert house.authenticate(f"Bearer {new.secret}").key_id == "aaaaaaaaaaaa"


def test_the_use_of_a_key_is_noted(house: House) -> None:
    new = house.create()
    house.clock.advance(timedelta(hours=1))
    house.authenticate(f"Bearer {new.secret}")
    assert house.keys.rows[PREFIX][0].last_used_at == NOON + timedelta(hours=1)


@pytest.mark.parametrize("authorization", [None, ""])
def test_a_request_without_a_key_is_told_how_to_send_and_make_one(house: House, authorization: str | None) -> None:
    refusal = house.refusal(authorization)
    assert refusal.message == "No API key was sent."
    assert "Authorization: Bearer mm_" in refusal.hint
    assert "./run keys create --org ORG" in refusal.hint


@pytest.mark.parametrize(
    "authorization",
    [
        "Bearer",
        "Bearer hunter2",
        f"mm_{PREFIX}_{SECRET}",
        f"Basic mm_{PREFIX}_{SECRET}",
        f"Bearer mm_{PREFIX}_{SECRET[1:]}",
        f"Bearer mm_{PREFIX}_{SECRET}A",
        f"Bearer mm_{PREFIX.upper()}_{SECRET}",
        f"Bearer MM_{PREFIX}_{SECRET}",
        f"Bearer mm_{PREFIX}_{SECRET} extra",
        f"Bearer mm_{PREFIX}_{SECRET[:-1]}\udc80",
    ],
)
def test_a_header_of_another_shape_is_refused_and_not_quoted(house: House, authorization: str) -> None:
    house.create()
    refusal = house.refusal(authorization)
    assert refusal.message == "The Authorization header holds no API key of ours."
    assert "hunter2" not in str(refusal)
    assert SECRET not in str(refusal)


def test_a_wrong_secret_and_an_unknown_prefix_get_the_same_answer(house: House) -> None:
    house.create()
    wrong_secret = house.refusal(f"Bearer mm_{PREFIX}_{'B' * 43}")
    unknown_prefix = house.refusal(f"Bearer mm_zzzzzzzzzzzz_{SECRET}")
    assert str(wrong_secret) == str(unknown_prefix)
    assert "./run keys create --org ORG" in wrong_secret.hint


def test_a_refused_key_is_not_noted_as_used(house: House) -> None:
    house.create()
    house.refusal(f"Bearer mm_{PREFIX}_{'B' * 43}")
    assert house.keys.rows[PREFIX][0].last_used_at is None


def test_a_key_ends_at_the_instant_of_its_expiry(house: House) -> None:
    new = house.create(expires_at=NOON + timedelta(hours=1))
    house.clock.advance(timedelta(minutes=59, seconds=59))
    assert house.authenticate(f"Bearer {new.secret}").org == "acme"
    house.clock.advance(timedelta(seconds=1))
    refusal = house.refusal(f"Bearer {new.secret}")
    assert refusal.message == "The API key 'nightly' expired at 2026-03-01T13:00:00+00:00."
    assert SECRET not in str(refusal)


def test_a_revoked_key_is_refused(house: House) -> None:
    new = house.create()
    house.keys.revoke(OrgId("acme"), PREFIX, NOON)
    refusal = house.refusal(f"Bearer {new.secret}")
    assert refusal.message == "The API key 'nightly' was revoked at 2026-03-01T12:00:00+00:00."
    assert SECRET not in str(refusal)


def test_nobody_learns_that_a_key_was_revoked_without_its_secret(house: House) -> None:
    house.create()
    house.keys.revoke(OrgId("acme"), PREFIX, NOON)
    assert house.refusal(f"Bearer mm_{PREFIX}_{'B' * 43}").message == "The API key is unknown."


# --- scopes ---


def test_a_scope_that_the_key_has_is_enough() -> None:
    require(Principal(OrgId("acme"), PREFIX, "nightly", READ), Scope.READ)


@pytest.mark.parametrize("missing", [Scope.READ, Scope.WRITE])
def test_admin_includes_neither_read_nor_write(missing: Scope) -> None:
    principal = Principal(OrgId("acme"), PREFIX, "nightly", frozenset({Scope.ADMIN}))
    with pytest.raises(ForbiddenError, match=f"This needs the scope {missing}; the key 'nightly' has ADMIN"):
        require(principal, missing)

"""Account defaults: what rows of an account that do not say take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import partial

from domain.ancestry import Fact, currency_facts
from domain.errors import InvalidInputError
from domain.money import parse_currency
from domain.normalize.texts import strip_noise
from domain.ports import AccountDefault, RecordStore, SettingsStore
from domain.sources.registry import SOURCES
from domain.use_cases.keys import check_org
from domain.vocabulary import DataSource, OrgId
from domain.zones import is_time_zone


class Kept(Enum):
    """Nothing was said: what is set stays."""

    KEPT = "kept"


KEPT = Kept.KEPT
Said = str | Kept | None
"""A new value, None to clear the old one, or KEPT."""


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What is to be set for an account."""

    data_source: DataSource
    account_id: str
    currency: Said = KEPT
    timezone: Said = KEPT


@dataclass(frozen=True, slots=True)
class KeptDefault:
    """The default as kept, and the number of stored records that it changed; None where they follow later."""

    default: AccountDefault
    updated: int | None = None


@dataclass(frozen=True, slots=True)
class KeepAccountDefault:
    """Keeps currency and time zone of an account; stored rows take the currency with the source's next ingest."""

    settings: SettingsStore

    def __call__(self, org: OrgId, change: AccountChange) -> KeptDefault:
        """The default as kept; raises InvalidInputError naming what cannot be used, and keeps nothing then."""
        checked = read_change(org, change)
        kept = self.settings.account_defaults(org, checked.data_source)
        before = {default.account_id: default for default in kept}.get(checked.account_id)
        after = AccountDefault(
            checked.data_source,
            checked.account_id,
            _after(checked.currency, before.currency if before else None),
            _after(checked.timezone, before.timezone if before else None),
        )
        self.settings.set_account_default(org, after)
        return KeptDefault(after)


@dataclass(frozen=True, slots=True)
class SetAccountDefaults:
    """Keeps currency and time zone of an account, and lets stored rows that do not say follow the currency at once."""

    settings: SettingsStore
    store: RecordStore

    def __call__(self, org: OrgId, change: AccountChange) -> KeptDefault:
        """The default as kept, and what it changed; raises as `KeepAccountDefault`."""
        kept = KeepAccountDefault(self.settings)(org, change).default
        told = partial(told_by_settings, self.settings, org, kept.data_source)
        return KeptDefault(kept, self.store.follow_settings(org, kept.data_source, told))


def told_by_settings(settings: SettingsStore, org: OrgId, data_source: DataSource) -> frozenset[Fact]:
    """All that the settings tell of the source's accounts, as of now."""
    defaults = settings.account_defaults(org, data_source)
    return currency_facts(data_source, {default.account_id: default.currency for default in defaults})


def read_change(org: OrgId, change: AccountChange) -> AccountChange:
    """The change in the store's words; raises InvalidInputError naming what cannot be used."""
    check_org(org)
    spec = SOURCES.get(change.data_source)
    if spec is None:
        raise _unusable("source", "dataSource", change.data_source, f"Give one of: {', '.join(SOURCES)}.")
    account = strip_noise(change.account_id, spec.account_noise)
    if not account:
        raise _unusable("account id", "accountId", change.account_id, "Give the id as the platform shows it.")
    code = change.currency
    if isinstance(code, str):
        code = parse_currency(code)
        if code is None:
            raise _unusable("currency", "currency", change.currency, "Give an ISO 4217 code such as 'USD'.")
    if isinstance(change.timezone, str) and not is_time_zone(change.timezone):
        raise _unusable("timezone", "timezone", change.timezone, "Give an IANA zone such as 'America/New_York'.")
    return AccountChange(spec.name, account, code, change.timezone)


def _after(said: Said, before: str | None) -> str | None:
    return before if isinstance(said, Kept) else said


def _unusable(what: str, argument: str, value: object, hint: str) -> InvalidInputError:
    return InvalidInputError(f"{what} is {value!r}.", hint=hint, field=(argument,))

"""Account defaults: what rows of an account that do not say take."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import InvalidInputError
from domain.money import parse_currency
from domain.normalize.texts import strip_noise
from domain.ports import AccountDefault, SettingsStore
from domain.sources.registry import SOURCES
from domain.use_cases.keys import check_org
from domain.vocabulary import OrgId
from domain.zones import is_time_zone


@dataclass(frozen=True, slots=True)
class SetAccountDefault:
    """Keeps currency and time zone of an account; stored rows take them with the source's next ingest."""

    settings: SettingsStore

    def __call__(self, org: OrgId, default: AccountDefault) -> AccountDefault:
        """The default as kept; raises InvalidInputError naming what cannot be used."""
        check_org(org)
        spec = SOURCES.get(default.data_source)
        if spec is None:
            raise _unusable("source", default.data_source, f"Give one of: {', '.join(SOURCES)}.")
        account = strip_noise(default.account_id, spec.account_noise)
        if not account:
            raise _unusable("account id", default.account_id, "Give the id as the platform shows it.")
        code = None if default.currency is None else parse_currency(default.currency)
        if default.currency is not None and code is None:
            raise _unusable("currency", default.currency, "Give an ISO 4217 code such as 'USD'.")
        if default.timezone is not None and not is_time_zone(default.timezone):
            raise _unusable("timezone", default.timezone, "Give an IANA zone such as 'America/New_York'.")
        kept = AccountDefault(spec.name, account, code, default.timezone)
        self.settings.set_account_default(org, kept)
        return kept


def _unusable(what: str, value: str, hint: str) -> InvalidInputError:
    return InvalidInputError(f"{what} is {value!r}.", hint=hint)

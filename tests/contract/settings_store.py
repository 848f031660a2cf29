"""What every settings store must do."""

from domain.column_map import ColumnUse
from domain.ports import AccountDefault, SettingsStore
from domain.said_rules import NOTHING_SAID, SaidRules
from domain.sources.spec import Unit
from domain.vocabulary import DataSource, OrgId

ACME, OTHER = OrgId("acme"), OrgId("other")
META, GOOGLE, GENERIC = (DataSource(name) for name in ("meta_business", "google_ads", "generic"))


class SettingsStoreContract:
    """Subclasses give the `store` fixture: an empty one."""

    def test_nothing_is_set_at_first(self, store: SettingsStore) -> None:
        assert list(store.account_defaults(ACME, META)) == []

    def test_defaults_come_back_by_account_for_their_source_and_organization_alone(self, store: SettingsStore) -> None:
        second, first = AccountDefault(META, "2", "EUR"), AccountDefault(META, "1", "USD", "America/New_York")
        for org, default in ((ACME, second), (ACME, first), (ACME, AccountDefault(GOOGLE, "1", "GBP"))):
            store.set_account_default(org, default)
        store.set_account_default(OTHER, AccountDefault(META, "1", "JPY"))
        assert list(store.account_defaults(ACME, META)) == [first, second]
        assert list(store.account_defaults(OTHER, META)) == [AccountDefault(META, "1", "JPY")]

    def test_the_later_default_takes_the_place_of_the_earlier(self, store: SettingsStore) -> None:
        store.set_account_default(ACME, AccountDefault(META, "1", "USD", "UTC"))
        store.set_account_default(ACME, AccountDefault(META, "1", "EUR"))
        assert list(store.account_defaults(ACME, META)) == [AccountDefault(META, "1", "EUR", None)]

    def test_no_conversion_rules_are_set_at_first(self, store: SettingsStore) -> None:
        assert store.conversion_rules(ACME, META) == NOTHING_SAID

    def test_conversion_rules_come_back_for_their_source_and_organization_alone(self, store: SettingsStore) -> None:
        ours = SaidRules(action_types=("lead", "offsite_conversion.*"), attribution="7D_CLICK", click_basis="LINK")
        store.set_conversion_rules(ACME, META, ours)
        store.set_conversion_rules(OTHER, META, SaidRules(preset="fivetran"))
        assert store.conversion_rules(ACME, META) == ours
        assert store.conversion_rules(OTHER, META) == SaidRules(preset="fivetran")
        assert store.conversion_rules(ACME, GOOGLE) == NOTHING_SAID

    def test_later_conversion_rules_take_the_place_of_all_earlier_ones(self, store: SettingsStore) -> None:
        store.set_conversion_rules(ACME, META, SaidRules(attribution="7D_CLICK"))
        store.set_conversion_rules(ACME, META, SaidRules(primary_conversion="lead"))
        assert store.conversion_rules(ACME, META) == SaidRules(primary_conversion="lead")
        store.set_conversion_rules(ACME, META, NOTHING_SAID)
        assert store.conversion_rules(ACME, META) == NOTHING_SAID

    def test_no_column_is_explained_at_first(self, store: SettingsStore) -> None:
        assert store.column_map(ACME, GENERIC) == {}

    def test_a_column_map_comes_back_for_its_organization_alone(self, store: SettingsStore) -> None:
        ours = {"Betrag": ColumnUse("spend", Unit.CENTS), "Tag": ColumnUse("date_start", date_format="DD.MM.YYYY")}
        store.set_column_map(ACME, GENERIC, ours)
        store.set_column_map(OTHER, GENERIC, {"Ort": ColumnUse("breakdown:city")})
        assert store.column_map(ACME, GENERIC) == ours
        assert store.column_map(OTHER, GENERIC) == {"Ort": ColumnUse("breakdown:city")}

    def test_a_later_column_map_takes_the_place_of_the_earlier(self, store: SettingsStore) -> None:
        store.set_column_map(ACME, GENERIC, {"a": ColumnUse("spend")})
        store.set_column_map(ACME, GENERIC, {})
        assert store.column_map(ACME, GENERIC) == {}

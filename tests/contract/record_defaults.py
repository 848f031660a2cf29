"""What every `RecordStore` must do with what settings tell of accounts. Subclasses give a fixture `store`."""

from dataclasses import replace

from domain.ancestry import Fact, currency_facts
from domain.ports import RecordStore
from domain.reading import RowFilter
from domain.vocabulary import DataSource, OrgId
from tests.stored import ACME, OTHER, batch, instant, listed, put, row

META = DataSource("meta_business")


def follow(store: RecordStore, org: OrgId = ACME, source: DataSource = META, **currencies: str) -> int:
    """Settings tell currencies of accounts `a1`, `a2`, ..."""
    told: frozenset[Fact] = currency_facts(source, {name.removeprefix("a"): code for name, code in currencies.items()})
    return store.follow_settings(org, source, lambda: told)


def currencies(store: RecordStore, rows: RowFilter | None = None, org: OrgId = ACME) -> dict[object, object]:
    """Currency of each campaign's row."""
    return {found["campaign_id"]: found["currency"] for found in listed(store, rows, org)}


class RecordDefaultsContract:
    def test_rows_that_lack_a_currency_follow_and_others_do_not(self, store: RecordStore) -> None:
        put(store, row(currency=None), row(campaign_id="c2", currency=None, account_id="2"))
        put(store, row(campaign_id="c3", account_id="3", currency="GBP"))
        assert follow(store, a1="USD", a2="EUR", a3="JPY") == 2
        assert currencies(store) == {"c1": "USD", "c2": "EUR", "c3": "GBP"}
        assert follow(store, a1="USD", a2="CHF", a3="JPY") == 1
        assert currencies(store) == {"c1": "USD", "c2": "CHF", "c3": "GBP"}

    def test_what_settings_tell_comes_before_what_other_rows_state(self, store: RecordStore) -> None:
        put(store, row(currency=None), row(campaign_id="c2", currency="GBP"))
        assert currencies(store) == {"c1": "GBP", "c2": "GBP"}
        assert follow(store, a1="USD") == 1
        told = currency_facts(META, {"1": "USD"})
        store.upsert(ACME, replace(batch([row(campaign_id="c3", currency=None)], 1), told=lambda: told))
        assert currencies(store) == {"c1": "USD", "c2": "GBP", "c3": "USD"}

    def test_where_settings_tell_nothing_any_more_other_rows_are_asked_again(self, store: RecordStore) -> None:
        put(store, row(currency=None), row(campaign_id="c2", currency="GBP"))
        put(store, row(campaign_id="c3", account_id="2", currency=None))
        assert follow(store, a1="USD", a2="USD") == 2
        assert follow(store) == 2
        assert currencies(store) == {"c1": "GBP", "c2": "GBP", "c3": None}

    def test_every_version_follows_and_current_rows_are_counted(self, store: RecordStore) -> None:
        for at, figure in ((1, 10), (2, 11), (3, 12)):
            put(store, row(currency=None, spend=figure), at=at)
        assert follow(store, a1="USD") == 1
        assert currencies(store, RowFilter(as_of=instant(1.5))) == {"c1": "USD"}

    def test_other_sources_and_organizations_are_left_alone(self, store: RecordStore) -> None:
        put(store, row(currency=None))
        put(store, row(currency=None), org=OTHER)
        assert follow(store, OTHER, a1="USD") == 1
        assert follow(store, source=DataSource("google_ads"), a1="EUR") == 0
        assert (currencies(store), currencies(store, org=OTHER)) == ({"c1": None}, {"c1": "USD"})

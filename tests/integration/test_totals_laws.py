"""Laws of totals over random rows: the stored choice equals the long way, parts sum to the whole, nothing is lost."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from adapters.stores.duckdb_store import DuckDbStore
from domain.insights.parts import Parts
from domain.insights.totals import fold_totals
from domain.metrics import METRIC_NAMES, RATIOS, Ratio
from domain.reading import RowFilter
from domain.records import ADDITIVE
from domain.vocabulary import OrgId
from tests.stored import (
    Row,
    account,
    ad,
    batch,
    broken,
    days,
    instant,
    listed,
    message,
    opened,
    reading,
    row,
    spend,
)

NO_SHRINKING = (Phase.explicit, Phase.generate)  # an example costs transactions
orgs = count(1)
ids = st.sampled_from
SPANS = ids([1, 2, 3, 4, 5, 6, 7, 8, (1, 3), (1, 7), (4, 5), (2, 8)])
SHARED: dict[str, st.SearchStrategy[object]] = {
    "on": SPANS,
    "campaign_id": ids(["c1", "c1", "c2", None]),
    "attribution": ids(["default", "default", "1d_view", "7d_click"]),
    "date_basis": ids(["IMPRESSION", "IMPRESSION", "CONVERSION"]),
    "currency": ids(["USD", "USD", "EUR", None]),
}
CELLS = {"names": ids(["country", "device", "country,device"]), "country": ids(["FI", "SE"])}
METRICS = ids([("P1", "Placed Order"), ("P1", None), ("V1", "Viewed"), ("W1", None)])
any_row = st.one_of(
    st.builds(row, **{**SHARED, "campaign_id": ids(["c1", "c2"])}),
    st.builds(ad, ad_id=ids(["a1", "a2", "a3"]), **SHARED),
    st.builds(row, ad_group_id=ids(["g1", "g2"]), **SHARED),
    st.builds(broken, **CELLS, **{**SHARED, "campaign_id": ids(["c1", "c2"])}),
    st.builds(account, on=SPANS),
    st.builds(
        lambda metric, **rest: message(conversion_metric=metric[0], conversion_metric_name=metric[1], **rest),
        METRICS,
        on=SPANS,
        ad_id=ids(["m1", "m2"]),
        date_basis=ids(["SEND", "EVENT", "EVENT"]),
        campaign_id=ids(["c1", "c1", None]),
    ),
)
GROUPINGS: tuple[tuple[str, ...], ...] = ((), ("AD",), ("AD_GROUP",), ("CAMPAIGN", "WEEK"), ("DAY",), ("CHANNEL",))
FILTERS = (RowFilter(), RowFilter(period=days(2, 7)), RowFilter(period=days(1, 5), campaign_ids=("c1",)))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbStore]:
    with opened(tmp_path_factory.mktemp("totals")) as opened_store:
        yield opened_store


def kept(store: DuckDbStore, rows: list[Row], batches: int = 1) -> OrgId:
    """The rows under an organization of their own; the spend of each is a power of two, so that a sum names its rows."""
    org = OrgId(f"org{next(orgs)}")
    numbered = [{**found, "spend": 2**number} for number, found in enumerate(rows)]
    for number in range(batches):
        store.upsert(org, batch(numbered[number::batches], number, org=org))
    return org


@settings(max_examples=25, phases=NO_SHRINKING)
@given(st.lists(any_row, min_size=2, max_size=24), st.integers(1, 3), ids(GROUPINGS), ids(FILTERS))
def test_the_stored_choice_is_the_one_made_the_long_way(
    store: DuckDbStore, rows: list[Row], batches: int, grouping: tuple[str, ...], wanted: RowFilter
) -> None:
    distinct = list({tuple((k, v) for k, v in r.items() if k != "currency"): r for r in rows}.values())
    org = kept(store, distinct, batches)
    for by, rows_filter in ((grouping, wanted), ((), RowFilter())):
        quick, quick_groups = reading(store, rows_filter, by, org)
        slow, slow_groups = reading(store, replace(rows_filter, as_of=instant(1000)), by, org)
        assert (quick.by_mask, slow.by_mask) == (True, False)
        assert quick_groups == slow_groups
        assert left(quick.left_out.to_pylist()) == left(slow.left_out.to_pylist())


def left(lines: list[Row]) -> dict[tuple[int, str], tuple[int, float]]:
    found: dict[tuple[int, str], tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for line in lines:
        place = (line["reason"], line["currency"] or "")
        rows, money = found[place]
        found[place] = (rows + line["row_count"], money + (line["spend_sum"] or 0))
    return dict(found)


@settings(max_examples=6, phases=NO_SHRINKING)
@given(st.lists(any_row, min_size=2, max_size=24), ids(GROUPINGS))
def test_every_row_is_either_counted_or_left_out(
    store: DuckDbStore, rows: list[Row], grouping: tuple[str, ...]
) -> None:
    org = kept(store, rows)
    guarded = reading(store, RowFilter(), grouping, org)[0]
    counted = sum(store.parts(org, guarded.query())["row_count_sum"].to_pylist())
    lost = sum(line["row_count"] for line in guarded.left_out.to_pylist())
    assert counted + lost == len(listed(store, org=org))


# --- daily rows against sums by hand ---

daily = st.lists(
    st.builds(
        row,
        on=st.integers(1, 20),
        campaign_id=ids(["c1", "c2", "c3"]),
        account_id=ids(["1", "2"]),
        currency=ids(["USD", "EUR"]),
        channel=ids(["paid_social", "display"]),
        spend=st.one_of(st.none(), st.decimals(0, 10**9, places=6)),
        impressions=st.one_of(st.none(), st.integers(0, 2**45)),
        conversions=st.one_of(st.none(), st.decimals(0, 1000, places=4)),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda found: (found["account_id"], found["campaign_id"], found["date_start"]),
)


NAN = float("nan")


def known(value: float | None) -> float:
    return NAN if value is None else value


def summed(rows: list[Row], metric: str) -> dict[str, float]:
    """Exact sums by currency, in Decimal; missing where no row reports the metric."""
    stated: dict[str, list[Decimal]] = {found["currency"]: [] for found in rows}
    for found in rows:
        stated[found["currency"]] += [] if found.get(metric) is None else [Decimal(found[metric])]
    return {currency: float(sum(values)) if values else NAN for currency, values in stated.items()}


@settings(max_examples=8, phases=NO_SHRINKING)
@given(daily)
def test_totals_of_daily_rows_are_their_exact_sums(store: DuckDbStore, rows: list[Row]) -> None:
    org = OrgId(f"org{next(orgs)}")
    store.upsert(org, batch(rows, org=org))
    guarded, found = reading(store, org=org)
    parts = Parts.of(store.parts(org, guarded.query()))
    totals = {part.currency: part.totals for part in fold_totals(parts, METRIC_NAMES).by_currency}
    for metric in ("spend", "impressions", "conversions"):
        expected = pytest.approx(summed(rows, metric), rel=1e-12, nan_ok=True)
        assert {group["currency"]: known(group[metric]) for group in found} == expected
        assert {currency: known(values[metric]) for currency, values in totals.items()} == expected


@settings(max_examples=6, phases=NO_SHRINKING)
@given(daily, st.integers(0, 20))
def test_two_halves_of_a_range_sum_to_the_whole(store: DuckDbStore, rows: list[Row], cut: int) -> None:
    org = OrgId(f"org{next(orgs)}")
    store.upsert(org, batch(rows, org=org))
    halves = [spend(store, RowFilter(period=days(*ends)), org=org) for ends in ((0, cut), (cut + 1, 21))]
    assert sum(halves) == pytest.approx(spend(store, org=org), rel=1e-12)


@settings(max_examples=6, phases=NO_SHRINKING)
@given(daily, ids([("CAMPAIGN",), ("CHANNEL", "DAY"), ("ACCOUNT", "MONTH"), ("DAY_OF_WEEK",)]))
def test_groups_sum_to_the_whole(store: DuckDbStore, rows: list[Row], by: tuple[str, ...]) -> None:
    org = OrgId(f"org{next(orgs)}")
    store.upsert(org, batch(rows, org=org))
    guarded, found = reading(store, RowFilter(), by, org)
    assert sum(group["spend"] or 0 for group in found) == pytest.approx(spend(store, org=org), rel=1e-12)
    assert store.group_count(org, guarded.query()) == len({r["currency"] for r in rows})


# --- ratios against plain arithmetic, row by row ---

amount = st.one_of(st.none(), st.integers(0, 10**6))
of_any_source = st.lists(
    st.builds(
        lambda figures, place, **said: row(
            1, campaign_id=f"c{place}", **said, **dict(zip((c.name for c in ADDITIVE), figures, strict=True))
        ),
        st.tuples(*[amount] * len(ADDITIVE)),
        st.integers(0, 10**6),
        currency=ids(["USD", "EUR"]),
        data_source=ids(["meta_business", "google_ads"]),
        channel=ids(["email", "paid_social", None]),
    ),
    max_size=8,
    unique_by=lambda found: found["campaign_id"],
)


def plain_ratio(rows: list[Row], ratio: Ratio) -> float | None:
    """The definition, word for word: sums over the cells, or the rows, that report both ends."""
    lines = rows if ratio.per_row else cells(rows)
    for numerator in ratio.numerators:
        both = [r for r in lines if r.get(numerator) is not None and r.get(ratio.denominator) is not None]
        both = [r for r in both if not ratio.excluding or r.get(ratio.excluding) is None]
        if both:
            top, bottom = (sum(r[name] for r in both) for name in (numerator, ratio.denominator))
            return ratio.factor * top / bottom if bottom else None
    return None


def cells(rows: list[Row]) -> list[Row]:
    """Sums per data source and channel; None where no row reports the column."""
    found: dict[object, Row] = {}
    for one in rows:
        cell = found.setdefault((one["data_source"], one["channel"]), {})
        for column in ADDITIVE:
            if one.get(column.name) is not None:
                cell[column.name] = cell.get(column.name, 0) + one[column.name]
    return list(found.values())


@settings(max_examples=15, phases=NO_SHRINKING)
@given(of_any_source)
def test_ratios_are_those_of_plain_arithmetic(store: DuckDbStore, rows: list[Row]) -> None:
    org = OrgId(f"org{next(orgs)}")
    if rows:
        store.upsert(org, batch(rows, org=org))
    found = {group["currency"]: group for group in reading(store, org=org)[1]}
    assert set(found) == {r["currency"] for r in rows}
    for currency, group in found.items():
        of_currency = [r for r in rows if r["currency"] == currency]
        for ratio in RATIOS:
            expected = plain_ratio(of_currency, ratio)
            assert group[ratio.name] == (None if expected is None else pytest.approx(expected, rel=1e-12)), ratio.name


def test_every_additive_metric_is_part_of_a_total() -> None:
    assert {column.name for column in ADDITIVE} <= set(METRIC_NAMES)

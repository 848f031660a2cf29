"""Which rows a total counts, by hand: every guard on rows that a person can add up."""

from collections.abc import Sequence

import pyarrow as pa
import pytest

from domain.insights.dimensions import settle_dimensions
from domain.reading import RowFilter
from domain.summation.candidates import GUARD_COLUMNS, Candidates, read_candidates
from domain.summation.guard import choose, plain_mask
from domain.summation.needs import Depth, Need, Reason
from domain.summation.reading import need_of
from domain.vocabulary import Level
from tests.stored import Row, account, ad, broken, message, row

COUNTED = "COUNTED"
TYPES = {"date_start": pa.date32(), "date_stop": pa.date32(), "spend": pa.decimal128(18, 6)}


def candidates(rows: Sequence[Row]) -> Candidates:
    columns = {name: pa.array([r.get(name) for r in rows], TYPES.get(name, pa.string())) for name in GUARD_COLUMNS}
    return read_candidates(pa.table(columns))


def choices(*rows: Row, need: Need | None = None) -> list[str]:
    """What becomes of each row."""
    return [Reason(reason).name for reason in choose(candidates(rows), need or Need()).tolist()]


def by(*names: str) -> Need:
    return need_of(RowFilter(), settle_dimensions(names))


# --- level ---


def test_campaign_rows_count_and_ad_rows_of_the_same_day_do_not() -> None:
    assert choices(row(), ad(), ad(ad_id="a2")) == [COUNTED, "LEVEL", "LEVEL"]


def test_ad_rows_count_on_days_and_campaigns_without_campaign_rows() -> None:
    assert choices(row(1), ad(2), ad(1, campaign_id="c2")) == [COUNTED] * 3


def test_grouping_by_ad_reads_ad_rows() -> None:
    assert choices(row(), ad(), row(campaign_id="pmax"), need=by("AD")) == ["LEVEL", COUNTED, "LEVEL"]


def test_grouping_by_ad_group_reads_the_coarsest_rows_that_have_one() -> None:
    group = row(ad_group_id="g1")
    assert choices(row(), group, ad(), need=by("AD_GROUP")) == ["LEVEL", COUNTED, "LEVEL"]
    assert choices(row(), ad(), need=by("AD_GROUP")) == ["LEVEL", COUNTED]


def test_a_source_without_ads_answers_with_its_messages() -> None:
    campaign = message(level="CAMPAIGN", ad_id=None, entity_id="c1/email")
    assert choices(campaign, message(), need=by("AD")) == ["LEVEL", COUNTED]
    assert choices(campaign, message(), need=by("AD_GROUP")) == [COUNTED, "LEVEL"]


def test_ad_groups_and_asset_groups_count_beside_one_another() -> None:
    groups = [row(data_source="google_ads", ad_group_id=g, level=level) for g, level in GROUPS]
    assert choices(*groups) == [COUNTED] * 2


GROUPS = (("g1", "AD_GROUP"), ("s1", "ASSET_GROUP"))


def test_account_rows_count_only_where_nothing_lower_exists() -> None:
    assert choices(account(1), account(2), row(1), account(1, account_id="2")) == ["LEVEL", COUNTED, COUNTED, COUNTED]
    assert choices(account((1, 7)), ad(7)) == ["LEVEL", COUNTED]


def test_levels_named_by_the_caller_are_the_only_ones() -> None:
    need = need_of(RowFilter(levels=(Level.AD,)), ())
    assert choices(row(), ad(), need=need) == ["LEVEL", COUNTED]


# --- breakdowns ---


def test_the_unbroken_row_counts_beside_broken_ones() -> None:
    assert choices(row(), broken(country="FI"), broken(country="SE")) == [COUNTED, "BREAKDOWN", "BREAKDOWN"]


def test_broken_rows_alone_count() -> None:
    assert choices(broken(country="FI"), broken(country="SE")) == [COUNTED] * 2


def test_the_smallest_set_counts_and_a_tie_goes_by_name() -> None:
    cells = [broken(names="country,device"), broken(names="device"), broken(names="country")]
    assert choices(*cells) == ["BREAKDOWN", "BREAKDOWN", COUNTED]
    assert choices(*cells[:2]) == ["BREAKDOWN", COUNTED]


def test_grouping_by_country_reads_rows_that_have_one() -> None:
    cells = [row(), broken(country="FI"), broken(names="device"), broken(names="age,country", country="FI")]
    assert choices(*cells, need=by("COUNTRY")) == ["BREAKDOWN", COUNTED, "BREAKDOWN", "BREAKDOWN"]


# --- periods ---


def test_seven_daily_rows_beat_the_week_and_two_lose_to_it() -> None:
    daily = [row(day) for day in range(1, 8)]
    assert choices(row((1, 7)), *daily) == ["OVERLAPPING_PERIODS", *[COUNTED] * 7]
    assert choices(row((1, 7)), *daily[:2]) == [COUNTED, *["OVERLAPPING_PERIODS"] * 2]


def test_thirty_days_beat_the_week_inside_them() -> None:
    assert choices(row((1, 30)), row((8, 14))) == [COUNTED, "OVERLAPPING_PERIODS"]


def test_periods_of_other_campaigns_do_not_compete() -> None:
    assert choices(row((1, 30)), row((8, 14), campaign_id="c2")) == [COUNTED] * 2


@pytest.mark.parametrize(("name", "fits"), [("DAY", False), ("DAY_OF_WEEK", False), ("WEEK", True), ("MONTH", True)])
def test_a_week_counts_under_buckets_that_hold_it(name: str, *, fits: bool) -> None:
    assert choices(row((1, 7)), need=by(name)) == [COUNTED if fits else "MULTI_DAY_ROW"]


def test_a_week_over_the_end_of_a_month_does_not_count_by_month() -> None:
    assert choices(row((29, 35)), row((29, 35), account_id="2"), need=by("MONTH")) == ["MULTI_DAY_ROW"] * 2
    assert choices(row((29, 35)), need=by("WEEK", "QUARTER")) == [COUNTED]


def test_days_take_the_place_of_a_week_that_the_grouping_cannot_use() -> None:
    assert choices(row((1, 7)), row(1), row(2), need=by("DAY")) == ["MULTI_DAY_ROW", COUNTED, COUNTED]


def test_a_week_of_ads_gives_way_on_no_day_to_two_days_of_the_campaign() -> None:
    assert choices(ad((1, 7)), ad((1, 7), ad_id="a2"), row(1)) == [COUNTED, COUNTED, "OVERLAPPING_PERIODS"]


# --- date basis, attribution, conversion metric ---


def test_one_date_basis_counts() -> None:
    bases = [row(date_basis=basis) for basis in ("EVENT", "CONVERSION", "IMPRESSION")]
    assert choices(*bases) == ["MIXED_DATE_BASIS", "MIXED_DATE_BASIS", COUNTED]
    assert choices(*bases[:2]) == ["MIXED_DATE_BASIS", COUNTED]
    assert choices(message(), message(date_basis="EVENT")) == [COUNTED, "MIXED_DATE_BASIS"]


def test_a_date_basis_is_one_for_all_days_of_a_campaign() -> None:
    rows = message(1), message(2, date_basis="EVENT"), message(2, date_basis="EVENT", campaign_id="c2")
    assert choices(*rows) == [COUNTED, "MIXED_DATE_BASIS", COUNTED]


def test_the_platforms_own_attribution_counts() -> None:
    windows = [ad(ad_id=f"a{n}", attribution="1d_click") for n in range(3)]
    assert choices(row(), *[{**w, **AT_CAMPAIGN} for w in windows]) == [COUNTED, *["ATTRIBUTION"] * 3]


AT_CAMPAIGN = {"level": "CAMPAIGN", "entity_id": "c1"}


def test_without_it_the_attribution_with_most_rows_counts_and_a_tie_goes_by_name() -> None:
    click = [ad(ad_id=f"a{n}", attribution="7d_click") for n in range(2)]
    view = [ad(ad_id=f"a{n}", attribution="1d_view") for n in range(3)]
    assert choices(*click, *view) == ["ATTRIBUTION"] * 2 + [COUNTED] * 3
    assert choices(*click, *view[:2]) == ["ATTRIBUTION"] * 2 + [COUNTED] * 2
    assert choices(*click, *view[:1]) == [COUNTED] * 2 + ["ATTRIBUTION"]


def test_placed_order_counts_by_name_or_by_id() -> None:
    viewed = [message(ad_id=f"m{n}", conversion_metric="A1", conversion_metric_name="Viewed") for n in range(3)]
    assert choices(message(), *viewed) == [COUNTED, *["CONVERSION_METRIC"] * 3]
    by_id = message(conversion_metric="placed order", conversion_metric_name=None)
    assert choices(by_id, *viewed) == [COUNTED, *["CONVERSION_METRIC"] * 3]


def test_without_placed_order_the_metric_with_most_rows_counts() -> None:
    viewed = [message(ad_id=f"m{n}", conversion_metric="Z9", conversion_metric_name="Viewed") for n in range(2)]
    clicked = message(conversion_metric="A1", conversion_metric_name="Clicked")
    assert choices(clicked, *viewed) == ["CONVERSION_METRIC", COUNTED, COUNTED]


# --- the stored mask ---


def test_the_mask_holds_the_choice_of_every_depth() -> None:
    rows = candidates([row(), row(ad_group_id="g1"), ad()])
    expected = [choose(rows, Need(depth)).tolist() for depth in Depth]
    shown = [[mask >> 4 * depth & 15 for mask in plain_mask(rows).tolist()] for depth in Depth]
    assert shown == expected


def test_rows_that_depend_on_the_range_are_left_to_the_reader() -> None:
    rows = candidates([row((1, 7)), row(7), row(8), account(20)])
    undecided = Reason.UNDECIDED | Reason.UNDECIDED << 4 | Reason.UNDECIDED << 8
    assert [mask == undecided for mask in plain_mask(rows).tolist()] == [True, True, False, True]


def test_no_rows_need_no_choice() -> None:
    rows = candidates([])
    assert (len(choose(rows, by("AD", "COUNTRY", "DAY"))), len(plain_mask(rows))) == (0, 0)


# --- entities: rows of different entities of one level are never the same fact ---


def test_ads_with_different_breakdowns_attributions_or_metrics_all_count() -> None:
    assert (
        choices(ad(breakdown_set="age", breakdowns='{"age":"25-34"}'), ad(ad_id="a2", entity_id="a2")) == [COUNTED] * 2
    )
    window = ad(attribution="7d_click+1d_view", conversions="3")
    assert choices(window, ad(ad_id="a2", entity_id="a2")) == [COUNTED] * 2


def test_a_restated_day_whose_actions_came_only_by_window_takes_the_place_of_the_row_without_actions() -> None:
    silent = row(conversions=None)
    window = row(attribution="7d_click+1d_view", conversions="3")
    assert choices(silent, window) == ["ATTRIBUTION", COUNTED]
    assert choices(row(conversions="1"), window) == [COUNTED, "ATTRIBUTION"]


def test_breakdown_rows_without_conversions_count_beside_those_that_have_them() -> None:
    young = row(breakdown_set="age", breakdowns='{"age":"18-24"}', conversions="3")
    old = row(breakdown_set="age", breakdowns='{"age":"65+"}', conversions=None)
    window = row(breakdown_set="age", breakdowns='{"age":"18-24"}', conversions="2", attribution="1d_view")
    assert choices(young, old) == [COUNTED] * 2
    assert choices(old, window, young) == [COUNTED, "ATTRIBUTION", COUNTED]


def test_an_ad_group_on_other_days_does_not_make_two_ads_compete() -> None:
    rows = row(8, ad_group_id="g2"), ad((1, 3)), ad(2, ad_id="a3")
    assert choices(*rows) == [COUNTED] * 3
    assert choices(*rows[1:]) == [COUNTED] * 2


def test_an_ad_by_week_and_another_by_day_both_count() -> None:
    week = ad((1, 7))
    days = [ad(day, ad_id="a2", entity_id="a2") for day in range(1, 8)]
    assert choices(week, *days) == [COUNTED] * 8


def test_an_email_and_a_text_of_one_campaign_are_two_facts() -> None:
    text = message(level="CAMPAIGN", ad_id=None, entity_id="c1/sms", channel="sms")
    assert choices(text, message(channel="email")) == [COUNTED] * 2


# --- rows that nobody hangs on a campaign ---


def test_ads_whose_campaign_nobody_names_give_way_to_campaign_rows_of_their_account_and_day() -> None:
    lost = [ad(ad_id=f"a{n}", entity_id=f"a{n}", campaign_id=None, ad_group_id=None) for n in range(2)]
    assert choices(row(), *lost) == [COUNTED, "LEVEL", "LEVEL"]
    assert choices(row(2), *lost) == [COUNTED] * 3
    assert choices(row(account_id="2"), *lost) == [COUNTED] * 3
    assert choices(row(), *lost, need=by("AD")) == ["LEVEL", COUNTED, COUNTED]
    assert choices(ad(), *lost) == [COUNTED] * 3

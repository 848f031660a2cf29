"""The demo shop: read back from its raw payloads with arithmetic of its own."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.demo import DemoBatch, demo_batches

LAST_DAY = date(2024, 12, 31)
FIRST_DAY = date(2024, 7, 5)
SEAM = date(2024, 12, 28)
TEST_NAMES = {"US | Test | Manual Import", "Test Flow | Manual Import"}
PURCHASE_MIRRORS = ("omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase")


@pytest.fixture(scope="module")
def batches() -> tuple[DemoBatch, ...]:
    return demo_batches(last_day=LAST_DAY)


def from_source(batches: tuple[DemoBatch, ...], data_source: str) -> list[DemoBatch]:
    return [batch for batch in batches if batch.data_source == data_source]


def meta_rows(batches: tuple[DemoBatch, ...], *, ads: bool, spoiled: bool = False) -> list[dict[str, Any]]:
    return [row for batch in from_source(batches, "meta_business") for row in rows_of_meta(batch, ads, spoiled)]


def rows_of_meta(batch: DemoBatch, ads: bool, spoiled: bool = False) -> Iterator[dict[str, Any]]:  # noqa: FBT001, FBT002
    payload: Any = batch.payload
    for row in payload["data"]:
        if ("ad_id" in row) == ads and (row["campaign_name"] in TEST_NAMES) == spoiled:
            yield row


def rows_of_google(batch: DemoBatch, *, spoiled: bool = False) -> list[dict[str, Any]]:
    payload: Any = batch.payload
    return [row for page in payload for row in page["results"] if (row["campaign"]["name"] in TEST_NAMES) == spoiled]


def klaviyo_attributes(batch: DemoBatch) -> dict[str, Any]:
    payload: Any = batch.payload
    attributes: dict[str, Any] = payload["data"]["attributes"]
    return attributes


def flow_batches(batches: tuple[DemoBatch, ...]) -> list[DemoBatch]:
    return [batch for batch in from_source(batches, "klaviyo") if "date_times" in klaviyo_attributes(batch)]


def send_batches(batches: tuple[DemoBatch, ...]) -> list[DemoBatch]:
    return [batch for batch in from_source(batches, "klaviyo") if "date_times" not in klaviyo_attributes(batch)]


def action(row: dict[str, Any], action_type: str, field: str = "actions") -> Decimal:
    found = [Decimal(item["value"]) for item in row.get(field, []) if item["action_type"] == action_type]
    assert len(found) <= 1
    return found[0] if found else Decimal(0)


def latest_meta(batches: tuple[DemoBatch, ...]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["campaign_id"], row["date_start"]): row for row in meta_rows(batches, ads=False)}


def latest_google(batches: tuple[DemoBatch, ...]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (row["campaign"]["id"], row["segments"]["date"]): row
        for batch in from_source(batches, "google_ads")
        for row in rows_of_google(batch)
    }


def latest_sends(batches: tuple[DemoBatch, ...]) -> dict[str, dict[str, Any]]:
    return {
        result["groupings"]["campaign_id"]: result["statistics"]
        for batch in send_batches(batches)
        for result in klaviyo_attributes(batch)["results"]
    }


def spend_by_day(batches: tuple[DemoBatch, ...]) -> dict[str, Decimal]:
    spend: dict[str, Decimal] = defaultdict(Decimal)
    for (_, day), row in latest_meta(batches).items():
        spend[day] += Decimal(row["spend"])
    for (_, day), row in latest_google(batches).items():
        spend[day] += Decimal(row["metrics"]["costMicros"]) / 1_000_000
    return spend


def test_the_same_arguments_give_the_same_batches(batches: tuple[DemoBatch, ...]) -> None:
    assert demo_batches(last_day=LAST_DAY, days=180, seed=7) == batches


def test_another_seed_gives_other_figures_of_the_same_shop(batches: tuple[DemoBatch, ...]) -> None:
    other = demo_batches(last_day=LAST_DAY, seed=8)
    assert {row["campaign_name"] for row in meta_rows(other, ads=False)} == {
        row["campaign_name"] for row in meta_rows(batches, ads=False)
    }
    assert spend_by_day(other) != spend_by_day(batches)


def test_payloads_are_strict_json(batches: tuple[DemoBatch, ...]) -> None:
    for batch in batches:
        assert json.loads(json.dumps(batch.payload, allow_nan=False)) == batch.payload


def test_a_window_too_short_for_two_pulls_is_refused() -> None:
    with pytest.raises(ValueError, match=r"days is 13\. Ask for 14 or more"):
        demo_batches(last_day=LAST_DAY, days=13)


@pytest.mark.parametrize("last_day", [date(2024, 2, 29), date(2025, 5, 31), date(2025, 11, 30), date(2026, 1, 1)])
@pytest.mark.parametrize("days", [14, 180, 400])
def test_any_window_has_all_sources_on_its_first_and_last_day(last_day: date, days: int) -> None:
    batches = demo_batches(last_day=last_day, days=days)
    first_day = last_day - timedelta(days=days - 1)
    flow_days = {text[:10] for batch in flow_batches(batches) for text in klaviyo_attributes(batch)["date_times"]}
    for found in (set(spend_by_day(batches)), flow_days):
        assert (min(found), max(found), len(found)) == (first_day.isoformat(), last_day.isoformat(), days)


def test_row_counts_are_those_of_a_shop_with_about_eight_campaigns(batches: tuple[DemoBatch, ...]) -> None:
    assert 1000 <= len(latest_meta(batches)) <= 1600
    assert 1000 <= len({(row["ad_id"], row["date_start"]) for row in meta_rows(batches, ads=True)}) <= 1300
    assert 1200 <= len(latest_google(batches)) <= 1700
    assert 70 <= len(latest_sends(batches)) <= 85
    per_day = Counter(day for _, day in latest_meta(batches))
    assert 5 <= min(per_day.values()) <= max(per_day.values()) <= 10


def test_a_day_costs_three_to_six_thousand_dollars_and_black_friday_more(batches: tuple[DemoBatch, ...]) -> None:
    spend = spend_by_day(batches)
    ordered = sorted(spend.values())
    assert len(spend) == 180
    assert 3000 < ordered[9] < ordered[-18] < 6500
    assert 4000 < sum(ordered) / len(ordered) < 5500
    assert max(spend, key=lambda day: spend[day]) in {"2024-11-29", "2024-12-02"}


def test_meta_sells_about_two_to_four_dollars_per_dollar_and_retargeting_more(
    batches: tuple[DemoBatch, ...],
) -> None:
    spend: dict[str, Decimal] = defaultdict(Decimal)
    revenue: dict[str, Decimal] = defaultdict(Decimal)
    for row in latest_meta(batches).values():
        spend[row["campaign_name"]] += Decimal(row["spend"])
        revenue[row["campaign_name"]] += action(row, "purchase", "action_values")
    assert 2 < sum(revenue.values()) / sum(spend.values()) < 4
    roas = {name: revenue[name] / spend[name] for name in spend}
    prospecting = [value for name, value in roas.items() if "| Prospecting |" in name]
    retargeting = [value for name, value in roas.items() if "| Retargeting |" in name]
    assert max(prospecting) < 4 < min(retargeting)


def test_meta_numbers_are_text_and_ratios_agree_with_their_parts(batches: tuple[DemoBatch, ...]) -> None:
    for row in meta_rows(batches, ads=False) + meta_rows(batches, ads=True):
        assert all(isinstance(value, str | list) for value in row.values())
        spend, impressions, reach = Decimal(row["spend"]), int(row["impressions"]), int(row["reach"])
        assert abs(Decimal(row["cpm"]) - 1000 * spend / impressions) < Decimal("0.000001")
        assert abs(Decimal(row["frequency"]) - Decimal(impressions) / reach) < Decimal("0.000001")
        assert abs(Decimal(row["ctr"]) - 100 * Decimal(row["clicks"]) / impressions) < Decimal("0.000001")
        assert int(row["inline_link_clicks"]) <= int(row["clicks"]) <= impressions


def test_purchases_come_under_three_names_with_equal_counts_and_values(batches: tuple[DemoBatch, ...]) -> None:
    mirrored = 0
    for row in meta_rows(batches, ads=False) + meta_rows(batches, ads=True):
        assert len({action(row, name) for name in PURCHASE_MIRRORS}) == 1
        assert len({action(row, name, "action_values") for name in PURCHASE_MIRRORS}) == 1
        assert (action(row, "purchase") > 0) == (action(row, "purchase", "action_values") > 0)
        assert action(row, "omni_add_to_cart") == action(row, "add_to_cart") >= action(row, "purchase")
        mirrored += action(row, "purchase") > 0
    assert mirrored > 1000


def test_campaign_rows_carry_five_to_eleven_action_types(batches: tuple[DemoBatch, ...]) -> None:
    counts = {len(row["actions"]) for row in meta_rows(batches, ads=False)}
    assert min(counts) >= 5
    assert max(counts) == 11


def test_lead_campaigns_have_leads_and_no_purchases(batches: tuple[DemoBatch, ...]) -> None:
    rows = [row for row in meta_rows(batches, ads=False) if row["objective"] == "OUTCOME_LEADS"]
    assert sum(action(row, "lead") for row in rows) > 500
    assert sum(action(row, "purchase") for row in rows) == 0


def test_ad_rows_sum_to_their_campaign_in_every_pull(batches: tuple[DemoBatch, ...]) -> None:
    pulls = from_source(batches, "meta_business")
    for campaign_batch, ad_batch in zip(pulls[::2], pulls[1::2], strict=True):
        sums: dict[tuple[str, str], list[Decimal]] = {}
        for row in rows_of_meta(ad_batch, ads=True):
            known = sums.setdefault((row["campaign_id"], row["date_start"]), [Decimal(0)] * 5)
            sums[row["campaign_id"], row["date_start"]] = [a + b for a, b in zip(known, additive(row), strict=True)]
        campaigns = {(row["campaign_id"], row["date_start"]): row for row in rows_of_meta(campaign_batch, ads=False)}
        assert len({campaign for campaign, _ in sums}) == 2
        assert sums == {key: additive(campaigns[key]) for key in sums}
        assert set(sums) == {key for key in campaigns if key[0] in {campaign for campaign, _ in sums}}


def additive(row: dict[str, Any]) -> list[Decimal]:
    counts = [Decimal(row[name]) for name in ("spend", "impressions", "clicks")]
    return [*counts, action(row, "purchase"), action(row, "purchase", "action_values")]


def test_google_rows_are_rest_json(batches: tuple[DemoBatch, ...]) -> None:
    for row in latest_google(batches).values():
        metrics = row["metrics"]
        assert all(value not in {"0", 0} for value in metrics.values())
        for name in ("impressions", "clicks", "costMicros", "viewThroughConversions"):
            assert isinstance(metrics.get(name, "0"), str)
        assert int(metrics["costMicros"]) % 10_000 == 0
        assert metrics.get("conversions", 0) <= metrics.get("allConversions", 0)
        assert row["customer"]["currencyCode"] == "USD"


def test_google_conversions_are_fractional_and_roas_believable(batches: tuple[DemoBatch, ...]) -> None:
    metrics = [row["metrics"] for row in latest_google(batches).values()]
    conversions = [one["conversions"] for one in metrics if "conversions" in one]
    assert sum(not float(count).is_integer() for count in conversions) > 0.95 * len(conversions)
    spend = sum(int(one["costMicros"]) for one in metrics) / 1e6
    assert 3 < sum(one.get("conversionsValue", 0) for one in metrics) / spend < 5
    assert 0.4 < spend / sum(int(one["clicks"]) for one in metrics) < 1.5


def test_google_has_five_channel_types(batches: tuple[DemoBatch, ...]) -> None:
    types = {row["campaign"]["advertisingChannelType"] for row in latest_google(batches).values()}
    assert types == {"SEARCH", "SHOPPING", "PERFORMANCE_MAX", "VIDEO", "DISPLAY"}


def test_seasonal_campaigns_run_in_their_season_only(batches: tuple[DemoBatch, ...]) -> None:
    days = sorted(
        row["segments"]["date"]
        for row in latest_google(batches).values()
        if row["campaign"]["name"] == "US | PMax | Black Friday"
    )
    assert (days[0], days[-1], len(days)) == ("2024-11-22", "2024-12-03", 12)


def test_a_campaign_stopped_in_the_window_is_paused(batches: tuple[DemoBatch, ...]) -> None:
    first, _ = from_source(batches, "google_ads")
    status = {row["campaign"]["name"]: row["campaign"]["status"] for row in rows_of_google(first)}
    assert status["US | Display | Past Visitors"] == status["US | PMax | Black Friday"] == "PAUSED"
    assert status["US | Search | Brand"] == "ENABLED"


def test_every_send_is_reported_with_its_day(batches: tuple[DemoBatch, ...]) -> None:
    send_days = [batch.date_range for batch in send_batches(batches) if batch.date_range]
    assert len(send_days) == len(send_batches(batches))
    assert all(first == last for first, last in send_days)
    regular = {first for first, _ in send_days if first.weekday() in {1, 3, 6}}
    assert {first for first, _ in send_days} - regular == {date(2024, 11, 29), date(2024, 12, 2)}


def test_email_figures_are_possible_and_believable(batches: tuple[DemoBatch, ...]) -> None:
    sends = latest_sends(batches).values()
    for one in sends:
        assert one["delivered"] + one["bounced"] == one["recipients"]
        assert one["conversions"] <= one["clicks_unique"] <= one["opens_unique"] <= one["delivered"]
        assert one["opens_unique"] <= one["opens"]
        assert one["clicks_unique"] <= one["clicks"]
        assert 0.25 < one["open_rate"] < 0.6
    per_recipient = sum(one["conversion_value"] for one in sends) / sum(one["recipients"] for one in sends)
    assert 0.05 < per_recipient < 0.25


def test_klaviyo_batches_name_account_currency_and_metric(batches: tuple[DemoBatch, ...]) -> None:
    for batch in from_source(batches, "klaviyo"):
        assert batch.account_id
        assert batch.currency == "USD"
        assert batch.metadata == {"conversion_metric_id": "UxK2pA", "metric": {"name": "Placed Order"}}


def test_flow_series_are_aligned_and_at_most_sixty_days_long(batches: tuple[DemoBatch, ...]) -> None:
    for batch in flow_batches(batches):
        length = len(klaviyo_attributes(batch)["date_times"])
        assert length <= 60
        for result in klaviyo_attributes(batch)["results"]:
            if result["groupings"]["flow_name"] not in TEST_NAMES:
                assert {len(series) for series in result["statistics"].values()} == {length}
    flows = {result["groupings"]["flow_name"] for result in klaviyo_attributes(flow_batches(batches)[-1])["results"]}
    assert flows == {"Welcome Series", "Abandoned Cart", "Post-Purchase"}


def test_six_rows_are_spoiled_and_all_in_the_first_pull(batches: tuple[DemoBatch, ...]) -> None:
    meta = meta_rows(batches, ads=False, spoiled=True)
    assert [meta[0]["spend"], meta[1]["clicks"], meta[2]["campaign_id"]] == ["N/A?", "-12", 1.2020846193799019e17]
    first, look_back = from_source(batches, "google_ads")
    no_date, dollars = rows_of_google(first, spoiled=True)
    assert no_date["segments"] == {}
    assert dollars["metrics"]["costMicros"] == "57.35"
    results = klaviyo_attributes(flow_batches(batches)[0])["results"]
    short = [result for result in results if result["groupings"]["flow_name"] in TEST_NAMES]
    assert [len(series) for result in short for series in result["statistics"].values()] == [59] * 5
    assert len(meta) == 3
    assert rows_of_google(look_back, spoiled=True) == []


def test_batches_with_a_row_without_a_date_have_no_period_to_fall_back_on(batches: tuple[DemoBatch, ...]) -> None:
    assert {batch.date_range for batch in from_source(batches, "google_ads")} == {None}


def test_batches_come_in_the_order_they_were_observed_and_never_later_than_the_next_morning(
    batches: tuple[DemoBatch, ...],
) -> None:
    instants = [batch.observed_at for batch in batches]
    assert instants == sorted(instants)
    assert all(instant.tzinfo is UTC for instant in instants)
    assert instants[-1] <= datetime.combine(LAST_DAY + timedelta(days=1), time(6), tzinfo=UTC)


def test_seven_days_are_restated_upwards_with_the_same_spend(batches: tuple[DemoBatch, ...]) -> None:
    first_batch, _, second_batch, _ = from_source(batches, "meta_business")
    first, second = (
        {(row["campaign_id"], row["date_start"]): row for row in rows_of_meta(batch, ads=False)}
        for batch in (first_batch, second_batch)
    )
    shared = first.keys() & second.keys()
    assert {day for _, day in shared} == {(SEAM - timedelta(days=back)).isoformat() for back in range(7)}
    assert all(first[key]["spend"] == second[key]["spend"] for key in shared)
    assert all(action(first[key], "purchase") <= action(second[key], "purchase") for key in shared)
    for field in ("actions", "action_values"):
        before = sum(action(first[key], "purchase", field) for key in shared)
        after = sum(action(second[key], "purchase", field) for key in shared)
        assert Decimal("1.01") < after / before < Decimal("1.15")


def test_google_and_klaviyo_restate_upwards_too(batches: tuple[DemoBatch, ...]) -> None:
    first, second = (
        {(row["campaign"]["id"], row["segments"]["date"]): row["metrics"] for row in rows_of_google(batch)}
        for batch in from_source(batches, "google_ads")
    )
    shared = first.keys() & second.keys()
    for name in ("conversions", "conversionsValue"):
        before = sum(first[key].get(name, 0) for key in shared)
        assert 1.01 < sum(second[key].get(name, 0) for key in shared) / before < 1.15
    orders: dict[str, list[float]] = defaultdict(list)
    for batch in send_batches(batches):
        for result in klaviyo_attributes(batch)["results"]:
            orders[result["groupings"]["campaign_id"]].append(result["statistics"]["conversions"])
    twice = [seen for seen in orders.values() if len(seen) == 2]
    assert 3 <= len(twice) <= 4
    assert sum(after for _, after in twice) > sum(before for before, _ in twice)

"""Rows of one batch that share a key: repeats count once, conflicts follow the caller's policy."""

import json
from decimal import Decimal

import pytest

from domain.vocabulary import ConflictPolicy
from tests.builders import action, codes, google_flat, klaviyo_flat, meta_row, normalized, only, records

REJECT, LAST, SUM = ConflictPolicy.REJECT, ConflictPolicy.LAST, ConflictPolicy.SUM


@pytest.mark.parametrize("policy", list(ConflictPolicy))
def test_a_repeat_counts_once_under_every_policy(policy: ConflictPolicy) -> None:
    batch = normalized([meta_row(spend="10")] * 3, on_conflict=policy)
    assert (only(batch)["spend"], codes(batch)) == (Decimal(10), {"DUPLICATE_IN_BATCH": 2})
    assert (batch.log.rejected, batch.origin.tolist()) == (set(), [0])


def test_a_repeat_names_the_row_that_it_repeats() -> None:
    issue = normalized([meta_row(campaign_id="2"), meta_row(), meta_row()]).log.shown()[0]
    assert issue.row_index == 2
    assert "row 1" in issue.message


def test_other_spellings_of_the_same_figures_are_repeats() -> None:
    batch = normalized(
        [meta_row(spend="10"), meta_row(spend=10.0), meta_row(spend="10.00", account_id="act_123456789")]
    )
    assert (only(batch)["spend"], codes(batch)) == (Decimal(10), {"DUPLICATE_IN_BATCH": 2})


def test_rows_that_disagree_are_all_refused_and_name_each_other() -> None:
    batch = normalized([meta_row(spend="1"), meta_row(campaign_id="2"), meta_row(spend="3")])
    assert (batch.log.rejected, batch.origin.tolist()) == ({0, 2}, [1])
    assert codes(batch) == {"CONFLICT_IN_BATCH": 2}
    assert all("0, 2" in issue.message for issue in batch.log.shown())


def test_the_last_of_rows_that_disagree_may_win() -> None:
    batch = normalized([meta_row(spend="1"), meta_row(spend="3")], on_conflict=LAST)
    assert (only(batch)["spend"], batch.origin.tolist(), codes(batch)) == (Decimal(3), [1], {})


def test_the_last_row_wins_also_where_it_repeats_an_earlier_one() -> None:
    batch = normalized([meta_row(spend="1"), meta_row(spend="3"), meta_row(spend="1")], on_conflict=LAST)
    assert only(batch)["spend"] == Decimal(1)


def test_rows_that_disagree_may_be_added() -> None:
    rows = [meta_row(spend="1.10", clicks="2"), meta_row(spend="2.20", clicks="3"), meta_row(spend="3.30", clicks=...)]
    batch = normalized(rows, on_conflict=SUM)
    record = only(batch)
    assert (record["spend"], record["clicks"], record["impressions"]) == (Decimal("6.60"), 5, 135000)


def test_a_sum_does_not_count_a_repeat_twice() -> None:
    batch = normalized([meta_row(spend="1"), meta_row(spend="1"), meta_row(spend="2")], on_conflict=SUM)
    assert (only(batch)["spend"], codes(batch)) == (Decimal(3), {"DUPLICATE_IN_BATCH": 1})


def test_a_sum_of_what_nobody_knows_is_unknown() -> None:
    batch = normalized([meta_row(spend="1", clicks=...), meta_row(spend="2", clicks=...)], on_conflict=SUM)
    assert only(batch)["clicks"] is None


def test_a_sum_does_not_keep_the_conversions_by_type_of_its_first_row() -> None:
    rows = [meta_row(spend=str(n), actions=[action("purchase", n)]) for n in (2, 3)]
    record = only(normalized(rows, on_conflict=SUM))
    assert record["conversions"] == Decimal(5)
    by_type = json.loads(record["conversions_by_type"] or "{}")
    assert by_type in ({}, {"purchase": {"count": 5}})


def test_a_sum_has_no_reach() -> None:
    rows = [meta_row(spend=str(n), reach=str(n)) for n in (2, 3)]
    assert only(normalized(rows, on_conflict=SUM))["platform_metrics"] is None


def test_a_sum_has_a_content_of_its_own() -> None:
    batch = normalized([meta_row(spend="1"), meta_row(spend="2")], on_conflict=SUM)
    once = normalized([meta_row(spend="1")])
    assert only(batch)["content"] != only(once)["content"]


def test_a_sum_adds_columns_that_come_from_one_field_once_each() -> None:
    google = only(normalized([google_flat(clicks=20), google_flat(clicks=100)], "google_ads", on_conflict=SUM))
    assert (google["clicks"], google["link_clicks"]) == (120, 120)
    klaviyo = only(normalized([klaviyo_flat(delivered=10), klaviyo_flat(delivered=90)], "klaviyo", on_conflict=SUM))
    assert (klaviyo["delivered"], klaviyo["impressions"]) == (100, 100)


def test_a_sum_equals_the_row_that_says_the_same() -> None:
    summed = normalized([google_flat(clicks=20), google_flat(clicks=100)], "google_ads", on_conflict=SUM)
    said = google_flat(clicks=120, cost_micros=91_340_000, impressions=6200, conversions=8, conversion_value=644.2)
    once = only(normalized([said], "google_ads"))
    assert (only(summed)["key"], only(summed)["content"]) == (once["key"], once["content"])


@pytest.mark.parametrize("policy", list(ConflictPolicy))
def test_a_refused_row_takes_no_part_in_a_conflict(policy: ConflictPolicy) -> None:
    batch = normalized([meta_row(spend="1"), meta_row(spend="abc")], on_conflict=policy)
    assert (only(batch)["spend"], codes(batch)) == (Decimal(1), {"NOT_A_NUMBER": 1})


@pytest.mark.parametrize("policy", list(ConflictPolicy))
def test_every_policy_leaves_distinct_rows_alone(policy: ConflictPolicy) -> None:
    batch = normalized([meta_row(campaign_id=str(n)) for n in range(5)], on_conflict=policy)
    assert (len(records(batch)), codes(batch)) == (5, {})

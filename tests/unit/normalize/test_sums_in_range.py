"""Figures that a source adds up or computes: none is stored that its column cannot hold, and none wraps around."""

from decimal import Decimal

import numpy as np
import pytest

from domain.normalize.numbers import BEYOND, Numbers, sums_by_row
from domain.vocabulary import ConflictPolicy
from tests.builders import action, codes, google_flat, meta_row, normalized, only

LARGE = "900000000000"
"""Nine tenths of what a column holds."""


def test_revenue_from_an_absurd_roas_is_refused_and_never_a_wrong_figure() -> None:
    row = meta_row(spend="1000000", purchase_roas=[action("omni_purchase", "99999999")])
    batch = normalized([row])
    assert (codes(batch), batch.records.num_rows) == ({"OUT_OF_RANGE": 1}, 0)
    assert batch.log.shown()[0].path == "purchase_roas"
    fine = normalized([meta_row(spend="1000000", purchase_roas=[action("omni_purchase", "9999")])])
    assert only(fine)["revenue"] == Decimal(9999000000)


@pytest.mark.parametrize("times", [2, 11, 21])
@pytest.mark.parametrize("name", ["purchase", "lead"])
def test_actions_whose_sum_is_out_of_range_are_refused(name: str, times: int) -> None:
    items = [action(name, LARGE, action_device=str(n)) for n in range(times)]
    batch = normalized([meta_row(actions=items), meta_row(campaign_id="7")])
    assert codes(batch)["OUT_OF_RANGE"] >= 1
    assert only(batch)["campaign_id"] == "7"


@pytest.mark.parametrize("times", [2, 11, 21])
def test_counts_in_lists_whose_sum_is_out_of_range_are_refused(times: int) -> None:
    items = [action(f"video_view_{n}", LARGE) for n in range(times)]
    batch = normalized([meta_row(video_p25_watched_actions=items)])
    assert (codes(batch), batch.records.num_rows) == ({"OUT_OF_RANGE": 1}, 0)


def test_a_sum_of_conflicting_rows_that_is_out_of_range_refuses_them_all() -> None:
    rows = [meta_row(spend=f"{LARGE[:-1]}{n}") for n in range(3)]
    batch = normalized(rows, on_conflict=ConflictPolicy.SUM)
    assert (codes(batch)["OUT_OF_RANGE"], batch.records.num_rows) == (3, 0)


def test_negative_conversions_are_kept_and_said() -> None:
    batch = normalized([google_flat(conversions="-2.5")], "google_ads")
    assert (only(batch)["conversions"], codes(batch)) == (Decimal("-2.5"), {"NEGATIVE_CONVERSIONS": 1})


def test_more_conversions_than_clicks_are_kept_without_a_word() -> None:
    batch = normalized([google_flat(clicks=1, conversions=3)], "google_ads")
    assert (only(batch)["conversions"], codes(batch)) == (Decimal(3), {})


def test_sums_stop_at_the_edge_instead_of_wrapping_around() -> None:
    rows, large = np.zeros(20, np.int64), np.full(20, 10**18 - 1)
    assert sums_by_row(rows, large, 2).tolist() == [BEYOND, 0]
    assert sums_by_row(rows, -large, 1).tolist() == [-BEYOND]
    assert sums_by_row(np.array([0, 0, 1]), np.array([1, 2, 3]), 3).tolist() == [3, 3, 0]
    total = Numbers.missing(1)
    for _ in range(12):
        total = total.plus(Numbers(np.array([10**18 - 1]), np.array([True])))
    assert total.values.tolist() == [BEYOND]

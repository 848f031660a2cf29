"""One conversion metric per total: other metrics' conversions are left out, what their messages delivered is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.reading import RowFilter
from domain.vocabulary import Level
from tests.stored import days, left_out, message, opened, put, reading

PLACED: dict[str, Any] = {"conversion_metric": "P1", "conversion_metric_name": "Placed Order"}
PRODUCT: dict[str, Any] = {"conversion_metric": "O1", "conversion_metric_name": "Ordered Product"}
NAMELESS: dict[str, Any] = {"conversion_metric": "unknown", "conversion_metric_name": None}


def mail(name: str, on: int = 1, **changes: Any) -> dict[str, Any]:
    """A message's day with 100 delivered, 10 clicks, 2 conversions of 30.00."""
    plain = {
        "ad_id": name,
        "entity_id": f"{name}/email",
        "campaign_id": f"c-{name}",
        "delivered": 100,
        "impressions": 100,
    }
    return message(on, **{**plain, "clicks": 10, "conversions": 2, "revenue": 30, **changes})


def sums(store: Any, rows: RowFilter | None = None, by: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    names = ("delivered", "clicks", "conversions", "revenue")
    return [tuple(group[name] for name in names) for group in reading(store, rows, by)[1]]


def test_conversions_of_another_metric_leave_a_total_while_deliveries_stay(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        put(store, mail("m1", **PLACED), mail("m2", **PRODUCT, conversions=7, revenue="99.50"))
        assert sums(store) == [(200, 20, 2, 30)]
        assert left_out(store) == {"CONVERSION_METRIC": 1}


@pytest.mark.parametrize("by", [("AD",), ("CAMPAIGN",), ("DAY",), ("DATA_SOURCE",)])
def test_groups_add_up_to_the_total_of_one_metric(tmp_path: Path, by: tuple[str, ...]) -> None:
    with opened(tmp_path) as store:
        put(store, mail("m1", **PLACED), mail("m2", 2, **PRODUCT, conversions=7), mail("m3", 3, **PLACED))
        groups = sums(store, by=by)
        assert sum(delivered for delivered, *_ in groups) == 300
        assert sum(conversions or 0 for _, _, conversions, _ in groups) == 4


def test_the_metric_with_most_rows_counts_where_no_row_is_of_placed_order(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        started: dict[str, Any] = {"conversion_metric": "S1", "conversion_metric_name": "Started Checkout"}
        put(store, mail("m1", **started, conversions=50), mail("m2", **PRODUCT), mail("m3", **PRODUCT))
        assert sums(store) == [(300, 30, 4, 60)]
        assert left_out(store) == {"CONVERSION_METRIC": 1}


def test_a_total_of_one_week_alone_is_of_the_metric_of_that_week(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        put(store, mail("m1", 1, **PLACED), mail("m2", 9, **PRODUCT, conversions=7))
        assert sums(store, RowFilter(period=days(8, 14))) == [(100, 10, 7, 30)]
        assert sums(store, RowFilter(period=days(1, 14))) == [(200, 20, 2, 30)]


def test_rows_whose_metric_nobody_names_count_in_any_total(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        put(store, mail("m1", **PLACED), mail("m2", **NAMELESS, conversions=5))
        assert (sums(store), left_out(store)) == ([(200, 20, 7, 60)], {})


def test_a_name_that_is_learned_later_tells_earlier_rows(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        put(store, mail("m1", conversion_metric="P1", conversion_metric_name=None), at=1)
        put(store, mail("m2", **PRODUCT, conversions=7), mail("m3", **PRODUCT, conversions=7), at=2)
        assert sums(store)[0][2] == 14
        put(store, mail("m4", **PLACED), at=3)
        assert (sums(store)[0][2], left_out(store)) == (4, {"CONVERSION_METRIC": 2})


def test_of_two_metrics_of_one_message_one_row_counts_and_the_other_is_left_out_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        put(store, mail("m1", **PLACED), mail("m1", **PRODUCT, conversions=7), mail("m2", **PRODUCT))
        assert sums(store) == [(200, 20, 2, 30)]
        assert left_out(store) == {"CONVERSION_METRIC": 2}


@pytest.mark.parametrize(
    "rows",
    [RowFilter(), RowFilter(levels=(Level.MESSAGE,)), RowFilter(period=days(1, 5)), RowFilter(channels=("email",))],
)
def test_the_stored_choice_and_the_long_way_leave_out_the_same(tmp_path: Path, rows: RowFilter) -> None:
    with opened(tmp_path) as store:
        put(store, mail("m1", **PLACED), mail("m2", 2, **PRODUCT), mail("m3", 3, **PRODUCT), mail("m3", 3, **PLACED))
        assert sums(store, rows) == [(300, 30, 4, 60)]
        assert left_out(store, rows) == {"CONVERSION_METRIC": 2}

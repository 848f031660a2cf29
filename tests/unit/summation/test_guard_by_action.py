"""Google's rows by conversion action beside its other rows: spend stays, and no conversion counts twice."""

import pytest

from domain.summation.needs import Need
from tests.stored import Row, row
from tests.unit.summation.test_guard import COUNTED, by, choices

ACTION = "conversion_action_name"


def plain(on: int = 1, conversions: str | None = "3", **changes: object) -> Row:
    return row(on, data_source="google_ads", conversions=conversions, **changes)


def by_action(on: int = 1, conversions: str | None = "2", *, names: str = ACTION, **changes: object) -> Row:
    return plain(on, conversions, **{"spend": None, "breakdown_set": names, **changes})


def test_conversions_by_action_are_left_out_where_the_rows_of_all_actions_have_them() -> None:
    assert choices(plain(), by_action(), by_action()) == [COUNTED, "BREAKDOWN", "BREAKDOWN"]


def test_a_zero_is_a_report_of_conversions() -> None:
    assert choices(plain(conversions="0"), by_action()) == [COUNTED, "BREAKDOWN"]


def test_conversions_by_action_count_where_the_rows_with_the_spend_report_none() -> None:
    assert choices(plain(conversions=None), by_action(), by_action()) == [COUNTED] * 3


def test_each_day_is_chosen_by_itself() -> None:
    rows = [plain(1), plain(2, None), by_action(1), by_action(2)]
    assert choices(*rows) == [COUNTED, COUNTED, "BREAKDOWN", COUNTED]


def test_of_two_sets_with_actions_the_smaller_counts() -> None:
    rows = [plain(conversions=None), by_action(), by_action(names=f"{ACTION},device")]
    assert choices(*rows) == [COUNTED, COUNTED, "BREAKDOWN"]


def test_rows_by_action_never_take_the_place_of_rows_with_spend() -> None:
    devices = [plain(breakdown_set="device", conversions=count) for count in ("1", None)]
    assert choices(*devices, by_action()) == [COUNTED, COUNTED, "BREAKDOWN"]
    silent = [plain(breakdown_set="device", conversions=None)] * 2
    assert choices(*silent, by_action()) == [COUNTED] * 3


def test_rows_by_action_count_alone_where_nothing_else_is_known() -> None:
    assert choices(by_action(), by_action()) == [COUNTED] * 2


@pytest.mark.parametrize("also", [{"spend": 4}, {"conversions": None}])
def test_rows_by_action_that_hold_spend_or_no_conversions_do_not_count_beside_others(also: Row) -> None:
    assert choices(plain(conversions=None), by_action(**also)) == [COUNTED, "BREAKDOWN"]


def test_rows_by_action_cannot_answer_for_another_breakdown() -> None:
    rows = [plain(conversions=None, breakdown_set="device", device="MOBILE"), by_action()]
    assert choices(*rows, need=by("DEVICE")) == [COUNTED, "BREAKDOWN"]


def test_rows_by_action_answer_for_their_own_breakdown() -> None:
    need = Need(breakdowns=(frozenset({ACTION}),))
    assert choices(plain(), by_action(), need=need) == ["BREAKDOWN", COUNTED]

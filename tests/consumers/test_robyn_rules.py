"""The published input rules of Robyn (`robyn_inputs` and its checks), one by one, on the exported file alone."""

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from domain.vocabulary import Granularity
from tests.consumers.conftest import BY_COUNTRY, NATIONAL, Exported

DAY, WEEK = Granularity.DAY, Granularity.WEEK


@dataclass(frozen=True)
class Inputs:
    """What goes into `robyn_inputs`: `said` its arguments, `table` dt_input with the columns that they name."""

    said: dict[str, Any]
    table: pd.DataFrame
    holidays: pd.DataFrame
    granularity: Granularity

    @property
    def dates(self) -> list[date]:
        return [date.fromisoformat(str(day)) for day in self.table[self.said["date_var"]]]

    @property
    def media(self) -> list[str]:
        return [*self.said["paid_media_spends"], *self.said["paid_media_vars"], *self.said["organic_vars"]]


@pytest.fixture(scope="module", params=[DAY, WEEK])
def inputs(request: pytest.FixtureRequest, exported: Exported) -> Inputs:
    folder = exported(NATIONAL, request.param)
    export = json.loads((folder / "panel.json").read_text())
    said = export["loaders"]["robyn"]["robyn_inputs"]
    named = ("paid_media_spends", "paid_media_vars", "organic_vars", "context_vars")
    columns = [said["date_var"], said["dep_var"], *(name for key in named for name in said[key])]
    table = pd.DataFrame(export["panel"])[list(dict.fromkeys(columns))]
    return Inputs(said, table, pd.DataFrame(export["holidays"]), request.param)


def test_a_table_has_at_least_three_columns_of_unique_names_without_spaces(inputs: Inputs) -> None:
    names = list(inputs.table)
    assert len(names) >= 3
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", str(name)) for name in names)


def test_a_date_is_text_of_year_month_and_day(inputs: Inputs) -> None:
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in map(str, inputs.table[inputs.said["date_var"]]))


def test_no_date_is_there_twice(inputs: Inputs) -> None:
    assert inputs.table[inputs.said["date_var"]].is_unique


def test_dates_go_up_by_a_day_or_a_week_throughout(inputs: Inputs) -> None:
    steps = {after - before for before, after in zip(inputs.dates[:-1], inputs.dates[1:], strict=True)}
    assert steps == {timedelta(days=1 if inputs.granularity is DAY else 7)}


def test_weeks_begin_on_monday_or_sunday(inputs: Inputs) -> None:
    if inputs.granularity is WEEK:
        assert {day.isoweekday() for day in inputs.dates} <= {1, 7}
    assert len(inputs.dates) == {DAY: 728, WEEK: 104}[inputs.granularity]


def test_there_is_one_dependent_variable_of_a_known_type(inputs: Inputs) -> None:
    assert isinstance(inputs.said["dep_var"], str)
    assert inputs.said["dep_var_type"] in {"revenue", "conversion"}
    assert pd.api.types.is_numeric_dtype(inputs.table[inputs.said["dep_var"]])


def test_spends_and_exposures_are_as_many(inputs: Inputs) -> None:
    assert len(inputs.said["paid_media_spends"]) == len(inputs.said["paid_media_vars"]) == 2


def test_media_are_numbers_not_below_zero(inputs: Inputs) -> None:
    media = inputs.table[inputs.media]
    assert all(pd.api.types.is_numeric_dtype(kind) for kind in media.dtypes)
    assert (media >= 0).all().all()


def test_no_medium_is_zero_all_over_the_window(inputs: Inputs) -> None:
    days = inputs.table[inputs.said["date_var"]]
    inside = (days >= inputs.said["window_start"]) & (days <= inputs.said["window_end"])
    assert (inputs.table.loc[inside, inputs.media].sum() > 0).all()


def test_emails_are_organic(inputs: Inputs) -> None:
    assert inputs.said["organic_vars"] == ["klaviyo_sends"]


def test_nothing_is_missing_or_infinite(inputs: Inputs) -> None:
    assert not inputs.table.isna().any().any()
    assert np.isfinite(inputs.table.drop(columns=inputs.said["date_var"]).to_numpy(float)).all()


def test_no_column_is_the_same_throughout(inputs: Inputs) -> None:
    assert [name for name, column in inputs.table.items() if len(set(column)) == 1] == []


def test_no_column_has_two_jobs(inputs: Inputs) -> None:
    jobs = [inputs.said["dep_var"], *inputs.media, *inputs.said["context_vars"]]
    assert len(set(jobs)) == len(jobs)


def test_there_are_ten_rows_for_each_column(inputs: Inputs) -> None:
    """Robyn warns below; its independent variables are the media and the context."""
    assert len(inputs.table) >= 10 * (len(inputs.media) - len(inputs.said["paid_media_vars"]))


def test_the_window_lies_in_the_table_and_spans_a_year(inputs: Inputs) -> None:
    start, end = (date.fromisoformat(inputs.said[name]) for name in ("window_start", "window_end"))
    assert inputs.dates[0] <= start < end <= inputs.dates[-1]
    assert (end - start).days >= 365 - 7


def test_the_holidays_table_has_the_columns_and_the_country_and_covers_the_window(inputs: Inputs) -> None:
    holidays = inputs.holidays[inputs.holidays["country"] == inputs.said["prophet_country"]]
    assert list(inputs.holidays) == ["ds", "holiday", "country", "year"]
    assert {day.year for day in inputs.dates} <= set(holidays["year"])
    assert not holidays.duplicated(["ds", "holiday"]).any()
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in holidays["ds"])


def test_prophet_is_asked_for_parts_that_it_has(inputs: Inputs) -> None:
    parts = set(inputs.said["prophet_vars"])
    assert parts <= {"trend", "season", "monthly", "weekday", "holiday"}
    assert ("weekday" in parts) is (inputs.granularity is DAY)


def test_no_context_variable_follows_the_treatment(inputs: Inputs) -> None:
    assert not [name for name in inputs.said["context_vars"] if name.endswith(("_clicks", "_cpm", "_cpc", "_ctr"))]


def test_a_panel_by_country_is_not_for_robyn(exported: Exported) -> None:
    export = json.loads((exported(BY_COUNTRY, WEEK) / "panel.json").read_text())
    block = export["loaders"]["robyn"]
    assert block["robyn_inputs"] is None
    assert "NATIONAL" in block["notes"][0]

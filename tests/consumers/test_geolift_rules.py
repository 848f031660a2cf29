"""The published input rules of GeoLift (`GeoDataRead`), one by one, on the exported file alone."""

import json
import re
from typing import Any

import pandas as pd
import pytest

from domain.vocabulary import Granularity
from tests.consumers.conftest import BY_COUNTRY, COUNTRIES, NATIONAL, Exported

WEEK = Granularity.WEEK


@pytest.fixture(scope="module")
def export(exported: Exported) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((exported(BY_COUNTRY, WEEK) / "panel.json").read_text())
    return read


@pytest.fixture(scope="module")
def said(export: dict[str, Any]) -> dict[str, Any]:
    block: dict[str, Any] = export["loaders"]["geolift"]["GeoDataRead"]
    return block


@pytest.fixture(scope="module")
def table(export: dict[str, Any], said: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(export["panel"])[[said["date_id"], said["location_id"], said["Y_id"], *said["X"]]]


def test_every_location_has_every_period_so_that_none_is_dropped(table: pd.DataFrame, said: dict[str, Any]) -> None:
    assert table.groupby(said["location_id"])[said["date_id"]].nunique().to_dict() == dict.fromkeys(COUNTRIES, 104)


def test_no_location_has_a_period_twice(table: pd.DataFrame, said: dict[str, Any]) -> None:
    assert not table.duplicated([said["location_id"], said["date_id"]]).any()


def test_no_outcome_is_missing_so_that_no_row_is_removed(table: pd.DataFrame, said: dict[str, Any]) -> None:
    assert pd.api.types.is_numeric_dtype(table[said["Y_id"]])
    assert not table[said["Y_id"]].isna().any()


def test_dates_are_of_the_format_that_is_said(table: pd.DataFrame, said: dict[str, Any]) -> None:
    assert said["format"] == "yyyy-mm-dd"
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in table[said["date_id"]])


def test_locations_stay_apart_in_lower_case_and_without_commas(table: pd.DataFrame, said: dict[str, Any]) -> None:
    names = set(table[said["location_id"]])
    assert {name.lower().replace(",", "") for name in names} == names == set(COUNTRIES)


def test_covariates_are_numbers_without_holes(table: pd.DataFrame, said: dict[str, Any]) -> None:
    assert said["X"] == ["meta_business_spend", "tiktok_ads_spend"]
    assert not table[said["X"]].isna().any().any()


def test_there_are_25_periods_before_a_test_and_more(table: pd.DataFrame, said: dict[str, Any]) -> None:
    assert table[said["date_id"]].nunique() >= 25


def test_a_national_panel_is_not_for_geolift(exported: Exported) -> None:
    block = json.loads((exported(NATIONAL, WEEK) / "panel.json").read_text())["loaders"]["geolift"]
    assert block["GeoDataRead"] is None
    assert "GEO" in block["notes"][0]

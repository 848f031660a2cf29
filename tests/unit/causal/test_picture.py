"""What is shown of an export, on a panel that a person can check: two geos, four weeks, one week missing."""

from __future__ import annotations

import pandas as pd
import pytest

from domain.causal.columns import PanelColumn, Role
from domain.causal.diagnostics import Correlation, Diagnostics
from domain.causal.graph import graph_of
from domain.causal.panel import Panel
from domain.causal.picture import Picture, picture_of
from domain.causal.picture.coverage import Span
from domain.causal.picture.series import MOST_CHANNELS
from domain.causal.report import CausalReport
from domain.causal.request import CausalRequest
from domain.vocabulary import Granularity

WEEKS = ("2024-05-06", "2024-05-13", "2024-05-20", "2024-05-27")
GEOS = ("de", "us")


def channel_columns(channel: str) -> list[PanelColumn]:
    return [
        PanelColumn(f"{channel}_spend", Role.PAID_SPEND, "float64", "USD", "sum", "", channel),
        PanelColumn(f"{channel}_impressions", Role.MEDIATOR, "float64", "count", "sum", "", channel),
        PanelColumn(f"{channel}_clicks", Role.MEDIATOR, "float64", "count", "sum", "", channel),
    ]


def panel_of(channels: tuple[str, ...]) -> Panel:
    """Row n holds n in every number; the second week of the first channel was not received."""
    keys = [(week, geo) for week in WEEKS for geo in GEOS]
    media = [column for channel in channels for column in channel_columns(channel)]
    columns = (
        PanelColumn("date", Role.DATE, "string", "day", "first", ""),
        PanelColumn("geo", Role.GEO, "string", None, "key", ""),
        PanelColumn("kpi", Role.KPI, "float64", "count", "sum", ""),
        *media,
        PanelColumn("is_holiday", Role.CONTROL, "float64", "days", "sum", "", source="calendar"),
        PanelColumn("trend", Role.SEASONALITY, "float64", "years", "mean", "", source="calendar"),
    )
    frame = pd.DataFrame({"date": [week for week, _ in keys], "geo": [geo for _, geo in keys]})
    for column in columns[2:]:
        frame[column.name] = [float(place) for place in range(len(keys))]
    status = pd.DataFrame({column.name: ["observed"] * len(keys) for column in columns[2:-2]})
    frame.loc[2:3, f"{channels[0]}_spend"] = float("nan")
    status.loc[2:3, f"{channels[0]}_spend"] = "missing"
    status.loc[6:7, f"{channels[-1]}_spend"] = "zero_filled"
    return Panel(frame, columns, status, Granularity.WEEK, currency="USD")


def report_of(*channels: str, pairs: tuple[Correlation, ...] = ()) -> CausalReport:
    panel = panel_of(channels)
    holidays = [
        {"ds": "2024-05-09", "holiday": "Ascension Day", "country": "DE", "year": 2024},
        {"ds": "2024-05-27", "holiday": "Memorial Day", "country": "US", "year": 2024},
        {"ds": "2024-07-04", "holiday": "Independence Day", "country": "US", "year": 2024},
    ]
    provenance = {
        "channels": [{"name": name, "title": name, "dataSources": [name]} for name in channels],
        "trimmed": {"before": [], "after": []},
    }
    split = {"test": {"start": "2024-05-27", "end": "2024-05-27", "periods": 1}}
    found = Diagnostics([], list(pairs), [])
    request = CausalRequest(geo="GEO")
    return CausalReport(request, panel, found, [], [], {}, {}, graph_of(panel), holidays, split, provenance)


@pytest.fixture(scope="module")
def picture() -> Picture:
    return picture_of(report_of("google_ads", "meta_business"))


def test_series_are_of_each_geo_and_of_all_together(picture: Picture) -> None:
    kpi = picture.of("kpi")[0]
    assert kpi.by_geo == ((0.0, 2.0, 4.0, 6.0), (1.0, 3.0, 5.0, 7.0))
    assert kpi.total == (1.0, 5.0, 9.0, 13.0)
    assert kpi.known == 28


def test_a_missing_number_is_missing_in_the_sum_too(picture: Picture) -> None:
    google = next(one for one in picture.of("spend") if one.channel == "google_ads")
    assert google.title == "Google Ads"
    assert google.total == (1.0, None, 9.0, 13.0)


def test_coverage_tells_missing_from_zero(picture: Picture) -> None:
    spans = {track.title: track.spans for track in picture.tracks}
    assert spans["Google Ads"] == (Span("observed", 0, 1), Span("missing", 1, 1), Span("observed", 2, 2))
    # impressions were observed in the week without spend
    assert spans["Meta Business"] == (Span("observed", 0, 4),)
    assert spans["Conversions"] == (Span("observed", 0, 4),)
    assert "Trend" not in spans


def test_marks_stand_in_their_week_with_their_country(picture: Picture) -> None:
    holidays = [(mark.place, mark.name) for mark in picture.marks if mark.kind == "holiday"]
    assert holidays == [(0, "Ascension Day (DE)"), (3, "Memorial Day (US)")]
    events = {(mark.place, mark.name) for mark in picture.marks if mark.kind == "retail"}
    assert {(0, "Mother's Day (DE)"), (0, "Mother's Day (US)")} <= events, "Sunday 12 May 2024 in both"


def test_the_last_periods_are_held_back(picture: Picture) -> None:
    assert picture.held_back == 3


def test_causes_with_the_same_effects_share_a_box_and_chains_run_to_the_kpi(picture: Picture) -> None:
    layers = {box.titles: box.layer for box in picture.layers.boxes}
    assert layers == {
        ("Geo", "Holiday", "Trend"): 0,
        ("Google Ads spend",): 1,
        ("Impressions",): 2,
        ("Clicks",): 3,
        ("Meta Business spend",): 1,
        ("Conversions (KPI)",): 4,
    }
    assert all(picture.layers.boxes[a].layer < picture.layers.boxes[b].layer for a, b in picture.layers.arrows)


def test_correlations_stand_below_the_diagonal_strongest_first() -> None:
    pairs = (
        Correlation("kpi", "trend", -0.9, -0.8, 0.01, 0.04, 8),
        Correlation("kpi", "google_ads_spend", 0.5, 0.4, 0.2, 0.6, 6),
        Correlation("google_ads_spend", "trend", None, None, None, None, 6),
    )
    square = picture_of(report_of("google_ads", pairs=pairs)).square
    assert square.titles == ("Conversions (KPI)", "Google Ads spend", "Trend")
    assert [(pair.left, pair.right, pair.found.n) for pair in square.pairs] == [(0, 1, 6), (0, 2, 8), (1, 2, 6)]
    assert [pair.found.pearson for pair in square.strongest] == [-0.9, 0.5]
    assert square.rows == (6, 8)


def test_of_many_channels_the_small_ones_are_added_up() -> None:
    names = tuple(f"channel_{number:02}" for number in range(MOST_CHANNELS + 3))
    picture = picture_of(report_of(*names))
    assert len(picture.of("clicks")) == MOST_CHANNELS + 1
    rest = picture.of("clicks")[-1]
    assert (rest.title, rest.channel, rest.total) == ("3 smaller channels", None, (3.0, 15.0, 27.0, 39.0))
    assert picture.layers.left_out == 3


def test_the_query_is_said_in_words(picture: Picture) -> None:
    assert picture.title == "Conversions and media by week"
    assert (
        picture.asked
        == "Conversions and media by week from Monday, by data source, per geo. Calendar of each geo, else of US."
    )

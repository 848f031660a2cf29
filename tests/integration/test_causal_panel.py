"""Panels over a real store: every number by hand, and what is zero, missing, cut off or refused."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from adapters.stores.duckdb_store import DuckDbStore
from domain.causal.columns import REGRESSOR_ROLES, Role
from domain.causal.panel import Finding
from domain.causal.report import CausalReport
from domain.causal.request import CausalRequest
from domain.causal.tables import panel_columns
from domain.errors import InvalidInputError, PanelRefusedError, TooLargeError
from domain.reading import RowFilter
from domain.use_cases.causal_export import CausalExport
from domain.vocabulary import DataSource, Granularity, OrgId
from tests.stored import Row, batch, broken, days, message, opened, row

orgs = count(1)
DAY = Granularity.DAY
OVER = 400
"""A day of June 2024 after all rows of these tests."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbStore]:
    with opened(tmp_path_factory.mktemp("panels")) as opened_store:
        yield opened_store


def export(store: DuckDbStore, stored: list[Row], at: float = OVER, **asked: Any) -> CausalReport:
    """The export of these rows alone."""
    org = OrgId(f"panel{next(orgs)}")
    store.upsert(org, batch(stored, at, org=org))
    return CausalExport(store)(org, CausalRequest(**asked))


def column(report: CausalReport, name: str) -> list[Any]:
    return panel_columns(report.panel.frame)[name]


def status(report: CausalReport, name: str) -> list[str]:
    return [str(text) for text in report.panel.fill_status[name].tolist()]


def codes(report: CausalReport) -> list[str]:
    return [finding.code for finding in report.findings]


def finding(report: CausalReport, code: str) -> Finding:
    [found] = [one for one in report.findings if one.code == code]
    return found


def excluded(report: CausalReport) -> dict[str, tuple[int, float | None]]:
    return {one.reason.name: (one.rows, one.spend) for one in report.excluded}


def meta(on: int | tuple[int, int], **changes: object) -> Row:
    return row(on, **{"conversions": 2, "revenue": 30, "impressions": 1000, "clicks": 10, **changes})


def google(on: int | tuple[int, int], **changes: object) -> Row:
    plain = {"data_source": "google_ads", "channel": "paid_search", "campaign_id": "g1", "spend": 5}
    return meta(on, **{**plain, **changes})


def mail(on: int, **changes: object) -> Row:
    return message(on, **{"sent": 100, "delivered": 98, "conversions": 1, "revenue": 9, "clicks": 4, **changes})


# --- the numbers ---


def test_a_week_adds_up_its_days(store: DuckDbStore) -> None:
    report = export(store, [meta(day) for day in range(1, 15)] + [google(day) for day in range(1, 15)])
    assert column(report, "date") == ["2024-01-01", "2024-01-08"]
    assert column(report, "meta_business_spend") == [70, 70]
    assert column(report, "google_ads_spend") == [35, 35]
    assert column(report, "meta_business_impressions") == [7000, 7000]
    assert column(report, "kpi") == [28, 28]
    assert column(report, "revenue") == [420, 420]
    assert column(report, "revenue_per_kpi") == [15, 15]
    assert column(report, "meta_business_cpm") == [10, 10]


def test_a_week_can_begin_on_sunday(store: DuckDbStore) -> None:
    report = export(store, [meta(day) for day in range(1, 15)], week_start="SUNDAY")
    assert column(report, "date") == ["2024-01-07"]
    assert excluded(report) == {"INCOMPLETE_PERIOD": (7, 70)}


def test_a_row_of_a_week_counts_in_the_week_that_holds_it(store: DuckDbStore) -> None:
    rows = [meta((1, 7)), meta((8, 14), spend=21), meta((15, 21))]
    assert column(export(store, rows), "meta_business_spend") == [10, 21, 10]
    assert column(export(store, [meta((7, 13)), meta((14, 20))], week_start="SUNDAY"), "meta_business_spend") == [
        10,
        10,
    ]


def test_rows_of_several_periods_are_left_out_or_spread_when_asked(store: DuckDbStore) -> None:
    rows = [google(day) for day in range(1, 15)] + [meta((1, 14), spend=28)]
    left_out = export(store, rows)
    assert "meta_business_spend" not in left_out.panel.frame
    assert excluded(left_out) == {"MULTI_DAY_ROW": (1, 28)}
    spread = export(store, rows, spread="EVEN")
    assert column(spread, "meta_business_spend") == [14, 14]
    assert column(export(store, rows, spread="EVEN", granularity=DAY), "meta_business_spend") == [2] * 14


def test_channels_can_be_channels_and_campaigns(store: DuckDbStore) -> None:
    rows = [
        one
        for day in range(1, 8)
        for one in (
            google(day, campaign_name="Brand – US"),
            google(day, campaign_id="g2", campaign_name="brand us", channel="shopping", spend=3),
            meta(day, campaign_name="2024 Sale"),
        )
    ]
    by_channel = export(store, rows, channel_by="CHANNEL")
    assert by_channel.panel.by_channel(Role.PAID_SPEND) == {
        "paid_search": "paid_search_spend",
        "paid_social": "paid_social_spend",
        "shopping": "shopping_spend",
    }
    by_campaign = export(store, rows, channel_by="CAMPAIGN")
    assert by_campaign.panel.by_channel(Role.PAID_SPEND) == {
        "brand_us_google_ads_1_g1": "brand_us_google_ads_1_g1_spend",
        "brand_us_google_ads_1_g2": "brand_us_google_ads_1_g2_spend",
        "n2024_sale": "n2024_sale_spend",
    }
    assert column(by_campaign, "brand_us_google_ads_1_g2_spend") == [21]


def test_email_is_organic_media_and_its_deliveries_are_no_impressions(store: DuckDbStore) -> None:
    rows = [meta(day) for day in range(1, 15)]
    report = export(store, [*rows, mail(2, impressions=98), mail(9)])
    assert column(report, "klaviyo_sends") == [100, 100]
    assert report.panel.names(Role.ORGANIC) == ["klaviyo_sends"]
    assert "klaviyo_impressions" not in report.panel.frame
    assert "klaviyo_spend" not in report.panel.frame
    assert column(report, "kpi") == [15, 15]


def test_another_outcome_can_be_the_kpi(store: DuckDbStore) -> None:
    rows = [meta(day) for day in range(1, 8)]
    revenue = export(store, rows, target="revenue")
    assert (column(revenue, "kpi"), revenue.panel.kpi_type) == ([210], "revenue")
    assert "revenue_per_kpi" not in revenue.panel.frame
    clicks = export(store, rows, target="clicks")
    assert column(clicks, "kpi") == [70]
    assert next(one for one in clicks.panel.columns if one.name == "meta_business_clicks").role is Role.DERIVED
    assert ("meta_business_clicks", "kpi") not in clicks.graph.edges


def test_revenue_per_kpi_of_a_period_without_kpi_is_that_of_the_sums_before(store: DuckDbStore) -> None:
    rows = [meta(1, revenue=10, conversions=1), meta(2, revenue=50, conversions=3), meta(3, revenue=0, conversions=0)]
    report = export(store, rows, granularity=DAY)
    assert column(report, "revenue_per_kpi") == [10, pytest.approx(50 / 3), 15]
    assert column(report, "revenue_per_kpi_imputed") == [0, 0, 1]
    assert "REVENUE_PER_KPI_IMPUTED" in codes(report)


# --- geos ---


def geo_rows() -> list[Row]:
    return [
        broken(day, country=geo, spend=spend, conversions=1)
        for day in range(1, 15)
        for geo, spend in (("US", 4), ("de", 3))
    ]


def test_a_geo_panel_is_a_complete_grid_by_date_then_geo(store: DuckDbStore) -> None:
    report = export(store, [*geo_rows(), broken(1, country="FR", spend=9, conversions=2)], geo="GEO")
    assert column(report, "date") == ["2024-01-01"] * 3 + ["2024-01-08"] * 3
    assert column(report, "geo") == ["de", "fr", "us"] * 2
    assert column(report, "meta_business_spend") == [21, 9, 28, 21, 0, 28]
    assert status(report, "meta_business_spend") == ["observed"] * 4 + ["zero_filled", "observed"]
    assert "POPULATION_MISSING" in codes(report)
    assert "POPULATION_MISSING" in report.loaders["meridian"]["notes"][0]


def test_each_geo_has_the_holidays_of_its_own_country(store: DuckDbStore) -> None:
    rows = [broken(day, country=geo) for day in range(170, 320) for geo in ("US", "DE")]
    report = export(store, rows, geo="GEO", granularity=DAY)
    frame = report.panel.frame.set_index(["date", "geo"])["is_holiday"]
    assert [frame[("2024-07-04", geo)] for geo in ("us", "de")] == [1, 0]
    assert [frame[("2024-10-03", geo)] for geo in ("us", "de")] == [0, 1]
    assert {line["country"] for line in report.holidays} == {"DE", "US"}


def test_population_is_a_column_of_the_panel(store: DuckDbStore) -> None:
    report = export(store, geo_rows(), geo="GEO", population={"US": 331, "de": 83, "fr": 67})
    assert column(report, "population") == [83, 331, 83, 331]
    assert "POPULATION_MISSING" not in codes(report)
    partly = export(store, geo_rows(), geo="GEO", population={"us": 331})
    assert column(partly, "population") == [None, 331, None, 331]
    assert "de" in finding(partly, "POPULATION_MISSING").message


def test_sources_without_countries_are_left_out_of_geo_panels_by_name(store: DuckDbStore) -> None:
    wanted = RowFilter(data_sources=(DataSource("meta_business"), DataSource("klaviyo")))
    report = export(store, [*geo_rows(), mail(2)], geo="GEO", rows=wanted)
    assert "klaviyo" in finding(report, "SOURCE_WITHOUT_ROWS").message
    assert excluded(report)["BREAKDOWN"] == (1, None)


def test_regions_make_the_geos_where_no_row_has_a_country(store: DuckDbStore) -> None:
    rows = [
        broken(day, names="region", breakdowns=f'{{"region": "{region}"}}', spend=2)
        for day in range(1, 8)
        for region in ("California", "New York")
    ]
    report = export(store, rows, geo="GEO")
    assert column(report, "geo") == ["california", "new_york"]
    assert column(report, "meta_business_spend") == [14, 14]


def test_rows_that_all_span_several_periods_are_refused_with_the_way_out(store: DuckDbStore) -> None:
    with pytest.raises(InvalidInputError, match="spread is NONE"):
        export(store, [meta((1, 7)), meta((8, 14))], granularity=DAY)


# --- zero, missing, before the first row ---


def test_a_source_that_began_later_cuts_off_what_came_before(store: DuckDbStore) -> None:
    report = export(store, [meta(day) for day in range(1, 22)] + [google(day) for day in range(8, 22)])
    assert column(report, "date") == ["2024-01-08", "2024-01-15"]
    trimmed = finding(report, "PERIODS_TRIMMED")
    assert (trimmed.severity, trimmed.value) == ("INFO", 1)
    assert "2024-01-01" in trimmed.message
    assert "google_ads lacks 1" in trimmed.message
    assert excluded(report) == {"INCOMPLETE_PERIOD": (7, 70)}


def test_a_hole_in_a_source_that_reports_every_day_is_null_and_never_zero(store: DuckDbStore) -> None:
    hole = [day for day in range(1, 43) if day not in (17, 18)]
    report = export(store, [meta(day) for day in hole] + [google(day) for day in range(1, 43)])
    assert column(report, "meta_business_spend") == [70, 70, None, 70, 70, 70]
    assert column(report, "google_ads_spend") == [35] * 6
    assert column(report, "kpi") == [28, 28, None, 28, 28, 28]
    assert status(report, "kpi")[2] == "missing"
    assert finding(report, "KPI_MISSING").severity == "ERROR"
    assert excluded(report) == {"INCOMPLETE_PERIOD": (5, 50)}
    assert report.loaders["meridian"]["missing"]["longest_run"] == ["2024-01-22", "2024-02-05"]
    assert report.loaders["pymc_marketing"]["missing"]["rows"] == [2]


def test_strict_refuses_a_hole(store: DuckDbStore) -> None:
    rows = [meta(day) for day in range(1, 43) if day != 17]
    with pytest.raises(PanelRefusedError, match="KPI_MISSING"):
        export(store, rows, strict=True)


def test_days_on_which_an_account_pauses_are_true_zeros(store: DuckDbStore) -> None:
    weekdays = [day for day in range(1, 29) if (date(2024, 1, 1) + timedelta(day - 1)).weekday() < 5]
    report = export(store, [meta(day) for day in weekdays], granularity=DAY)
    assert column(report, "meta_business_spend")[:8] == [10, 10, 10, 10, 10, 0, 0, 10]
    assert status(report, "meta_business_spend")[4:7] == ["observed", "zero_filled", "zero_filled"]
    assert status(report, "kpi")[5] == "zero_filled"
    assert "KPI_MISSING" not in codes(report)


def test_weeks_without_an_email_are_true_zeros_between_the_first_and_the_last(store: DuckDbStore) -> None:
    report = export(store, [meta(day) for day in range(1, 36)] + [mail(10), mail(31)])
    assert column(report, "date") == ["2024-01-08", "2024-01-15", "2024-01-22", "2024-01-29"]
    assert column(report, "klaviyo_sends") == [100, 0, 0, 100]
    assert status(report, "klaviyo_sends") == ["observed", "zero_filled", "zero_filled", "observed"]
    assert column(report, "kpi") == [15, 14, 14, 15]


def test_a_day_on_which_rows_were_last_ingested_is_not_over(store: DuckDbStore) -> None:
    rows = [meta(day) for day in range(140, 155)]
    report = export(store, rows, at=1.5, granularity=DAY)
    assert column(report, "date")[-1] == "2024-06-01"


def test_a_platform_without_a_word_on_conversions_makes_no_kpi(store: DuckDbStore) -> None:
    report = export(store, [row(day) for day in range(1, 8)])
    assert column(report, "kpi") == [None]
    assert finding(report, "KPI_MISSING").value == 1


def test_no_complete_period_is_refused_with_the_days_of_each_source(store: DuckDbStore) -> None:
    with pytest.raises(InvalidInputError, match="google_ads 2024-02-01 to 2024-02-20; meta_business 2024-01-01 to"):
        export(store, [meta(day) for day in range(1, 15)] + [google(day) for day in range(32, 52)])


# --- money ---


def test_spend_below_zero_is_clamped_and_said(store: DuckDbStore) -> None:
    report = export(store, [meta(1), meta(2, spend=-4), meta(3)], granularity=DAY)
    assert column(report, "meta_business_spend") == [10, 0, 10]
    assert excluded(report) == {"NEGATIVE_SPEND": (1, -4)}
    assert finding(report, "NEGATIVE_SPEND").value == -4
    assert report.provenance["reconciliation"]["meta_business_spend"] == {
        "counted": 16,
        "panel": 20,
        "incompletePeriods": 0,
        "belowZero": -4,
    }


def test_money_without_a_currency_is_taken_as_that_of_the_others_and_is_an_error(store: DuckDbStore) -> None:
    report = export(store, [meta(day) for day in range(1, 8)] + [mail(2, currency=None)])
    assert report.panel.currency == "USD"
    found = finding(report, "CURRENCY_ASSUMED")
    assert (found.value, found.severity) == (1, "ERROR")
    assert "1 row of klaviyo has money" in found.message


def test_money_without_a_currency_that_is_left_out_still_adds_up(store: DuckDbStore) -> None:
    rows = [meta(day) for day in range(1, 8)] + [
        google((1, 14), currency=None, spend=7),
        google((3, 16), campaign_id="g2", spend=4),
    ]
    assert excluded(export(store, rows)) == {"MULTI_DAY_ROW": (2, 11)}


def test_several_sources_that_state_no_currency_are_to_be_looked_at_and_one_is_not(store: DuckDbStore) -> None:
    one = [meta(day, currency=None) for day in range(1, 8)]
    assert "CURRENCY_ASSUMED" not in codes(export(store, one))
    both = export(store, one + [google(day, currency=None) for day in range(1, 8)])
    assert finding(both, "CURRENCY_ASSUMED").severity == "REVIEW"
    assert both.panel.currency is None


def test_a_source_that_only_has_rows_of_several_periods_is_named(store: DuckDbStore) -> None:
    report = export(store, [meta(day) for day in range(1, 8)] + [google((1, 14))])
    found = finding(report, "SOURCE_WITHOUT_ROWS")
    assert (found.severity, found.message[:11]) == ("REVIEW", "google_ads ")


def test_a_geo_panel_names_the_sources_that_it_lacks(store: DuckDbStore) -> None:
    report = export(store, [*geo_rows(), *(google(day) for day in range(1, 15))], geo="GEO")
    assert finding(report, "SOURCE_WITHOUT_ROWS").severity == "REVIEW"


def test_a_source_outside_the_range_is_no_loss(store: DuckDbStore) -> None:
    rows = [meta(day) for day in range(1, 15)] + [google(day) for day in range(40, 50)]
    report = export(store, rows, rows=RowFilter(period=days(1, 14)))
    assert "SOURCE_WITHOUT_ROWS" not in codes(report)


def test_numbers_beyond_all_measure_are_refused(store: DuckDbStore) -> None:
    for number in (10**400, 1e300, -(10**16)):
        with pytest.raises(InvalidInputError, match=r"controls promo, 2024-01-01: .* too large"):
            export(store, [meta(day) for day in range(1, 8)], controls={"promo": {"2024-01-01": number}})


def test_a_geo_that_is_given_twice_is_refused(store: DuckDbStore) -> None:
    with pytest.raises(InvalidInputError, match="population has the geo 'us' twice"):
        export(store, geo_rows(), geo="GEO", population={"US": 1, "us": 2})


# --- controls ---


def test_controls_of_the_caller_stand_in_the_panel_and_the_graph(store: DuckDbStore) -> None:
    given = {"promo": {"2024-01-01": 1, "2024-01-08": 0}, "price": {"2024-01-08": 9.5}}
    report = export(store, [meta(day) for day in range(1, 15)], controls=given)
    assert column(report, "promo") == [1, 0]
    assert column(report, "price") == [None, 9.5]
    assert finding(report, "CONTROL_MISSING").columns == ("price",)
    assert ("promo", "meta_business_spend") in report.graph.edges
    assert "promo" in report.roles["controls"]


def test_controls_may_differ_by_geo(store: DuckDbStore) -> None:
    given = {"promo": {"us": {"2024-01-01": 1, "2024-01-08": 2}, "de": {"2024-01-01": 3, "2024-01-08": 4}}}
    assert column(export(store, geo_rows(), geo="GEO", controls=given), "promo") == [3, 1, 4, 2]


def test_the_calendar_counts_days_of_weeks_and_leaves_out_what_never_changes(store: DuckDbStore) -> None:
    report = export(store, [meta(day) for day in range(1, 29)])
    assert column(report, "is_holiday") == [1, 0, 1, 0]
    assert "is_weekend" not in report.panel.frame
    assert "is_weekend" in report.provenance["constantColumnsLeftOut"]


# --- what explains it ---


def test_no_ratio_and_nothing_that_follows_the_treatment_is_a_regressor(store: DuckDbStore) -> None:
    report = export(store, [meta(day) for day in range(1, 29)] + [google(day) for day in range(1, 29)])
    endings = ("_cpm", "_cpc", "_ctr", "_impressions", "_clicks")
    wrong = [one.name for one in report.panel.columns if one.role in REGRESSOR_ROLES and one.name.endswith(endings)]
    assert wrong == []
    assert len(report.panel.names(Role.DERIVED)) == 9


def test_periods_are_held_back_at_the_end_and_folds_fit_on_what_came_before(store: DuckDbStore) -> None:
    report = export(store, [meta(day) for day in range(1, 141)])
    assert column(report, "train") == [1] * 17 + [0] * 3
    assert report.split["test"] == {"start": "2024-04-29", "end": "2024-05-13", "periods": 3}
    assert [fold["test"]["periods"] for fold in report.split["folds"]] == [3] * 5
    assert all(fold["train"]["end"] < fold["test"]["start"] for fold in report.split["folds"])


def test_provenance_says_where_the_panel_came_from_and_not_what_day_it_is(store: DuckDbStore) -> None:
    report = export(store, [meta(day, account_timezone="America/New_York") for day in range(1, 15)])
    told = report.provenance
    assert told["countedRows"] == 14
    assert told["attribution"] == {"meta_business": ["default"]}
    assert told["timezones"] == ["America/New_York"]
    assert told["truncated"] is False
    assert told["watermark"] == {"meta_business": "2025-07-06T00:00:00Z"}
    assert len(told["sha256"]) == 64


def test_a_panel_that_is_too_large_is_refused_and_never_cut(store: DuckDbStore) -> None:
    rows = [meta((1, 36500 * 10), campaign_id=f"c{number}") for number in range(3)]
    with pytest.raises(TooLargeError, match="nothing is cut off"):
        export(store, rows, at=400_000, granularity=DAY, spread="EVEN", channel_by="CAMPAIGN")


def test_a_filter_by_days_bounds_the_panel(store: DuckDbStore) -> None:
    rows = [meta(day) for day in range(1, 29)]
    report = export(store, rows, rows=RowFilter(period=days(3, 22)))
    assert column(report, "date") == ["2024-01-08", "2024-01-15"]
    assert excluded(report) == {"INCOMPLETE_PERIOD": (6, 60)}
    assert report.provenance["trimmed"] == {"before": ["2024-01-01"], "after": ["2024-01-22"]}
    assert "2 lie only partly" in finding(report, "PERIODS_TRIMMED").message


def test_the_order_of_rows_and_batches_does_not_matter(store: DuckDbStore, tmp_path: Path) -> None:
    rows = [one for day in range(1, 29) for one in (meta(day), google(day), mail(day))]
    with opened(tmp_path) as other:
        other.upsert(OrgId("same"), batch(rows[::-1], OVER, org=OrgId("same")))
        store.upsert(OrgId("same"), batch(rows[:30], OVER, org=OrgId("same")))
        store.upsert(OrgId("same"), batch(rows[30:], OVER, org=OrgId("same")))
        one, two = (CausalExport(each)(OrgId("same"), CausalRequest()) for each in (store, other))
    assert one.provenance == two.provenance
    assert one.loaders == two.loaders

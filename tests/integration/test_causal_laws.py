"""Laws of panels over random rows: nothing lost, nothing counted twice, a complete grid, the same bytes each time."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count, product
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.stores.duckdb_store import DuckDbStore
from domain.causal.files import ExportFormat, export_file
from domain.causal.report import CausalReport
from domain.causal.request import CausalRequest
from domain.errors import InvalidInputError
from domain.reading import RowFilter
from domain.use_cases.causal_export import CausalExport
from domain.use_cases.insights import Insights, InsightsRequest
from domain.vocabulary import Granularity, OrgId
from tests.integration.test_totals_laws import NO_SHRINKING, any_row
from tests.stored import Row, batch, broken, days, message, opened, row

ids = st.sampled_from
orgs = count(1)
OVER = 300
figures = st.fixed_dictionaries(
    {
        "spend": st.none() | st.decimals(-100, 10**6, places=6),
        "impressions": st.none() | st.integers(0, 10**6),
        "clicks": st.none() | st.integers(0, 9),
        "conversions": st.none() | st.decimals(0, 10, places=6),
        "revenue": st.none() | st.decimals(0, 10**4, places=6),
    }
)
spans = st.integers(1, 28) | ids([(1, 7), (8, 14), (3, 9), (15, 28), (12, 15)])
sources = ids(
    [("meta_business", "paid_social", "c1"), ("google_ads", "paid_search", "g1"), ("google_ads", "video", "g2")]
)


def placed(on: Any, source: tuple[str, str, str], measures: Row) -> Row:
    name, channel, campaign = source
    return row(on, data_source=name, channel=channel, campaign_id=campaign, **measures)


plain_row = st.builds(placed, spans, sources, figures)
geo_row = st.builds(
    lambda on, source, geo, measures: broken(
        on, data_source=source[0], channel=source[1], campaign_id=source[2], country=geo, **measures
    ),
    st.integers(1, 28),
    sources,
    ids(["US", "DE", "FI"]),
    figures,
)
mail_row = st.builds(lambda on, sent: message(on, sent=sent, conversions=1), st.integers(1, 28), st.integers(1, 999))
ways = st.fixed_dictionaries(
    {
        "granularity": ids([Granularity.DAY, Granularity.WEEK]),
        "week_start": ids(["MONDAY", "SUNDAY"]),
        "channel_by": ids(["DATA_SOURCE", "CHANNEL", "CAMPAIGN"]),
        "spread": ids(["NONE", "EVEN"]),
        "rows": ids([RowFilter(), RowFilter(period=days(2, 27)), RowFilter(period=days(-3, 40))]),
    }
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbStore]:
    with opened(tmp_path_factory.mktemp("laws")) as opened_store:
        yield opened_store


IDENTITY = ("data_source", "level", "account_id", "entity_id", "date_start", "date_stop", "breakdowns", "attribution")


def kept(store: DuckDbStore, rows: list[Row]) -> OrgId:
    """The rows under an organization of their own, the last one of each key."""
    org = OrgId(f"law{next(orgs)}")
    names = (*IDENTITY, "date_basis", "conversion_metric")
    store.upsert(
        org, batch(list({tuple(one.get(name) for name in names): one for one in rows}.values()), OVER, org=org)
    )
    return org


def exported(store: DuckDbStore, org: OrgId, **asked: Any) -> CausalReport | None:
    """The export; None where no period is complete."""
    try:
        return CausalExport(store)(org, CausalRequest(**asked))
    except InvalidInputError as error:
        if any(words in error.message for words in ("every source", "No row", "no row", "very row")):
            return None
        raise


def stored_sums(store: DuckDbStore, org: OrgId, rows: RowFilter) -> tuple[Decimal, int]:
    """Spend and number of all current rows that overlap the range, straight from the file."""
    period = (
        ""
        if rows.period is None
        else (f" AND date_stop >= DATE '{rows.period.start}' AND date_start <= DATE '{rows.period.end}'")
    )
    sql = f"SELECT coalesce(sum(spend), 0), count(*) FROM records WHERE org_id = ?{period}"  # noqa: S608 - days of this test
    found = store.write(org, lambda connection: one_line(connection, sql, org))
    return Decimal(found[0]), int(found[1])


def one_line(connection: duckdb.DuckDBPyConnection, sql: str, org: OrgId) -> tuple[Any, ...]:
    [line] = connection.execute(sql, [org]).fetchall()
    return tuple(line)


def micros(value: float) -> int:
    return round(value * 1_000_000)


@settings(max_examples=40, phases=NO_SHRINKING)
@given(st.lists(plain_row | mail_row, min_size=1, max_size=30), ways)
def test_panel_and_excluded_add_up_to_the_store_to_the_micro(
    store: DuckDbStore, rows: list[Row], asked: dict[str, Any]
) -> None:
    org = kept(store, rows)
    report = exported(store, org, **asked)
    if report is None:
        return
    spend, number = stored_sums(store, org, asked["rows"])
    shown = sum(micros(value) for name in spend_columns(report) for value in cells(report, name))
    left = sum(micros(one.spend) for one in report.excluded if one.spend is not None)
    assert shown + left == int(spend * 1_000_000)
    negative = sum(one.rows for one in report.excluded if one.reason.name == "NEGATIVE_SPEND")
    counted = int(report.provenance["countedRows"])
    apart = sum(one.rows for one in report.excluded if one.reason.name not in {"NEGATIVE_SPEND", "INCOMPLETE_PERIOD"})
    assert counted + apart == number
    assert negative <= counted


def spend_columns(report: CausalReport) -> list[str]:
    return [column.name for column in report.panel.columns if column.name.endswith("_spend")]


def cells(report: CausalReport, name: str) -> list[float]:
    found: list[float] = report.panel.frame[name].dropna().tolist()
    return found


@settings(max_examples=25, phases=NO_SHRINKING)
@given(st.lists(plain_row | geo_row | mail_row, min_size=1, max_size=30), ways, ids(["NATIONAL", "GEO"]))
def test_every_column_is_what_was_counted_less_what_is_said_to_be_missing(
    store: DuckDbStore, rows: list[Row], asked: dict[str, Any], geo: str
) -> None:
    org = kept(store, rows)
    report = (
        exported(store, org, geo=geo, **asked) if geo == "NATIONAL" or any(one.get("country") for one in rows) else None
    )
    if report is None:
        return
    for parts in report.provenance["reconciliation"].values():
        whole = parts["panel"] + parts["incompletePeriods"] + parts["belowZero"]
        assert micros(parts["counted"]) == micros(whole)


@settings(max_examples=15, phases=NO_SHRINKING)
@given(st.lists(plain_row | mail_row, min_size=1, max_size=20), ways)
def test_what_is_counted_is_what_insights_count_where_rows_are_spread(
    store: DuckDbStore, rows: list[Row], asked: dict[str, Any]
) -> None:
    org = kept(store, rows)
    report = exported(store, org, **{**asked, "spread": "EVEN"})
    if report is None:
        return
    totals = Insights(store)(org, InsightsRequest(asked["rows"])).totals.overall
    counted = report.provenance["reconciliation"]
    for metric, column in (("conversions", "kpi"), ("revenue", "revenue")):
        if column in counted:
            assert micros(counted[column]["counted"]) == micros(totals[metric] or 0)


@settings(max_examples=25, phases=NO_SHRINKING)
@given(st.lists(plain_row | geo_row, min_size=1, max_size=30), ways, ids(["NATIONAL", "GEO"]))
def test_the_grid_is_complete_and_in_order_and_no_model_column_is_null_unsaid(
    store: DuckDbStore, rows: list[Row], asked: dict[str, Any], geo: str
) -> None:
    if geo == "GEO" and not any(one.get("country") for one in rows):
        return
    report = exported(store, kept(store, rows), geo=geo, **asked)
    if report is None:
        return
    frame, panel = report.panel.frame, report.panel
    assert list(zip(frame["date"], frame["geo"], strict=True)) == list(product(panel.periods, panel.geos))
    step = 1 if asked["granularity"] is Granularity.DAY else 7
    assert set(np.diff(np.asarray(panel.periods, "datetime64[D]")).astype(int)) <= {step}
    assert list(frame) == [column.name for column in panel.columns]
    assert len(set(frame)) == frame.shape[1]
    for name in panel.fill_status:
        missing = (panel.fill_status[name] == "missing").to_numpy()
        assert (frame[name].isna().to_numpy() == missing).all()
        zero = (panel.fill_status[name] == "zero_filled").to_numpy()
        assert (frame[name].to_numpy()[zero] == 0).all()


@settings(max_examples=10, phases=NO_SHRINKING)
@given(st.lists(plain_row | mail_row, min_size=1, max_size=20), ways)
def test_the_same_request_gives_the_same_bytes_whatever_the_order_of_rows(
    store: DuckDbStore, rows: list[Row], asked: dict[str, Any]
) -> None:
    org = kept(store, rows)
    first, second = (exported(store, org, **asked) for _ in range(2))
    if first is None or second is None:
        assert first is second
        return
    for file_format in ExportFormat:
        assert export_file(first, file_format) == export_file(second, file_format)


@settings(max_examples=15, phases=NO_SHRINKING)
@given(st.lists(any_row, min_size=1, max_size=20), ways)
def test_rows_of_every_kind_make_a_panel_or_a_refusal_that_says_why(
    store: DuckDbStore, rows: list[Row], asked: dict[str, Any]
) -> None:
    report = exported(store, kept(store, rows), **asked) if one_currency(rows) else None
    if report is not None:
        spend, _ = stored_sums(store, OrgId(report.provenance["organization"]), asked["rows"])
        shown = sum(micros(value) for name in spend_columns(report) for value in cells(report, name))
        left = sum(micros(one.spend) for one in report.excluded if one.spend is not None)
        assert shown + left == int(spend * 1_000_000)


def one_currency(rows: list[Row]) -> bool:
    return len({one["currency"] for one in rows}) == 1

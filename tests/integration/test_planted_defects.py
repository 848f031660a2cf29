"""Defects planted into raw rows: after ingest and export each is found and named, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domain.causal.report import CausalReport
from domain.causal.request import CausalRequest
from domain.errors import PanelRefusedError
from domain.summation.needs import Reason
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId
from graphql_api.bootstrap import open_services
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.consumers.worlds import PEOPLE, Rows, by_week, days, ingest_world, make_world
from tests.stored import new_data

ACME = OrgId("acme")
WEEK = slice(200, 207)
"""Days 201 to 207: from Friday 21 July 2023, so parts of two weeks."""
META, TIKTOK, SHOP = "meta_business", "tiktok_ads", "generic"
Plant = Callable[[Rows], None]
Found = list[tuple[str, str, tuple[str, ...]]]


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = open_services(Settings(data=new_data(tmp_path)))
    yield opened
    opened.close()


def report_of(services: Services, rows: Rows, request: CausalRequest = CausalRequest()) -> CausalReport:  # noqa: B008 - it is frozen
    ingest_world(services, ACME, rows)
    return services.causal_export(ACME, request)


def to_mend(report: CausalReport) -> Found:
    """What an analyst has to do something about."""
    return [(one.severity, one.code, one.columns) for one in report.findings if one.severity != "INFO"]


def is_refused(services: Services, request: CausalRequest = CausalRequest()) -> bool:  # noqa: B008 - as above
    try:
        services.causal_export(ACME, replace(request, strict=True))
    except PanelRefusedError:
        return True
    return False


def drop_days(source: str) -> Plant:
    """The platform's sync failed for a week."""
    gone = set(days()[WEEK])

    def plant(rows: Rows) -> None:
        rows[source] = [row for row in rows[source] if _day(row) not in gone]

    return plant


def _day(row: dict[str, Any]) -> str:
    told: str = row.get("date") or row.get("date_start") or row["dimensions"]["stat_time_day"]
    return told[:10]


def constant_channel(rows: Rows) -> None:
    for row in rows[TIKTOK]:
        row["metrics"] |= {"spend": "500.00", "impressions": "41667"}


def collinear_channels(rows: Rows) -> None:
    for ours, theirs in zip(rows[TIKTOK], rows[META], strict=True):
        spend = float(theirs["spend"])
        ours["metrics"] |= {"spend": f"{spend / 2:.2f}", "impressions": f"{spend / 2 / 0.012:.0f}"}


def spend_without_impressions(rows: Rows) -> None:
    for row in rows[META][203:210]:  # a whole week, from Monday 24 July 2023
        row |= {"impressions": "0", "clicks": "0"}


def negative_spend(rows: Rows) -> None:
    """A week's pause, and a credit in it."""
    for row in rows[TIKTOK][203:210]:
        row["metrics"] |= {"spend": "0.00", "impressions": "0", "clicks": "0"}
    rows[TIKTOK][205]["metrics"]["spend"] = "-90.00"


def short_history(rows: Rows) -> None:
    for source, entries in rows.items():
        rows[source] = entries[: 50 * 7]


DEFECTS: dict[str, tuple[Plant, Found]] = {
    "a gap in what a platform told": (
        drop_days(META),
        [("ERROR", "MEDIA_MISSING", ("meta_business_spend", "meta_business_impressions", "meta_business_clicks"))],
    ),
    "a gap in the KPI": (drop_days(SHOP), [("ERROR", "KPI_MISSING", ("kpi",))]),
    "a channel that never changes": (constant_channel, [("ERROR", "CONSTANT_COLUMN", ("tiktok_ads_spend",))]),
    "two channels that move as one": (
        collinear_channels,
        [("ERROR", "COLLINEAR", ("meta_business_spend", "tiktok_ads_spend"))],
    ),
    "spend without impressions": (
        spend_without_impressions,
        [("REVIEW", "SPEND_WITHOUT_EXPOSURE", ("meta_business_spend", "meta_business_impressions"))],
    ),
    "a credit in a week without spend": (negative_spend, [("REVIEW", "NEGATIVE_SPEND", ("tiktok_ads_spend",))]),
    "fifty weeks of history": (short_history, [("ERROR", "SHORT_HISTORY", ("date",))]),
}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_clean_organization_has_nothing_to_mend(services: Services, seed: int) -> None:
    report = report_of(services, make_world(seed, calm=True).rows)
    assert to_mend(report) == []
    assert report.excluded == []
    assert not is_refused(services)


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found_and_named_and_nothing_else_is(services: Services, name: str) -> None:
    plant, expected = DEFECTS[name]
    rows = make_world(1, calm=True).rows
    plant(rows)
    assert to_mend(report_of(services, rows)) == expected
    assert is_refused(services) is any(severity == "ERROR" for severity, _, _ in expected)


def test_the_periods_of_a_gap_are_named(services: Services) -> None:
    rows = make_world(1, calm=True).rows
    drop_days(SHOP)(rows)
    report = report_of(services, rows)
    [finding] = [one for one in report.findings if one.code == "KPI_MISSING"]
    assert "2023-07-17, 2023-07-24" in finding.message
    kpi = report.panel.frame.set_index("date")["kpi"]
    assert kpi[kpi.isna()].index.tolist() == ["2023-07-17", "2023-07-24"]


def test_what_a_credit_took_away_is_not_hidden(services: Services) -> None:
    rows = make_world(1, calm=True).rows
    negative_spend(rows)
    report = report_of(services, rows)
    [excluded] = report.excluded
    assert (excluded.reason, excluded.spend) == (Reason.NEGATIVE_SPEND, -90.0)
    total = sum(float(row["metrics"]["spend"]) for row in rows[TIKTOK])
    assert report.panel.frame["tiktok_ads_spend"].sum() - 90 == pytest.approx(total)


def test_a_drifting_population_is_named(services: Services) -> None:
    world = make_world(1, tuple(PEOPLE), calm=True)
    steady = CausalRequest(geo="GEO", population=dict(PEOPLE))
    assert to_mend(report_of(services, world.rows, steady)) == []
    mondays = list(by_week(world.promo))
    growing = dict(zip(mondays, np.linspace(60e6, 68e6, len(mondays)).tolist(), strict=True))
    drifting = replace(steady, population={**PEOPLE, "gb": growing})
    report = services.causal_export(ACME, drifting)
    assert to_mend(report) == [("ERROR", "POPULATION_VARIES", ("population",))]
    assert "gb (60,000,000 to 68,000,000)" in report.findings[0].message
    assert is_refused(services, drifting)


# --- duplicates cannot get into a panel: each way of sending rows twice is met before ---


def test_rows_sent_twice_count_once(services: Services) -> None:
    rows = make_world(1, calm=True).rows
    once = report_of(services, rows)
    again = services.ingest(ACME, Submission(DataSource(META), rows[META]))
    assert (again.counts.unchanged, again.counts.inserted) == (len(rows[META]), 0)
    twice = services.causal_export(ACME, CausalRequest())
    assert twice.panel.frame.equals(once.panel.frame)
    assert to_mend(twice) == []


def test_the_same_facts_at_another_level_are_left_out_and_named(services: Services) -> None:
    rows = make_world(1, calm=True).rows
    once = report_of(services, rows)
    ads = [row | {"adset_id": "31", "ad_id": "41"} for row in rows[META]]
    assert services.ingest(ACME, Submission(DataSource(META), ads)).counts.inserted == len(ads)
    twice = services.causal_export(ACME, CausalRequest())
    assert twice.panel.frame.equals(once.panel.frame)
    [excluded] = twice.excluded
    spend = sum(float(row["spend"]) for row in rows[META])
    assert (excluded.reason, excluded.rows) == (Reason.LEVEL, len(ads))
    assert excluded.spend == pytest.approx(spend)


def test_two_rows_that_contradict_each_other_are_both_refused_by_name(services: Services) -> None:
    rows = make_world(1, calm=True).rows[META]
    report = services.ingest(ACME, Submission(DataSource(META), [*rows, rows[200] | {"spend": "1.00"}]))
    assert report.rejected == 2
    assert {issue.code for issue in report.issues} == {"CONFLICT_IN_BATCH"}

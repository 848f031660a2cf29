"""What an organization's settings say of its accounts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.errors import InvalidInputError
from domain.ports import AccountDefault
from domain.use_cases.accounts import SetAccountDefault
from domain.use_cases.insights import InsightsRequest
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId
from graphql_api.bootstrap import open_services, open_settings_store
from graphql_api.context import Services
from graphql_api.settings import ROOT, Settings
from tests.fakes.settings import InMemorySettingsStore

ACME = OrgId("acme")
META = DataSource("meta_business")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = open_services(Settings(data=tmp_path))
    yield opened
    opened.close()


def send(
    services: Services, day: int, org: OrgId = ACME, *, strict: bool = False, **changes: Any
) -> tuple[int, list[str]]:
    row = {"account_id": "act_1", "campaign_id": "10", "date_start": f"2024-01-0{day}", "spend": "1.50", **changes}
    report = services.ingest(org, Submission(META, [row], strict=strict))
    return report.rejected, [count.code for count in report.issue_counts]


def spend_by_currency(services: Services, org: OrgId = ACME) -> dict[str | None, float | None]:
    totals = services.insights(org, InsightsRequest()).totals
    return {entry.currency: entry.totals["spend"] for entry in totals.by_currency}


def test_rows_that_do_not_say_take_the_currency_of_the_settings_earlier_ones_too(
    services: Services, tmp_path: Path
) -> None:
    assert send(services, 1) == (0, ["CURRENCY_UNKNOWN"])
    assert spend_by_currency(services) == {None: 1.5}
    settings = open_settings_store(tmp_path)
    SetAccountDefault(settings)(ACME, AccountDefault(META, "act_1", "usd", "America/New_York"))
    settings.close()
    assert send(services, 2, strict=True) == (0, [])
    assert spend_by_currency(services) == {"USD": 3.0}
    assert send(services, 1, OrgId("other")) == (0, ["CURRENCY_UNKNOWN"])
    assert spend_by_currency(services, OrgId("other")) == {None: 1.5}


def test_the_preview_takes_them_too(services: Services, tmp_path: Path) -> None:
    settings = open_settings_store(tmp_path)
    SetAccountDefault(settings)(ACME, AccountDefault(META, "1", "EUR", "Europe/Berlin"))
    settings.close()
    row = {"account_id": "1", "campaign_id": "10", "date_start": "2024-01-01", "spend": "2"}
    [shown] = services.preview(ACME, Submission(META, [row])).records.to_pylist()
    assert (shown["currency"], shown["account_timezone"]) == ("EUR", "Europe/Berlin")


@pytest.mark.parametrize(
    "wrong",
    [
        AccountDefault(DataSource("myspace"), "1", "USD"),
        AccountDefault(META, "act_", "USD"),
        AccountDefault(META, "1", "JPN"),
        AccountDefault(META, "1", "USD", "Mars/Olympus"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(wrong: AccountDefault) -> None:
    store = InMemorySettingsStore()
    with pytest.raises(InvalidInputError):
        SetAccountDefault(store)(ACME, wrong)
    assert list(store.account_defaults(ACME, wrong.data_source)) == []


def test_the_command_line_keeps_them_while_a_server_holds_the_folder(services: Services, tmp_path: Path) -> None:
    words = [
        "accounts",
        "set",
        "--org",
        "acme",
        "--source",
        "META_BUSINESS",
        "--account-id",
        "act_1",
        "--currency",
        "usd",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "graphql_api", *words, "--data", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "Account 1 of meta_business: currency USD, time zone not set.\n")
    assert send(services, 1) == (0, [])
    assert spend_by_currency(services) == {"USD": 1.5}

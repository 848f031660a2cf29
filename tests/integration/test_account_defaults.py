"""What an organization's settings say of its accounts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from domain.errors import InvalidInputError
from domain.ports import AccountDefault
from domain.use_cases.accounts import AccountChange, KeepAccountDefault
from domain.use_cases.insights import InsightsRequest
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId, Scope
from graphql_api.bootstrap import open_services, open_settings_store
from graphql_api.cli import app
from graphql_api.context import Services
from graphql_api.settings import ROOT, Settings
from tests.api_requests import SET_DEFAULTS
from tests.fakes.settings import InMemorySettingsStore
from tests.integration.api import Api
from tests.stored import new_data

ACME = OrgId("acme")
META = DataSource("meta_business")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = open_services(Settings(data=new_data(tmp_path)))
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
    KeepAccountDefault(settings)(ACME, AccountChange(META, "act_1", "usd", "America/New_York"))
    settings.close()
    assert send(services, 2, strict=True) == (0, ["CURRENCY_FROM_ACCOUNT"])
    assert spend_by_currency(services) == {"USD": 3.0}
    assert send(services, 1, OrgId("other")) == (0, ["CURRENCY_UNKNOWN"])
    assert spend_by_currency(services, OrgId("other")) == {None: 1.5}


def test_the_preview_takes_them_too(services: Services, tmp_path: Path) -> None:
    settings = open_settings_store(tmp_path)
    KeepAccountDefault(settings)(ACME, AccountChange(META, "1", "EUR", "Europe/Berlin"))
    settings.close()
    row = {"account_id": "1", "campaign_id": "10", "date_start": "2024-01-01", "spend": "2"}
    [shown] = services.preview(ACME, Submission(META, [row])).records.to_pylist()
    assert (shown["currency"], shown["account_timezone"]) == ("EUR", "Europe/Berlin")


@pytest.mark.parametrize(
    "wrong",
    [
        AccountChange(DataSource("myspace"), "1", "USD"),
        AccountChange(META, "act_", "USD"),
        AccountChange(META, "1", "JPN"),
        AccountChange(META, "1", "USD", "Mars/Olympus"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(wrong: AccountChange) -> None:
    store = InMemorySettingsStore()
    with pytest.raises(InvalidInputError):
        KeepAccountDefault(store)(ACME, wrong)
    assert list(store.account_defaults(ACME, wrong.data_source)) == []


def test_what_is_not_said_stays_and_nothing_clears() -> None:
    store = InMemorySettingsStore()
    keep = KeepAccountDefault(store)
    assert keep(ACME, AccountChange(META, "1")).default == AccountDefault(META, "1")
    keep(ACME, AccountChange(META, "1", "USD", "UTC"))
    assert keep(ACME, AccountChange(META, "1", timezone="Europe/Berlin")).default.currency == "USD"
    assert keep(ACME, AccountChange(META, "1", currency=None)).default == AccountDefault(
        META, "1", None, "Europe/Berlin"
    )


def test_stored_rows_follow_at_once_and_rows_that_said_their_own_never_change(services: Services) -> None:
    send(services, 1)
    send(services, 1, spend="2.50")
    send(services, 2, account_currency="GBP", spend="4")
    send(services, 3, account_id="2", campaign_id="20", spend="8")
    assert spend_by_currency(services) == {"GBP": 6.5, None: 8.0}
    changed = services.set_account_defaults(ACME, AccountChange(META, "act_1", "USD")).updated
    assert (changed, spend_by_currency(services)) == (1, {"USD": 2.5, "GBP": 4.0, None: 8.0})
    changed = services.set_account_defaults(ACME, AccountChange(META, "1", "EUR")).updated
    assert (changed, spend_by_currency(services)) == (1, {"EUR": 2.5, "GBP": 4.0, None: 8.0})
    changed = services.set_account_defaults(ACME, AccountChange(META, "1", "EUR")).updated
    assert changed == 0
    changed = services.set_account_defaults(ACME, AccountChange(META, "1", None)).updated
    assert (changed, spend_by_currency(services)) == (1, {"GBP": 6.5, None: 8.0})


def test_the_next_ingest_brings_what_was_set_meanwhile_to_stored_rows(services: Services, tmp_path: Path) -> None:
    services.set_account_defaults(ACME, AccountChange(META, "1", "USD"))
    send(services, 1)
    settings = open_settings_store(tmp_path)
    KeepAccountDefault(settings)(ACME, AccountChange(META, "1", "EUR"))
    settings.close()
    assert spend_by_currency(services) == {"USD": 1.5}
    send(services, 5, account_id="3", campaign_id="30", account_currency="GBP")
    assert spend_by_currency(services) == {"EUR": 1.5, "GBP": 1.5}


def test_the_newest_setting_counts_for_a_batch_that_waited_to_be_written(services: Services) -> None:
    """Read before the change and written after it, a batch does not bring the old setting back."""
    services.set_account_defaults(ACME, AccountChange(META, "1", "USD"))

    def change_once(stage: str) -> None:
        if stage.startswith("Storing"):
            services.set_account_defaults(ACME, AccountChange(META, "1", "EUR"))

    row = {"account_id": "1", "campaign_id": "10", "date_start": "2024-01-01", "spend": "1.50"}
    services.ingest(ACME, Submission(META, [row]), tell=change_once)
    assert spend_by_currency(services) == {"EUR": 1.5}


def test_the_command_line_reaches_stored_rows_where_no_server_runs(services: Services, tmp_path: Path) -> None:
    send(services, 1)
    services.close()
    words = [
        "accounts",
        "set",
        "--org",
        "acme",
        "--source",
        "meta_business",
        "--account-id",
        "1",
        "--data",
        str(tmp_path),
    ]
    done = CliRunner().invoke(app, [*words, "--currency", "eur", "--timezone", "UTC"])
    kept = "Account 1 of meta_business: currency EUR, time zone UTC."
    assert (done.exit_code, done.stdout) == (0, f"{kept} Stored records changed: 1.\n")
    done = CliRunner().invoke(app, [*words, "--currency", ""])
    assert done.stdout == "Account 1 of meta_business: currency not set, time zone UTC. Stored records changed: 1.\n"


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
    kept = "Account 1 of meta_business: currency USD, time zone not set. "
    later = "Stored rows follow with the source's next ingest: a server uses the data folder.\n"
    assert (done.returncode, done.stdout) == (0, kept + later)
    assert send(services, 1) == (0, ["CURRENCY_FROM_ACCOUNT"])
    assert spend_by_currency(services) == {"USD": 1.5}


# --- through the API ---


def test_the_mutation_sets_keeps_and_clears(services: Services) -> None:
    admin = Api.on(services, "acme", *Scope)
    send(services, 1)
    said = {"dataSource": "META_BUSINESS", "accountId": "act_1"}
    answers = [
        admin.say(SET_DEFAULTS, **said, currency="usd", timezone="UTC"),
        admin.say(SET_DEFAULTS, **said),
        admin.say(SET_DEFAULTS, **said, currency=None),
    ]
    assert [answer["setAccountDefaults"] for answer in answers] == [
        {"updated": 1, "currency": "USD", "timezone": "UTC", "userErrors": []},
        {"updated": 0, "currency": "USD", "timezone": "UTC", "userErrors": []},
        {"updated": 1, "currency": None, "timezone": "UTC", "userErrors": []},
    ]


@pytest.mark.parametrize(
    ("wrong", "path"),
    [({"accountId": "act_"}, "accountId"), ({"currency": "JPN"}, "currency"), ({"timezone": "Mars"}, "timezone")],
)
def test_what_cannot_be_used_comes_back_as_data(services: Services, wrong: dict[str, str], path: str) -> None:
    said = {"dataSource": "META_BUSINESS", "accountId": "1", "currency": "USD", **wrong}
    payload = Api.on(services, "acme", *Scope).say(SET_DEFAULTS, **said)["setAccountDefaults"]
    [error] = payload["userErrors"]
    assert (payload["updated"], error["code"], error["field"]) == (0, "INVALID_INPUT", [path])


def test_only_an_administrator_sets_them(services: Services) -> None:
    api = Api.on(services, "acme", Scope.READ, Scope.WRITE)
    assert api.code(SET_DEFAULTS, dataSource="META_BUSINESS", accountId="1", currency="USD") == "FORBIDDEN"

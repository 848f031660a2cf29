"""./run demo with one's own exports: the same tables, with the rows' own days, currencies and platforms."""

import json
import re
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from domain.reading import RowFilter
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId
from graphql_api.bootstrap import open_services
from graphql_api.cli import app
from graphql_api.commands.demo_numbers import read_numbers
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.builders import meta_row

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
META = FIXTURES / "meta" / "insights_rows.json"
GOOGLE = FIXTURES / "google_ads" / "search_stream.json"
KLAVIYO = FIXTURES / "klaviyo" / "flat_rows.json"
ORG = OrgId("demo")
runner = CliRunner()
numbers = count(1)


def demo(data: Path, *words: str | Path) -> Any:
    return runner.invoke(app, ["demo", "--once", "--data", str(data), *map(str, words)])


def write(folder: Path, *rows: object) -> Path:
    file = folder / "export.json"
    file.write_text(json.dumps(rows))
    return file


def sales(value: str) -> dict[str, object]:
    return {"action_values": [{"action_type": "purchase", "value": value}]}


def line(output: str, start: str) -> list[str]:
    [found] = [shown for shown in output.splitlines() if shown.startswith(f"  {start} ")]
    return re.split(r" {2,}", found.strip())


def records(data: Path) -> int:
    services = open_services(Settings(data=data / "demo"))
    try:
        return services.records(ORG, RowFilter()).total
    finally:
        services.close()


def search(data: Path, question: str) -> str:
    result = runner.invoke(app, ["search", question, "--org", "demo", "--data", str(data / "demo")])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_file_is_reported_summed_up_and_dated_by_its_rows(tmp_path: Path) -> None:
    shown = demo(tmp_path, META)
    assert shown.exit_code == 0, shown.output
    assert f"{META} (meta_business): 3 rows received, 3 inserted" in shown.output
    assert "raw rows of 2024-04-15 to 2024-04-16, one platform, one record" in shown.output
    assert line(shown.output, "Meta Business")[:4] == ["Meta Business", "3", "165 EUR", "782 EUR"]
    assert line(shown.output, "Together")[:4] == ["Together", "3", "165 EUR", "782 EUR"]
    assert "Google Ads" not in shown.output


def test_money_of_two_currencies_is_shown_apart_and_never_added(tmp_path: Path) -> None:
    euros = meta_row(account_id="1", account_currency="EUR", campaign_id="10", spend="10", **sales("50"))
    dollars = meta_row(account_id="2", account_currency="USD", campaign_id="20", spend="20", **sales("60"))
    shown = demo(tmp_path, write(tmp_path, euros, dollars)).output
    assert line(shown, "Meta Business") == ["Meta Business", "2", "20 USD", "60 USD", "3.00"]
    assert line(shown, "Together") == ["Together", "2", "-", "-", "-"]
    assert line(shown, "  in EUR") == ["in EUR", "10 EUR", "50 EUR", "5.00"]
    assert line(shown, "  in USD") == ["in USD", "20 USD", "60 USD", "3.00"]


def test_money_without_a_currency_is_shown_without_one_until_the_caller_says_it(tmp_path: Path) -> None:
    assert line(demo(tmp_path, KLAVIYO).output, "Together") == ["Together", "3", "-", "4,840", "-"]
    assert line(demo(tmp_path, KLAVIYO, "--currency", "eur").output, "Together")[3] == "4,840 EUR"


def test_rows_that_are_all_rejected_leave_tables_without_figures(tmp_path: Path) -> None:
    shown = demo(tmp_path, write(tmp_path, meta_row(spend="abc")))
    assert shown.exit_code == 0
    assert "spend is 'abc'" in shown.output
    assert "Marketing Memory demo: no row could be stored" in shown.output
    assert line(shown.output, "Meta Business") == ["Meta Business", "1", "-", "-", "-"]
    assert line(shown.output, "Together") == ["Together", "1", "-", "-", "-"]


def test_a_campaigns_name_is_text_and_no_markup(tmp_path: Path) -> None:
    assert "[red]Sale[/]" in demo(tmp_path, write(tmp_path, meta_row(campaign_name="[red]Sale[/]"))).output


def test_a_campaign_without_a_name_goes_by_its_id(tmp_path: Path) -> None:
    shown = demo(tmp_path, write(tmp_path, meta_row(campaign_name=..., campaign_id="4711"))).output
    assert line(shown, "4711")[1] == "Meta Business"


def test_files_of_several_platforms_make_one_table(tmp_path: Path) -> None:
    shown = demo(tmp_path, META, GOOGLE, KLAVIYO)
    assert "three platforms" in shown.output
    assert {line(shown.output, title)[1] for title in ("Meta Business", "Google Ads", "Klaviyo")} == {"3", "5"}
    assert line(shown.output, "Together")[1] == "11"


def test_questions_are_answered_from_the_rows_of_the_file(tmp_path: Path) -> None:
    cheap = meta_row(campaign_id="1", campaign_name="Cheap Clicks", spend="10", clicks="100", **sales("50"))
    dear = meta_row(campaign_id="2", campaign_name="Dear Clicks", spend="30", clicks="10", **sales("30"))
    asked = demo(tmp_path, write(tmp_path, cheap, dear)).output.partition("Asked in plain words:")[2]
    assert '"high performing campaigns with conversions"' in asked
    assert "1. Dear Clicks: CPC 3.00 USD, highest of 2 campaigns" in asked
    assert "2. Cheap Clicks: CPC 0.10 USD, 2nd highest of 2 campaigns" in asked
    assert "2 questions answered in " in asked


def test_search_finds_nothing_of_an_earlier_demo(tmp_path: Path) -> None:
    assert demo(tmp_path, write(tmp_path, meta_row(campaign_name="Winter Hats"))).exit_code == 0
    assert "Winter Hats" in search(tmp_path, "winter hats")
    assert demo(tmp_path, write(tmp_path, meta_row(campaign_id="9", campaign_name="Spring Shoes"))).exit_code == 0
    assert "Winter Hats" not in search(tmp_path, "winter hats")
    assert "Spring Shoes" in search(tmp_path, "spring shoes")


def test_each_demo_begins_with_an_empty_folder_of_its_own(tmp_path: Path) -> None:
    runner.invoke(app, ["ingest", "--org", "alder", "--data", str(tmp_path), str(GOOGLE)])
    assert demo(tmp_path, META, GOOGLE).exit_code == 0
    assert records(tmp_path) == 8
    assert demo(tmp_path, META).exit_code == 0
    assert records(tmp_path) == 3
    services = open_services(Settings(data=tmp_path))
    assert services.records(OrgId("alder"), RowFilter()).total == 5
    services.close()


# --- what cannot be done ---


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_shown(tmp_path: Path) -> None:
    shown = demo(tmp_path, "missing.json", META)
    assert shown.exit_code == 1
    assert "missing.json: It cannot be read: No such file or directory." in shown.stderr
    assert line(shown.output, "Together")[1] == "3"


def test_without_any_readable_file_no_server_starts(tmp_path: Path) -> None:
    shown = runner.invoke(app, ["demo", "--data", str(tmp_path), "--port", "0", "missing.json"])
    assert (shown.exit_code, shown.stdout) == (1, "")


def test_rows_of_no_known_platform_are_refused_unless_the_caller_names_it(tmp_path: Path) -> None:
    file = write(tmp_path, {"campaign_id": "1", "date": "2024-05-02"})
    refused = demo(tmp_path, file)
    assert refused.exit_code == 1
    assert "Its data source cannot be told." in refused.stderr
    assert demo(tmp_path, file, "--source", "meta_business").exit_code == 0


@pytest.mark.parametrize("words", [["--currency", "EUR"], ["--source", "klaviyo"], ["--metadata", "{}"]])
def test_options_about_files_need_a_file(tmp_path: Path, words: list[str]) -> None:
    refused = demo(tmp_path, *words)
    assert refused.exit_code == 1
    assert "no file is named" in refused.stderr
    assert not (tmp_path / "demo").exists()


def test_an_unusable_option_is_refused_before_the_folder_is_emptied(tmp_path: Path) -> None:
    assert demo(tmp_path, META).exit_code == 0
    refused = demo(tmp_path, GOOGLE, "--date-range", "2024-13-01")
    assert (refused.exit_code, records(tmp_path)) == (1, 3)
    assert "--date-range is '2024-13-01'" in refused.stderr


# --- the days ---

days = st.dates(date(2015, 1, 1), date(2024, 12, 31))


@settings(max_examples=10)
@given(st.lists(st.tuples(days, st.integers(0, 40)), min_size=1, max_size=5))
def test_the_days_are_the_first_and_the_last_of_any_row(services: Services, spans: list[tuple[date, int]]) -> None:
    ends = [(start, date.fromordinal(start.toordinal() + length)) for start, length in spans]
    rows = [
        meta_row(campaign_id=str(number), date_start=str(start), date_stop=str(stop))
        for number, (start, stop) in enumerate(ends, 1)
    ]
    assert days_of(services, rows) == (min(start for start, _ in ends), max(stop for _, stop in ends))


def days_of(services: Services, rows: list[dict[str, object]]) -> tuple[date, date] | None:
    """The days of an organization of these rows alone."""
    org = OrgId(f"demo-{next(numbers)}")
    services.ingest(org, Submission(DataSource("meta_business"), rows))
    return read_numbers(services, org).days


def test_without_rows_there_are_no_days(services: Services) -> None:
    assert days_of(services, []) is None

"""Rows of one batch that are of one key only once their gaps are filled: store, report and preview tell the same."""

import io
import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from domain.files.formats import FileFormat
from domain.files.json_parts import json_parts
from domain.reading import RowFilter
from domain.uploads.upload import Upload
from domain.use_cases.ingest import IngestReport
from domain.use_cases.submission import Submission
from domain.vocabulary import ConflictPolicy, DataSource, OrgId
from graphql_api.cli import app
from graphql_api.context import Services
from tests.builders import meta_row

META = DataSource("meta_business")
Row = dict[str, Any]
EARLY = datetime(2024, 1, 5, tzinfo=UTC)
OTHER = meta_row(campaign_id="3", spend="100")


def pair(first: str, second: str) -> list[Row]:
    """Campaign 2 twice, the second time without its account, and campaign 3."""
    lacking = meta_row(campaign_id="2", spend=second, account_id=...)
    return [meta_row(campaign_id="2", spend=first), lacking, OTHER]


def ingest(services: Services, org: str, rows: list[Row], **said: Any) -> IngestReport:
    return services.ingest(OrgId(org), Submission(META, json.dumps(rows).encode(), **said))


def stored(services: Services, org: str) -> dict[str, float]:
    """Spend by campaign; every campaign once."""
    found = services.records(OrgId(org), RowFilter(), 100).records.to_pylist()
    spends = {str(row["campaign_id"]): float(row["spend"]) for row in found}
    assert len(spends) == len(found)
    return spends


def codes(report: IngestReport) -> dict[str, int]:
    return {one.code: one.count for one in report.issue_counts if one.code.endswith("_IN_BATCH")}


def test_identical_rows_are_one_record_and_count_once(services: Services) -> None:
    report = ingest(services, "late-same", pair("7", "7"))
    assert stored(services, "late-same") == {"2": 7, "3": 100}
    assert (report.received, report.rejected, report.counts.inserted) == (3, 0, 2)
    assert codes(report) == {"DUPLICATE_IN_BATCH": 1}
    assert "Row 1: Identical to row 0: counted once." in str(report.issues)


@pytest.mark.parametrize(
    ("policy", "spends", "inserted", "rejected"),
    [
        ("REJECT", {"3": 100.0}, 1, 2),
        ("LAST", {"2": 5.0, "3": 100.0}, 2, 0),
        ("SUM", {"2": 12.0, "3": 100.0}, 2, 0),
    ],
)
def test_rows_that_disagree_follow_the_policy(
    services: Services, policy: str, spends: dict[str, float], inserted: int, rejected: int
) -> None:
    org = f"late-{policy.lower()}"
    report = ingest(services, org, pair("7", "5"), on_conflict=ConflictPolicy(policy))
    assert stored(services, org) == spends
    assert (report.counts.inserted, report.rejected) == (inserted, rejected)
    assert codes(report) == ({"CONFLICT_IN_BATCH": 2} if rejected else {})


@pytest.mark.parametrize("policy", ConflictPolicy)
def test_the_same_batch_again_changes_nothing(services: Services, policy: ConflictPolicy) -> None:
    org = f"late-again-{policy.value.lower()}"
    first = ingest(services, org, pair("7", "5"), on_conflict=policy)
    before = stored(services, org)
    again = ingest(services, org, pair("7", "5"), on_conflict=policy)
    assert (again.counts.unchanged, again.counts.inserted, again.counts.updated) == (first.counts.inserted, 0, 0)
    assert (again.rejected, stored(services, org)) == (first.rejected, before)


def test_stale_rows_are_named_as_sent_where_one_before_them_is_left_out(services: Services) -> None:
    ingest(services, "late-stale", pair("7", "7"))
    earlier = pair("6", "6")
    earlier[2] = {**OTHER, "spend": "90"}
    submission = Submission(META, earlier)
    report = services.ingest(OrgId("late-stale"), submission, observed_at=EARLY)
    assert [issue.row_index for issue in report.issues if issue.code == "STALE_ROW"] == [0, 2]


@pytest.mark.parametrize("policy", ConflictPolicy)
def test_within_a_part_of_an_upload_the_same_holds(services: Services, policy: ConflictPolicy) -> None:
    rows = [*pair("7", "5"), *(meta_row(campaign_id=str(number)) for number in range(20, 30))]
    whole = ingest(services, f"late-whole-{policy.value.lower()}", rows, on_conflict=policy)
    org = f"late-parts-{policy.value.lower()}"
    content = json.dumps(rows).encode()
    read = partial(json_parts, part_bytes=2000, whole_bytes=2000)
    upload = Upload(io.BytesIO(content), "x", FileFormat("JSON", (), read))
    parted = services.ingest(OrgId(org), Submission(META, upload, on_conflict=policy))
    assert parted.counts == whole.counts
    assert (parted.rejected, codes(parted)) == (whole.rejected, codes(whole))
    assert stored(services, org) == stored(services, f"late-whole-{policy.value.lower()}")


@pytest.mark.parametrize("policy", ConflictPolicy)
def test_reading_the_raw_rows_once_more_gives_the_same_records(tmp_path: Path, policy: ConflictPolicy) -> None:
    data = ["--data", str(tmp_path / "data")]
    file = tmp_path / "rows.json"
    file.write_text(json.dumps(pair("7", "5")))
    ingested = CliRunner().invoke(app, ["ingest", str(file), "--on-conflict", policy.value, "--org", "acme", *data])
    assert ingested.exit_code == 0, ingested.output
    again = CliRunner().invoke(app, ["renormalize", "--org", "acme", *data])
    assert "nothing to change" in again.output

"""An upload that is read in parts says and stores what the same rows do when they come whole."""

import io
import json
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.files.formats import FileFormat
from domain.files.json_parts import json_parts
from domain.reading import RowFilter
from domain.records import PROVENANCE
from domain.uploads.upload import Upload
from domain.use_cases.ingest import IngestReport
from domain.use_cases.submission import Submission
from domain.vocabulary import ConflictPolicy, DataSource, OrgId
from graphql_api.context import Services
from tests.builders import meta_row

META = DataSource("meta_business")
NUMBERS = count()
Row = dict[str, Any]


def upload_of(rows: list[Any], part_bytes: int) -> Upload:
    content = json.dumps(rows).encode()
    read = partial(json_parts, part_bytes=part_bytes, whole_bytes=part_bytes)
    return Upload(io.BytesIO(content), str(hash(content)), FileFormat("JSON", (), read))


def both(services: Services, rows: list[Any], part_bytes: int = 300, **said: Any) -> tuple[Any, Any]:
    """What comes of the rows when they come whole, and when they come in parts."""
    number = next(NUMBERS)
    whole, parted = OrgId(f"whole-{number}"), OrgId(f"parted-{number}")
    first = services.ingest(whole, Submission(META, rows, **said))
    second = services.ingest(parted, Submission(META, upload_of(rows, part_bytes), **said))
    return (shown(first), stored(services, whole)), (shown(second), stored(services, parted))


def shown(report: IngestReport) -> dict[str, object]:
    counts = report.counts
    return {
        "rows": (report.received, report.rejected),
        "records": (counts.inserted, counts.updated, counts.unchanged, counts.stale),
        "issue_counts": {one.code: (one.severity, one.count) for one in report.issue_counts},
        "issues": sorted(str(issue) for issue in report.issues),
        "unmapped": report.unmapped,
    }


def stored(services: Services, org: OrgId) -> list[str]:
    table = services.records(org, RowFilter(), 1000).records
    names = [name for name in table.column_names if name not in {"key", *(c.name for c in PROVENANCE)}]
    return sorted(str(row) for row in table.select(names).to_pylist())


def rows_with(*spends: str, **changes: object) -> list[Row]:
    return [meta_row(campaign_id=str(10 + place), spend=spend, **changes) for place, spend in enumerate(spends)]


def test_rows_of_several_parts_are_one_batch(services: Services) -> None:
    rows = rows_with("1.25", "2.50", "N/A?", "5.00", "7.00", new_field="x")
    whole, parted = both(services, rows)
    assert parted == whole
    assert parted[0]["rows"] == (5, 1)
    assert "row_index=2, path='spend'" in parted[0]["issues"][0]


@pytest.mark.parametrize("policy", ConflictPolicy)
def test_duplicates_and_conflicts_are_settled_over_all_parts(services: Services, policy: ConflictPolicy) -> None:
    rows = [
        *rows_with("1", "2", "3", "4"),
        *rows_with("1", "2.5", "3", "4.5"),  # 10 and 12 repeat, 11 and 13 conflict
        meta_row(campaign_id="11", spend="", clicks="900"),  # a third version, with a warning
        *rows_with("1", "2"),
    ]
    whole, parted = both(services, rows, on_conflict=policy)
    assert parted == whole


@pytest.mark.parametrize(("policy", "spend"), [("LAST", 7), ("SUM", 9), ("REJECT", None)])
def test_of_two_rows_of_a_key_the_policy_tells_what_is_stored(
    services: Services, policy: str, spend: int | None
) -> None:
    rows = [meta_row(spend="2"), *rows_with(*["1"] * 6), meta_row(spend="7")]
    org = OrgId(f"policy-{policy.lower()}")
    services.ingest(org, Submission(META, upload_of(rows, 300), on_conflict=ConflictPolicy(policy)))
    found = services.records(org, RowFilter(), 100).records.to_pylist()
    mine = [row["spend"] for row in found if row["campaign_id"] == "120208814532970417"]
    assert mine == ([] if spend is None else [spend])


def test_what_holds_for_all_rows_is_said_once_and_only_where_it_does(services: Services) -> None:
    bought = {"actions": [{"action_type": "purchase", "value": "2"}]}
    seen = {"actions": [{"action_type": "video_view", "value": "9"}]}
    for rows in (rows_with(*"123456", **seen), [*rows_with(*"123456", **seen), meta_row(**bought)]):
        whole, parted = both(services, rows)
        assert parted == whole


def test_several_currencies_are_said_also_where_each_part_has_one(services: Services) -> None:
    rows = rows_with(*"1234") + rows_with(*"1234", account_currency="EUR", account_id="9")
    whole, parted = both(services, rows)
    assert parted == whole
    assert "MIXED_CURRENCY" in str(parted[0]["issue_counts"])


def test_a_retry_with_the_same_key_gives_the_first_report(services: Services) -> None:
    org, rows = OrgId("parted-again"), rows_with(*"123456")
    submission = [Submission(META, upload_of(rows, 300)) for _ in range(2)]
    first, again = (services.ingest(org, one, idempotency_key="nightly") for one in submission)
    assert (first.counts.inserted, first.repeated, again.repeated) == (6, False, True)
    assert again.batch_id == first.batch_id


def test_raw_rows_are_found_again_from_every_part(services: Services) -> None:
    org, rows = OrgId("parted-raw"), rows_with(*"123456")
    services.ingest(org, Submission(META, upload_of(rows, 300)))
    page = services.records(org, RowFilter(), 100)
    found = page.records.to_pylist()
    raw = [json.loads(bytes(row)) for row in services.records.store.raw_rows(org, places_of(found)) if row is not None]
    assert sorted((row["campaign_id"], row["spend"]) for row in raw) == sorted(
        (r["campaign_id"], r["spend"]) for r in rows
    )
    assert [str(row["campaign_id"]) for row in found] == [row["campaign_id"] for row in raw]


def places_of(rows: list[Row]) -> list[tuple[str, int, int]]:
    return [(row["batch_id"], row["raw_frame"], row["raw_row"]) for row in rows]


ROW = st.builds(
    lambda campaign, spend, clicks: meta_row(campaign_id=str(campaign), spend=spend, clicks=clicks),
    st.integers(1, 4),
    st.sampled_from(["1", "2.50", "abc", "", None, "-3"]),
    st.sampled_from(["1", "1.5", "50000"]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(ROW | st.sampled_from([None, 7, "text"]), min_size=3, max_size=12),
    policy=st.sampled_from(ConflictPolicy),
    strict=st.sampled_from([True, False]),
    part_bytes=st.integers(50, 900),
)
def test_parts_change_nothing(
    services: Services, rows: list[Any], policy: ConflictPolicy, *, strict: bool, part_bytes: int
) -> None:
    whole, parted = both(services, rows, part_bytes, on_conflict=policy, strict=strict)
    assert parted == whole

"""An upload in many parts that replaces its window, or that holds events, equals the same rows in one ingest."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import InvalidInputError, MorePagesError
from domain.reading import RowFilter
from domain.use_cases.ingest import IngestReport
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId, Period, RecordKey
from graphql_api.context import Services
from tests.builders import meta_row
from tests.integration.test_upload_in_parts import META, NUMBERS, shown, stored, upload_of
from tests.klaviyo_events import METRICS, answer, event

KLAVIYO = DataSource("klaviyo")
WEEK = Period(date(2024, 1, 1), date(2024, 1, 7))
FIRST, SECOND = (datetime(2024, 2, day, tzinfo=UTC) for day in (1, 2))
Row = dict[str, Any]


def day(number: int, **changes: object) -> Row:
    stated = f"2024-01-0{number}"
    return meta_row(**{"date_start": stated, "date_stop": stated, "spend": "10.00", **changes})


def pull(services: Services, org: OrgId, payload: object, **said: Any) -> IngestReport:
    submission = Submission(META, payload, **{"period": WEEK, "replace_window": True, **said})
    return services.ingest(org, submission, SECOND)


def histories(services: Services, org: OrgId, keys: list[str]) -> list[str]:
    """Every version of the records, without what is a batch's own."""
    told = ("campaign_id", "date_start", "spend", "account_id", "level", "superseded_at", "removed_at")
    store = services.records.store
    versions = [store.versions(org, RecordKey(key), None, 10).select(list(told)).to_pylist() for key in keys]
    return sorted(str(version) for of_key in versions for version in of_key)


def keys_of(services: Services, org: OrgId) -> list[str]:
    return [str(key) for key in services.records(org, RowFilter(), 1000).records["key"].to_pylist()]


def seeded(services: Services, name: str, before: list[Row]) -> tuple[OrgId, list[str]]:
    org = OrgId(f"{name}-{next(NUMBERS)}")
    services.ingest(org, Submission(META, before), FIRST)
    return org, keys_of(services, org)


ROW = st.builds(
    lambda number, campaign, account, level: day(
        number, campaign_id=f"c{campaign}", account_id=str(account), **({"adset_id": "s1"} if level else {})
    ),
    st.integers(1, 9),
    st.integers(1, 3),
    st.integers(1, 2),
    st.booleans(),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(ROW, min_size=1, max_size=8),
    rows=st.lists(ROW, min_size=4, max_size=8),
    bad=st.booleans(),
    account=st.sampled_from([None, "act_1"]),
)
def test_a_pull_in_many_parts_replaces_what_it_replaces_whole(
    services: Services, before: list[Row], rows: list[Row], *, bad: bool, account: str | None
) -> None:
    sent = [*rows, day(1, spend="twelve")] if bad else rows
    (whole, old), (parted, same) = (seeded(services, name, before) for name in ("whole", "parted"))
    first = pull(services, whole, sent, account_id=account)
    second = pull(services, parted, upload_of(sent, 300), account_id=account)
    assert (shown(second), second.counts.removed) == (shown(first), first.counts.removed)
    assert stored(services, parted) == stored(services, whole)
    assert histories(services, parted, same) == histories(services, whole, old)


def test_the_last_part_removes_what_no_part_has(services: Services) -> None:
    org, _ = seeded(services, "removed", [day(number) for number in range(1, 8)])
    report = pull(services, org, upload_of([day(number) for number in (1, 2, 4, 5, 7)], 300))
    assert (report.counts.unchanged, report.counts.removed) == (5, 2)


def test_a_rejected_row_in_any_part_keeps_every_stored_row(services: Services) -> None:
    org, _ = seeded(services, "kept", [day(1), day(6)])
    report = pull(services, org, upload_of([day(1), day(2, spend="twelve"), day(3), day(4)], 300))
    assert (report.counts.removed, report.rejected) == (0, 1)
    [issue] = [issue for issue in report.issues if issue.code == "WINDOW_NOT_REPLACED"]
    assert "1 row was rejected" in issue.message
    assert len(keys_of(services, org)) == 4


@pytest.mark.parametrize(
    ("rows", "said", "error"),
    [
        ([day(1), day(2), day(3), {**day(4), "account_id": None}], {}, InvalidInputError),
        ([day(1), day(2), day(3), day(4)], {"period": None}, InvalidInputError),
        (
            [{"data": [day(1), day(2)]}, {"data": [day(3)], "paging": {"next": "https://graph.example/n"}}],
            {},
            MorePagesError,
        ),
    ],
)
def test_a_pull_in_parts_that_may_not_replace_is_refused(
    services: Services, rows: list[Row], said: Row, error: type[Exception]
) -> None:
    org, _ = seeded(services, "refused", [day(5), day(6)])
    with pytest.raises(error):
        pull(services, org, upload_of(rows, 300), **said)
    assert len(keys_of(services, org)) == 2


def sent_events(number: int) -> list[Row]:
    """Events of several days and kinds; every seventh comes twice."""
    kinds = list(METRICS)
    found = [
        event(f"e{n}", kinds[n % 3], f"2024-01-0{1 + n % 5}T10:00:00+00:00", Campaign_Name=f"Mail {n % 4}")
        for n in range(number)
    ]
    return [*found, *found[::7]]


def klaviyo(services: Services, payload: object, name: str) -> tuple[OrgId, IngestReport]:
    org = OrgId(f"{name}-{next(NUMBERS)}")
    return org, services.ingest(org, Submission(KLAVIYO, payload, account_id="KL", timezone="UTC"), FIRST)


def raw_ids(services: Services, org: OrgId) -> list[str]:
    records = services.records(org, RowFilter(), 1000).records.to_pylist()
    places = [(row["batch_id"], row["raw_frame"], row["raw_row"]) for row in records]
    return sorted(json.loads(row)["id"] for row in services.records.store.raw_rows(org, places) if row is not None)


@pytest.mark.parametrize("number", [40, pytest.param(30_000, marks=pytest.mark.slow)])
def test_events_in_parts_are_folded_as_those_of_one_batch(services: Services, number: int) -> None:
    rows = sent_events(number)
    pages = [answer(*rows[start : start + 100]) for start in range(0, len(rows), 100)] if number > 40 else None
    size = 1_000_000 if number > 40 else 2_000
    payload = pages or [answer(*rows[start : start + 4]) for start in range(0, len(rows), 4)]
    whole, first = klaviyo(services, payload, "events-whole")
    parted, second = klaviyo(services, upload_of(payload, size), "events-parted")
    assert shown(second) == shown(first)
    assert first.counts.inserted > 0
    assert stored(services, parted) == stored(services, whole)
    assert raw_ids(services, parted) == raw_ids(services, whole)


def test_metrics_among_the_rows_name_the_events_of_every_part(services: Services) -> None:
    metrics = [{"type": "metric", "id": i, "attributes": {"name": name}} for i, name in METRICS.items()]
    rows = [*sent_events(30), *metrics]
    whole, first = klaviyo(services, rows, "named-whole")
    parted, second = klaviyo(services, upload_of(rows, 1_000), "named-parted")
    assert (shown(second), first.rejected) == (shown(first), 0)
    assert stored(services, parted) == stored(services, whole)


def test_a_sum_of_events_of_several_parts_that_is_too_large_is_said_once(services: Services) -> None:
    orders = [event(f"p{n}", "PO", "2024-01-01T10:00:00+00:00", _message="m1", _value="900000000000") for n in range(8)]
    payload = [answer(order) for order in orders]
    _, first = klaviyo(services, payload, "sum-whole")
    _, second = klaviyo(services, upload_of(payload, 2_000), "sum-parted")
    assert shown(second) == shown(first)
    assert {one.code: one.count for one in second.issue_counts}["SUM_OUT_OF_RANGE"] == 1

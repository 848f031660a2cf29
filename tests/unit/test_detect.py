"""Which platform a file is of, told by its rows: every documented export, and refusals that say what was looked for."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import UnreadableBatchError, UpstreamError
from domain.normalize.payloads import decode_payload
from domain.sources.detect import MOST_ROWS, detect_source, telling_names
from domain.sources.registry import SOURCES
from tests.builders import google_row, meta_row

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
EXPECTED: dict[str, dict[str, Any]] = {
    name: said
    for name, said in json.loads((FIXTURES / "expected.json").read_text()).items()
    if not name.startswith("_")
}
NOT_TOLD = {"klaviyo/metric_aggregate.json"}
"""An aggregate names neither campaigns nor messages."""
ERRORS = {name for name, said in EXPECTED.items() if said.get("batch_rejected")} | {
    "meta/insights_graph_batch_partial.json"
}
KLAVIYO = {"campaign_id": "01HZ", "date": "2024-05-02", "delivered": 90, "opened": 30}


@pytest.mark.parametrize("name", sorted(set(EXPECTED) - NOT_TOLD - ERRORS))
def test_every_documented_export_is_told_by_its_rows(name: str) -> None:
    assert detect_source(decode_payload((FIXTURES / name).read_bytes())) == EXPECTED[name]["source"]


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_an_error_answer_is_called_one(name: str) -> None:
    with pytest.raises(UpstreamError, match="error answer"):
        detect_source(decode_payload((FIXTURES / name).read_bytes()))


@pytest.mark.parametrize("payload", [[], {}, [1, "a", None], {"data": []}, {"results": [], "fieldMask": "campaign.id"}])
def test_a_payload_without_rows_is_refused_as_such(payload: object) -> None:
    with pytest.raises(UnreadableBatchError, match=r"It holds no rows\."):
        detect_source(payload)


def test_rows_of_nobody_are_refused_with_what_was_looked_for() -> None:
    with pytest.raises(UnreadableBatchError) as refused:
        detect_source([{"video_id": "1", "stat_cost": "2.5"}])
    said = str(refused.value)
    assert "Its first row has: stat_cost, video_id." in said
    for words in ("meta_business: adset_id", "google_ads: ", "cost_micros", "klaviyo: recipients and delivered"):
        assert words in said
    assert said.endswith(f"Name the data source, one of: {', '.join(SOURCES)}; generic takes any table.")


def test_rows_of_two_platforms_are_refused_with_how_many_of_each() -> None:
    with pytest.raises(UnreadableBatchError, match="2 like meta_business, 1 like google_ads"):
        detect_source([meta_row(), google_row(), meta_row(clicks=...)])


@pytest.mark.parametrize("payload", ["rows", 7, None, True])
def test_what_is_no_list_of_rows_is_refused(payload: object) -> None:
    with pytest.raises(UnreadableBatchError, match="not rows"):
        detect_source(payload)


def test_a_long_file_is_told_by_its_beginning() -> None:
    assert detect_source([KLAVIYO] * MOST_ROWS + [meta_row()]) == "klaviyo"


def test_every_source_has_names_that_tell_it_and_no_other() -> None:
    for name, spec in SOURCES.items():
        assert telling_names(spec) or spec.takes_any
        for names in telling_names(spec):
            assert detect_source([dict.fromkeys(names.split(" and "), "1")]) == name


@given(st.lists(st.sampled_from([meta_row(), google_row(), KLAVIYO, {"a": 1}]), min_size=1, max_size=6), st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[dict[str, Any]], dice: Any) -> None:
    shuffled = list(rows)
    dice.shuffle(shuffled)
    assert _told(rows) == _told(shuffled)


def _told(rows: list[dict[str, Any]]) -> str:
    try:
        return detect_source(rows)
    except UnreadableBatchError as error:
        return error.message.partition("Its first row")[0]


@pytest.mark.parametrize("name", sorted(set(EXPECTED) - NOT_TOLD - ERRORS))
def test_no_row_of_an_export_has_the_signature_of_another_platform(name: str) -> None:
    spec = SOURCES[EXPECTED[name]["source"]]
    rows = spec.unwrap(decode_payload((FIXTURES / name).read_bytes())).rows
    taken = {
        other.name
        for row in rows
        if isinstance(row, dict)
        for other in SOURCES.values()
        if other.signature(frozenset(row))
    }
    assert taken <= {spec.name}


@pytest.mark.parametrize(
    "header",
    [
        "Campaign Name,Campaign ID,Amount Spent,Paid Impressions,Swipe Ups,Start time",  # Snapchat
        "Campaign Name,Campaign ID,Amount Spent (USD),Impressions,Clicks,Date",  # Reddit
        "Campaign name,Campaign ID,Time period,Currency,Spend,Impressions,Link clicks",  # X
    ],
)
def test_exports_of_other_pages_are_not_taken_for_meta_s_or_microsoft_s(header: str) -> None:
    names = frozenset(header.split(","))
    assert [name for name, spec in SOURCES.items() if spec.signature(names)] == []


def test_an_export_of_ads_manager_is_told_by_its_labels() -> None:
    row = dict.fromkeys(("Campaign name", "Day", "Amount spent (EUR)", "Impressions"), "1")
    assert detect_source([row]) == "meta_business"

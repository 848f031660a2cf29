"""Edge inputs whose line is about what is stored, or about a total: sent through the API, read back from the file."""

import json
from typing import Any

import pytest

from domain.records import COLUMNS, Role
from tests.api_requests import INSIGHTS, PREVIEW, RECORDS, WHOLE
from tests.builders import action, meta_row
from tests.integration.api import Api

ODD = """
fragment Whole on Record { id campaignId adId spend clicks currency conversions warnings normalizerVersion }
"""
LONG = 120210000000000123
ROUNDED = (120210000000000130, 120210000000000210, 120210000000000290)


def stored(api: Api) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = api.say(RECORDS.replace(WHOLE, ODD))["records"]["nodes"]
    return nodes


def totals(api: Api, **said: Any) -> dict[str, Any]:
    found: dict[str, Any] = api.say(INSIGHTS, input=said)["insights"]
    return found


def test_e01_and_e02_long_ids_arrive_whole_beside_rows_that_lack_them(api: Api) -> None:
    api.ingest([meta_row(campaign_id=LONG), meta_row(campaign_id=None)])
    assert {record["campaignId"] for record in stored(api)} == {"120210000000000123", None}


def test_e03_a_long_id_with_an_exponent_is_refused(api: Api) -> None:
    raw = json.dumps({"dataSource": "META_BUSINESS", "dataEntries": [meta_row(campaign_id="ID")]})
    sent = json.loads(raw.replace('"ID"', "1.2021e17"))
    (issue,) = api.ingest(sent["dataEntries"])["issues"]
    assert (issue["code"], issue["severity"], issue["rowIndex"], issue["path"]) == (
        "ID_PRECISION_LOST",
        "REJECTED",
        0,
        "campaign_id",
    )


def test_e05_ids_that_javascript_rounded_are_kept_and_said_once(api: Api) -> None:
    said = api.ingest([meta_row(campaign_id=number) for number in ROUNDED])
    assert [(count["code"], count["count"]) for count in said["issueCounts"]] == [("ID_MAYBE_ROUNDED", 1)]
    assert sorted(record["campaignId"] for record in stored(api)) == [str(number) for number in ROUNDED]


def test_e63_breakdown_rows_are_not_added_to_the_unbroken_row(api: Api) -> None:
    api.ingest([meta_row(spend="10"), *(meta_row(spend="5", age=age) for age in ("18-24", "25-34"))])
    assert totals(api)["totals"]["spend"] == 10


def test_e64_ads_are_not_added_to_their_campaign(api: Api) -> None:
    api.ingest([meta_row(spend="10"), meta_row(spend="7", adset_id="7", ad_id="8")])
    found = totals(api)
    assert found["totals"]["spend"] == 10
    assert found["excluded"] == [{"reason": "LEVEL", "rows": 1, "spend": 7}]


def test_e65_a_row_that_came_twice_counts_once(api: Api) -> None:
    said = api.ingest([meta_row(spend="10")] * 2)
    assert (said["received"], said["inserted"], said["rejected"]) == (2, 1, 0)
    assert totals(api)["totals"]["spend"] == 10


def test_e67_the_same_batch_again_changes_nothing(api: Api) -> None:
    first, second = (api.ingest([meta_row()], observedAt=f"2024-02-0{day}T00:00:00Z") for day in (1, 2))
    assert (first["inserted"], second["inserted"], second["unchanged"]) == (1, 0, 1)


def test_e68_and_e69_a_newer_observation_restates_and_an_older_one_is_stale(api: Api) -> None:
    api.ingest([meta_row(spend="1")], observedAt="2024-02-02T00:00:00Z")
    newer = api.ingest([meta_row(spend="2")], observedAt="2024-02-03T00:00:00Z")
    older = api.ingest([meta_row(spend="3")], observedAt="2024-02-01T00:00:00Z")
    assert (newer["updated"], older["updated"], older["stale"]) == (1, 0, 1)
    assert [(issue["code"], issue["rowIndex"]) for issue in older["issues"]] == [("STALE_ROW", 0)]
    assert [record["spend"] for record in stored(api)] == [2]


def test_e72_an_error_answer_is_refused_with_its_code_and_message(api: Api) -> None:
    said = api.ingest({"error": {"code": 190, "message": "token expired"}})
    (error,) = said["userErrors"]
    assert error["code"] == "UPSTREAM_ERROR"
    assert "190" in error["message"]
    assert "token expired" in error["message"]


def test_e78_money_of_two_currencies_has_no_grand_total(api: Api) -> None:
    api.ingest([meta_row(spend="10"), meta_row(spend="20", account_currency="EUR", campaign_id="2", account_id="2")])
    found = totals(api)
    assert found["totals"]["spend"] is None
    assert {part["currency"]: part["totals"]["spend"] for part in found["totalsByCurrency"]} == {"USD": 10, "EUR": 20}


def test_a_currency_that_the_account_tells_is_said(api: Api) -> None:
    said = api.ingest([meta_row(), meta_row(account_currency=..., campaign_id="2")])
    (issue,) = said["issues"]
    assert (issue["code"], issue["severity"]) == ("CURRENCY_FROM_ACCOUNT", "WARNING")
    assert {record["currency"] for record in stored(api)} == {"USD"}


def test_overlapping_reports_are_said_and_their_days_count_once(api: Api) -> None:
    month = meta_row(spend="30", date_start="2024-01-01", date_stop="2024-01-30")
    week = meta_row(spend="7", date_start="2024-01-24", date_stop="2024-01-30")
    said = api.ingest([month, week])
    found = [(issue["code"], issue["rowIndex"], issue["value"]) for issue in said["issues"]]
    assert [issue for issue in found if issue[0] == "OVERLAPPING_PERIODS"] == [
        ("OVERLAPPING_PERIODS", 0, "2024-01-01..2024-01-30"),
        ("OVERLAPPING_PERIODS", 1, "2024-01-24..2024-01-30"),
    ]
    assert totals(api)["totals"]["spend"] == 30


def test_two_date_bases_of_a_campaign_are_said_and_one_counts(api: Api) -> None:
    said = api.ingest([meta_row(spend="10"), meta_row(spend="10", action_report_time="conversion")])
    assert [(issue["code"], issue["rowIndex"], issue["value"]) for issue in said["issues"]] == [
        ("MIXED_DATE_BASIS", 1, "CONVERSION")
    ]
    assert totals(api)["totals"]["spend"] == 10


def test_a_record_lists_what_its_raw_row_was_warned_of_each_code_once_and_sorted(api: Api) -> None:
    rows = [
        meta_row(spend="", clicks="99999"),
        meta_row(campaign_id="2", actions=[None, 5, action("purchase", "1")]),
        meta_row(campaign_id="3"),
        meta_row(campaign_id="4", spend="abc"),
    ]
    wanted = {
        "120208814532970417": ["CLICKS_GT_IMPRESSIONS", "EMPTY_METRIC"],
        "2": ["BAD_ACTION_ITEM"],
        "3": None,
    }
    preview = api.say(PREVIEW.replace(WHOLE, ODD), input={"dataSource": "META_BUSINESS", "dataEntries": rows})[
        "transformPreview"
    ]
    assert {record["campaignId"]: record["warnings"] for record in preview["records"]} == wanted
    api.ingest(rows)
    assert {record["campaignId"]: record["warnings"] for record in stored(api)} == wanted


COMPARED = [column.name for column in COLUMNS if column.public and column.role is not Role.PROVENANCE]
BATCHES: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "actions, breakdowns and odd values": (
        "META_BUSINESS",
        [
            meta_row(actions=[action("purchase", "3", **{"1d_view": "1"})], action_values=[action("purchase", "9.99")]),
            meta_row(age="18-24", spend="-1"),
            meta_row(campaign_id="2", foo={"deep": [1]}, link="https://a.example/?utm_source=x"),
            meta_row(campaign_id="2", ad_id="8", account_currency=..., clicks="--"),
            meta_row(ad_id="8", campaign_id=..., date_start="2024-01-02", date_stop="2024-01-02"),
            meta_row(campaign_id="bad", spend="abc"),
            "no row",
        ],
        {},
    ),
    "rows that lack their account": (
        "META_BUSINESS",
        [
            meta_row(campaign_id="2"),
            meta_row(campaign_id="2", account_id=..., date_start="2024-01-02", date_stop="2024-01-02"),
        ],
        {},
    ),
    "rows of one key once their account is known": (
        "META_BUSINESS",
        [meta_row(campaign_id="2"), meta_row(campaign_id="2", account_id=...), meta_row(campaign_id="3")],
        {},
    ),
    "rows of one key that disagree once their account is known": (
        "META_BUSINESS",
        [meta_row(campaign_id="2"), meta_row(campaign_id="2", account_id=..., spend="2"), meta_row(campaign_id="3")],
        {},
    ),
    "rows that are added once their account is known": (
        "META_BUSINESS",
        [meta_row(campaign_id="2"), meta_row(campaign_id="2", account_id=..., spend="2"), meta_row(campaign_id="3")],
        {"onConflict": "SUM"},
    ),
    "repeats and a sum": (
        "META_BUSINESS",
        [meta_row(spend="1"), meta_row(spend="1"), meta_row(spend="2"), meta_row(campaign_id="2")],
        {"onConflict": "SUM"},
    ),
    "names instead of ids": (
        "META_BUSINESS",
        [{"Campaign name": "Brand", "Amount spent (EUR)": "1,5", "Reporting starts": "2024-01-01", "Purchases": "2"}],
        {},
    ),
    "a period from the batch": (
        "META_BUSINESS",
        {"data": [meta_row(date_start=..., date_stop=...)], "paging": {"next": "x"}},
        {"dateRange": {"start": "2024-01-01", "end": "2024-01-07"}, "timezone": "Europe/Paris"},
    ),
    "mails": (
        "KLAVIYO",
        {
            "results": [
                {
                    "groupings": {"campaign_id": "c", "send_channel": "email"},
                    "statistics": {"delivered": 9, "opens": 20},
                }
            ]
        },
        {"dateRange": {"start": "2024-01-01", "end": "2024-01-01"}, "accountId": "k", "currency": "USD"},
    ),
}


@pytest.mark.parametrize("name", BATCHES)
def test_a_preview_shows_exactly_what_ingest_stores(api: Api, name: str) -> None:
    source, rows, said = BATCHES[name]
    whole = whole_fragment()
    sent = {"dataSource": source, "dataEntries": rows, **said}
    preview = api.say(PREVIEW.replace(WHOLE, whole), input=sent)["transformPreview"]
    report = api.ingest(rows, source, **said)
    kept = api.say(RECORDS.replace(WHOLE, whole))["records"]["nodes"]
    for record in kept:
        del record["observedAt"], record["ingestedAt"], record["revision"]
    assert sorted(preview["records"], key=by_id) == sorted(kept, key=by_id)
    assert preview["transformedRecords"] == len(kept)
    assert preview["originalRecords"] == report["received"]
    assert preview["unmappedFields"] == report["unmappedFields"]
    assert preview["issueCounts"] == report["issueCounts"]
    assert preview["issues"] == [{k: v for k, v in issue.items() if k != "severity"} for issue in report["issues"]]


def by_id(record: dict[str, Any]) -> str:
    return str(record["id"])


def whole_fragment() -> str:
    """Every field of a record that a preview can know, the warnings and the derived metrics among them."""
    camel = [name.split("_")[0] + "".join(part.capitalize() for part in name.split("_")[1:]) for name in COMPARED]
    added = [name for name in camel if name not in WHOLE.split()]
    return WHOLE.replace("platformMetrics", " ".join(["platformMetrics", "warnings", *added]))

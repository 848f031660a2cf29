"""The API by its inputs: each does what it says, and what cannot be meant is refused by name."""

from typing import Any

import pytest

from domain.vocabulary import Scope
from graphql_api.context import Services
from tests.api_requests import INGEST, INSIGHTS, PREVIEW, RECORDS, many_rows, meta_input
from tests.builders import action, google_flat, google_row, klaviyo_flat, klaviyo_row, meta_row
from tests.integration.api import Api

COUNT = "query($f: RecordFilter) { records(filter: $f) { totalCount nodes { campaignId } } }"
ROWS = "query($i: InsightsInput!) { insights(input: $i) { totalRows rows { dataSource campaignId spend } } }"


def fill(api: Api) -> Api:
    """Three sources: Meta 10 and 20 USD on two days, Google 45.67 USD, an email of 3,375 USD revenue."""
    api.ingest([meta_row(spend="10"), meta_row(spend="20", date_start="2024-01-02", date_stop="2024-01-02")])
    api.ingest([google_flat()], "GOOGLE_ADS")
    api.ingest([klaviyo_flat()], "KLAVIYO")
    return api


@pytest.fixture(scope="module")
def filled(services: Services) -> Api:
    """As `fill` leaves it, once: only what is read may be asked of it."""
    return fill(Api.on(services, "filled", Scope.READ, Scope.WRITE))


# --- filters ---


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, 4),
        (None, 4),
        ({"dataSources": ["META_BUSINESS"]}, 2),
        ({"dataSources": ["GOOGLE_ADS", "KLAVIYO"]}, 2),
        ({"dataSources": []}, 0),
        ({"dateRange": {"start": "2024-01-02", "end": "2024-01-03"}}, 2),
        ({"accountIds": ["123456789"]}, 2),
        ({"accountIds": ["4817206935"]}, 1),
        ({"campaignIds": ["120208814532970417", "20417736251"]}, 3),
        ({"campaignIds": [20417736251]}, 1),
        ({"campaignIds": ["x' OR 1=1 --"]}, 0),
        ({"levels": ["CAMPAIGN"]}, 4),
        ({"levels": ["AD"]}, 0),
        ({"channels": ["paid_social"]}, 2),
        ({"channels": ["paid_search", "email"]}, 2),
        ({"countries": ["US"]}, 0),
        ({"currency": "USD"}, 4),
        ({"currency": "EUR"}, 0),
        ({"breakdowns": {"age": ["25-34"]}}, 0),
        ({"asOf": "2024-01-01T00:00:00Z"}, 0),
    ],
)
def test_each_filter_restricts_the_records(filled: Api, given: object, found: int) -> None:
    records = filled.say(COUNT, f=given)["records"]
    assert (records["totalCount"], len(records["nodes"])) == (found, found)


def test_breakdowns_choose_their_rows(api: Api) -> None:
    api.ingest([meta_row(age="25-34", spend="7"), meta_row(age="35-44", spend="3")])
    assert api.say(COUNT, f={"breakdowns": {"age": ["25-34"]}})["records"]["totalCount"] == 1
    totals = api.say(INSIGHTS, input={"filter": {"breakdowns": {"age": ["25-34"]}}})["insights"]["totals"]
    assert totals["spend"] == 7


@pytest.mark.parametrize("name", ['a"b', "a'b", "a]", "$", "", "x" * 65, "a\\b", "é\u0000"])
def test_a_breakdown_that_cannot_be_one_is_refused_as_input(api: Api, name: str) -> None:
    for query, variables in (
        (COUNT, {"f": {"breakdowns": {name: ["1"]}}}),
        (ROWS, {"i": {"filter": {"breakdowns": {name: ["1"]}}}}),
    ):
        assert api.code(query, **variables) == "INVALID_INPUT"


# --- insights ---


@pytest.mark.parametrize(
    ("given", "spends"),
    [
        ({}, [45.67, 30, None]),
        ({"groupBy": []}, [75.67]),
        ({"groupBy": ["CAMPAIGN"], "orderBy": {"metric": "SPEND", "direction": "ASC"}}, [30, 45.67, None]),
        ({"groupBy": ["DAY"], "filter": {"dataSources": ["META_BUSINESS"]}}, [20, 10]),
        ({"groupBy": ["DAY", "DAY"], "filter": {"dataSources": ["META_BUSINESS"]}}, [20, 10]),
        ({"limit": 1}, [45.67]),
        ({"limit": None, "orderBy": None}, [45.67, 30, None]),
        ({"metrics": ["ROAS"], "orderBy": {"metric": "REVENUE"}}, [None, 45.67, 30]),
    ],
)
def test_insights_are_grouped_ordered_and_cut_as_asked(filled: Api, given: object, spends: list[float | None]) -> None:
    insights = filled.say(ROWS, i=given)["insights"]
    assert [row["spend"] for row in insights["rows"]] == [None if s is None else pytest.approx(s) for s in spends]


def test_every_dimension_can_be_grouped_by_alone_and_with_all_others(filled: Api) -> None:
    names = [
        value["name"]
        for value in filled.say('{ __type(name: "Dimension") { enumValues { name } } }')["__type"]["enumValues"]
    ]
    assert len(names) == 30
    for dimensions in ([name] for name in names):
        assert filled.say(ROWS, i={"groupBy": dimensions})["insights"]["totalRows"] >= 0
    assert filled.say(ROWS, i={"groupBy": names})["insights"]["totalRows"] >= 0


def test_unknown_currency_is_a_bucket_of_its_own(api: Api) -> None:
    api.ingest([meta_row(spend="10"), meta_row(campaign_id="2", spend="5", account_id="77", account_currency=...)])
    insights = api.say(INSIGHTS, input={})["insights"]
    by_currency = {entry["currency"]: entry["totals"]["spend"] for entry in insights["totalsByCurrency"]}
    assert by_currency == {"USD": 10, None: 5}
    assert insights["totals"]["spend"] is None


# --- ingest and preview ---


def test_what_the_rows_do_not_say_is_taken_from_the_batch(api: Api) -> None:
    row = meta_row(account_id=..., account_currency=..., date_start=..., date_stop=...)
    said: dict[str, Any] = {
        "accountId": "act_55",
        "currency": "eur",
        "timezone": "Europe/Berlin",
        "metadata": {"report": "weekly"},
    }
    day = {"start": "2024-02-05", "end": "2024-02-05"}
    assert api.ingest([row], dateRange=day, observedAt="2024-02-06T06:00:00+01:00", **said)["inserted"] == 1
    (record,) = api.say(RECORDS)["records"]["nodes"]
    assert (record["accountId"], record["currency"], record["dateStart"]) == ("55", "EUR", "2024-02-05")
    assert record["observedAt"] == "2024-02-06T05:00:00Z"


def test_strict_turns_ambiguity_into_rejection_and_null_means_the_default(api: Api) -> None:
    row = meta_row(account_currency=...)
    assert api.ingest([row], strict=True)["rejected"] == 1
    assert api.ingest([row], strict=None, onConflict=None)["inserted"] == 1


@pytest.mark.parametrize(("locale", "spend"), [("de-DE", 1.234), ("en-US", 1234), (None, 1234)])
def test_a_locale_settles_how_texts_write_numbers(api: Api, locale: str | None, spend: float) -> None:
    rows = [meta_row(spend="1,234")]
    preview = api.say(PREVIEW, input=meta_input(rows, numberLocale=locale))["transformPreview"]
    assert [record["spend"] for record in preview["records"]] == [spend]
    payload = api.ingest(rows, numberLocale=locale, strict=locale is not None)
    assert (payload["rejected"], api.say(INSIGHTS, input={})["insights"]["totals"]["spend"]) == (0, spend)


@pytest.mark.parametrize(
    ("policy", "spend", "rejected"), [("REJECT", None, 2), ("LAST", 2, 0), ("SUM", 3, 0), (None, None, 2)]
)
def test_rows_that_contradict_each_other_follow_the_policy(
    api: Api, policy: str | None, spend: float | None, rejected: int
) -> None:
    rows = [meta_row(spend="1"), meta_row(spend="2")]
    assert api.ingest(rows, onConflict=policy)["rejected"] == rejected
    assert api.say(INSIGHTS, input={})["insights"]["totals"]["spend"] == spend
    preview = api.say(PREVIEW, input=meta_input(rows, onConflict=policy))["transformPreview"]
    assert [record["spend"] for record in preview["records"]] == ([] if spend is None else [spend])


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"currency": "DOLLARS"}, "currency"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"numberLocale": "german"}, "numberLocale"),
        ({"metadata": [1]}, "metadata"),
        ({"dateRange": {"start": "2024-01-02", "end": "2024-01-01"}}, "dateRange"),
        ({"dataEntries": "rows"}, "dataEntries"),
        ({"observedAt": "9999-12-31T23:59:59Z"}, "observedAt"),
    ],
)
def test_an_unusable_argument_is_a_user_error_that_names_it(api: Api, said: dict[str, Any], field: str) -> None:
    payload = api.ingest(said.pop("dataEntries", [meta_row()]), **said)
    (error,) = payload["userErrors"]
    assert (error["field"], payload["batchId"], payload["inserted"]) == (["input", field], None, 0)
    assert api.say(COUNT)["records"]["totalCount"] == 0


def test_an_observation_of_the_future_cannot_spoil_later_ones(api: Api) -> None:
    api.ingest([meta_row(spend="1")], observedAt="9999-12-31T23:59:59Z")
    assert api.ingest([meta_row(spend="2")])["inserted"] == 1
    assert api.say(ROWS, i={"groupBy": ["CAMPAIGN"]})["insights"]["rows"][0]["spend"] == 2


@pytest.mark.parametrize("count", [0, 1, 101, 250])
def test_issues_are_at_most_a_hundred_and_counted_in_full(api: Api, count: int) -> None:
    payload = api.ingest([meta_row(campaign_id=str(number + 1), spend="x") for number in range(count)])
    assert len(payload["issues"]) == (min(count, 100) or 1)
    counted = {entry["code"]: entry["count"] for entry in payload["issueCounts"]}
    assert counted.get("NOT_A_NUMBER", 0) == payload["rejected"] == count


@pytest.mark.parametrize(
    ("source", "row"),
    [
        ("META_BUSINESS", meta_row(actions=[action("purchase", "2")])),
        ("GOOGLE_ADS", google_row()),
        ("KLAVIYO", klaviyo_row()),
    ],
)
def test_the_shapes_of_each_source_are_taken(api: Api, source: str, row: dict[str, object]) -> None:
    day = {"start": "2024-02-05", "end": "2024-02-05"}
    assert api.ingest([row], source, dateRange=day)["inserted"] == 1


@pytest.mark.parametrize("number", [2**63, 2**64, 12345678901234567890123456789, 1e300])
def test_a_number_beyond_64_bits_in_a_row_comes_back_whole(api: Api, number: float) -> None:
    assert api.ingest([meta_row(custom=number, reach=number)])["inserted"] == 1
    (record,) = api.say(RECORDS)["records"]["nodes"]
    assert record["raw"]["custom"] == number
    assert record["platformMetrics"]["reach"] == pytest.approx(number)


# --- pages ---


def test_first_is_one_to_a_thousand_and_a_cursor_is_one_of_ours(api: Api) -> None:
    for first in (0, -1, 1001):
        assert api.code(RECORDS, first=first) == "INVALID_INPUT"
    for after in ("", "é", "MjAyNC0wMS0wMXw=", "x" * 5000):
        error = api.refused(RECORDS, after=after)
        assert (error["extensions"]["code"], error["extensions"]["field"]) == ("INVALID_INPUT", ["after"])
        assert len(error["message"]) < 300


def test_a_page_of_a_thousand_and_a_cursor_behind_the_last(api: Api) -> None:
    api.ingest(many_rows(1001))
    page = api.say(RECORDS, first=1000)["records"]
    assert (len(page["nodes"]), page["totalCount"], page["pageInfo"]["hasNextPage"]) == (1000, 1001, True)
    assert [edge["cursor"] for edge in page["edges"]][-1] == page["pageInfo"]["endCursor"]
    last = api.say(RECORDS, first=1000, after=page["pageInfo"]["endCursor"])["records"]
    assert (len(last["nodes"]), last["pageInfo"]["hasNextPage"]) == (1, False)
    behind = api.say(RECORDS, after=last["pageInfo"]["endCursor"])["records"]
    assert (behind["nodes"], behind["pageInfo"]["endCursor"], behind["totalCount"]) == ([], None, 1001)


def test_limits_of_insights_are_said_with_the_valid_ones(api: Api) -> None:
    for limit in (0, 10_001):
        error = api.refused(ROWS, i={"limit": limit})
        assert (error["extensions"]["code"], error["extensions"]["field"]) == ("INVALID_INPUT", ["input", "limit"])
        assert "1 to 10000" in error["message"]


def test_a_mutation_says_when_it_lacks_its_input(api: Api) -> None:
    assert api.code(INGEST) == "BAD_USER_INPUT"

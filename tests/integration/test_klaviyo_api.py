"""Klaviyo's events through the API: previewed, ingested, summed up, as an analyst sees them."""

from __future__ import annotations

from tests.integration.api import Api
from tests.klaviyo_events import aggregate, answer, event

PREVIEW = """query($input: TransformInput!) { transformPreview(input: $input) {
  originalRecords transformedRecords columnsAdded records { level adId dateBasis opens conversions revenue channel }
  issues { code rowIndex } } }"""
RECORDS = """{ records(first: 10) { edges { node { level adId dateBasis opens conversions revenue channel raw } } } }"""
TOTALS = (
    """{ insights(input: {}) { totals { opens conversions revenue } excluded { reason rows } notes { code rows } } }"""
)
MORNING = "2024-05-01T08:00:00+00:00"


def two_events() -> list[object]:
    order = event("p", "PO", MORNING, _value="$1,234.50", _attribution={"$attributed_event_id": "o"})
    return [answer(event("o", "OE", MORNING, _message="m1"), order)]


SHOWN = {"level": "MESSAGE", "adId": "m1", "dateBasis": "EVENT", "opens": 1, "conversions": 1, "revenue": 1234.5}


def test_the_preview_of_events_shows_what_ingest_stores(api: Api) -> None:
    said = {"dataSource": "KLAVIYO", "currency": "USD", "timezone": "Europe/Berlin"}
    preview = api.say(PREVIEW, input={**said, "dataEntries": two_events()})["transformPreview"]
    assert (preview["originalRecords"], preview["transformedRecords"], preview["issues"]) == (2, 1, [])
    assert preview["records"] == [SHOWN | {"channel": "email"}]
    assert {"opens", "revenue", "conversions"} <= set(preview["columnsAdded"])
    payload = api.ingest(two_events(), "KLAVIYO", currency="USD", timezone="Europe/Berlin")
    assert (payload["received"], payload["inserted"], payload["rejected"]) == (2, 1, 0)
    [edge] = api.say(RECORDS)["records"]["edges"]
    raw = edge["node"].pop("raw")
    assert edge["node"] == preview["records"][0]
    assert raw["type"] == "event"
    assert api.ingest(two_events(), "KLAVIYO", currency="USD", timezone="Europe/Berlin")["unchanged"] == 1
    assert api.say(TOTALS)["insights"] == {
        "totals": {"opens": 1, "conversions": 1, "revenue": 1234.5},
        "excluded": [],
        "notes": [],
    }


def test_an_aggregate_of_days_notes_that_its_unique_counts_were_added(api: Api) -> None:
    days = ["2024-05-01T00:00:00+00:00", "2024-05-02T00:00:00+00:00"]
    data = [{"dimensions": ["m1"], "measurements": {"count": [6, 4], "unique": [5, 3]}}]
    payload = api.ingest(aggregate("Opened Email", ["$message"], days, data), "KLAVIYO", currency="USD")
    assert payload["inserted"] == 2
    told = api.say(TOTALS)["insights"]
    assert (told["totals"]["opens"], told["notes"]) == (10, [{"code": "SUM_OF_DAILY_UNIQUES", "rows": 2}])


def test_an_aggregate_without_its_metric_says_what_to_send(api: Api) -> None:
    data = [{"dimensions": ["m1"], "measurements": {"count": [6]}}]
    payload = api.ingest(aggregate(None, ["$message"], ["2024-05-01"], data), "KLAVIYO")
    [issue] = payload["issues"]
    assert (payload["rejected"], issue["code"], issue["rowIndex"]) == (1, "KLAVIYO_METRIC_MISSING", 0)
    assert '"metric": {"name": "Placed Order"}' in issue["message"]

"""Rows as a hand-made export spoils them, so that the demo shows rejections; all of a test campaign of their own."""

from copy import deepcopy

TEST_NAME = "US | Test | Manual Import"
META_TEST_ID = "120208461937990188"
GOOGLE_TEST_ID = "20871345699"
KLAVIYO_TEST_FLOW = ("Zk9TeS", "Test Flow | Manual Import", "Zk9Te1")


def with_spoiled_meta_rows(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows and three more: spend as garbage text, negative clicks, a campaign id that went through a float."""
    test = {"campaign_id": META_TEST_ID, "campaign_name": TEST_NAME}
    spoils: list[dict[str, object]] = [
        {"spend": "N/A?"},
        {"clicks": "-12"},
        {"campaign_id": float(META_TEST_ID)},
    ]
    return _scattered(rows, [test | spoil for spoil in spoils])


def with_spoiled_google_rows(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows and two more: one without its date, one whose costMicros are dollars."""
    test = {"id": GOOGLE_TEST_ID, "name": TEST_NAME}
    campaign = test | {"status": "ENABLED", "advertisingChannelType": "SEARCH"}
    metrics = {"clicks": "31", "impressions": "840", "costMicros": "57.35"}
    spoils: list[dict[str, object]] = [{"segments": {}}, {"metrics": metrics}]
    return _scattered(rows, [{"campaign": campaign, **spoil} for spoil in spoils])


def spoiled_flow_result(length: int) -> dict[str, object]:
    """A result of a flow series whose arrays are one day shorter than the `length` days of the report."""
    flow_id, flow_name, message_id = KLAVIYO_TEST_FLOW
    groupings = {"flow_id": flow_id, "flow_name": flow_name, "flow_message_id": message_id, "send_channel": "email"}
    names = ("recipients", "delivered", "opens", "clicks", "conversions")
    return {"groupings": groupings, "statistics": {name: [1] * (length - 1) for name in names}}


def _scattered(rows: list[dict[str, object]], changes: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows with one changed copy of a row after each of evenly spaced places."""
    mixed = list(rows)
    step = len(rows) // (len(changes) + 1)
    for nth, change in reversed(list(enumerate(changes, start=1))):
        mixed.insert(nth * step, deepcopy(rows[nth * step]) | deepcopy(change))
    return mixed

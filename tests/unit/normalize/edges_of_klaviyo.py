"""Lines E83 to E94 of the table of edge inputs: mails. E90, E91 and E93 are about stored rows: tests/integration."""

from decimal import Decimal
from typing import Any

from tests.builders import klaviyo_flat, klaviyo_row
from tests.unit.normalize.edges_of_fields import KLAVIYO, ONE_DAY, Edge, refused


def of_klaviyo(**statistics: object) -> list[dict[str, Any]]:
    return [klaviyo_row(**statistics)]


def sms(**statistics: object) -> list[dict[str, Any]]:
    row = klaviyo_row(**statistics)
    return [row | {"groupings": row["groupings"] | {"send_channel": "sms"}}]


MAILS = [
    refused(
        "E83",
        {
            "results": [{"groupings": {"flow_id": "f"}, "statistics": {"delivered": [1]}}],
            "date_times": ["2024-01-01", "2024-01-02"],
        },
        "SERIES_LENGTH",
        KLAVIYO,
    ),
    Edge(
        "E84",
        of_klaviyo(open_rate=0.4, click_rate=0.1),
        {"unique_opens": 40, "extra": None},
        source=KLAVIYO,
        context=ONE_DAY,
    ),
    Edge("E85", of_klaviyo(open_rate=40), {"unique_opens": 40}, "RATE_OUT_OF_RANGE", source=KLAVIYO, context=ONE_DAY),
    Edge("E86", of_klaviyo(opens=300), {"opens": 300}, source=KLAVIYO, context=ONE_DAY),
    Edge(
        "E87",
        of_klaviyo(opens_unique=101),
        {"unique_opens": 101},
        "UNIQUE_GT_RECIPIENTS",
        source=KLAVIYO,
        context=ONE_DAY,
    ),
    Edge(
        "E88",
        of_klaviyo(delivered=..., bounced=4),
        {"delivered": 96},
        "DELIVERED_DERIVED",
        source=KLAVIYO,
        context=ONE_DAY,
    ),
    Edge(
        "E89",
        [{"results": of_klaviyo(), "conversion_metric_id": metric} for metric in ("AAA", "BBB")],
        {"conversion_metric": "AAA"},
        records=2,
        source=KLAVIYO,
        context=ONE_DAY,
    ),
    Edge(
        "E92",
        [klaviyo_flat()],
        {"delivered": 15000, "opens": 4500, "clicks": 675, "revenue": Decimal(3375), "conversions": None},
        "RATE_FROM_TOTALS",
        source=KLAVIYO,
    ),
    Edge("E94 sms", sms(text_message_spend=12.5), {"spend": Decimal("12.5")}, source=KLAVIYO, context=ONE_DAY),
    Edge("E94 email", of_klaviyo(), {"spend": None}, source=KLAVIYO, context=ONE_DAY),
]

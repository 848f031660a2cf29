"""Lines E01 to E44 and E82 of the table of edge inputs: ids, numbers, days."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tests.builders import google_flat, google_row, klaviyo_row, meta_row

META, GOOGLE, KLAVIYO = "meta_business", "google_ads", "klaviyo"
NO_DAYS: dict[str, Any] = {"date_start": ..., "date_stop": ...}
WEEK = {"period": ("2024-01-01", "2024-01-07")}
ONE_DAY = {"period": ("2024-01-01", "2024-01-01"), "currency": "USD", "metadata": {"conversion_metric_id": "XnQ4rP"}}
LONG = "120210000000000123"
AS_JAVASCRIPT_ROUNDS = (120210000000000130, 120210000000000210, 120210000000000290)


@dataclass(frozen=True)
class Edge:
    """A line of the table: `values` of the first record, the issue `code` if any, the number of records."""

    line: str
    payload: Any
    values: dict[str, Any] = field(default_factory=dict)
    code: str | None = None
    records: int = 1
    source: str = META
    context: dict[str, Any] = field(default_factory=dict)


def refused(line: str, payload: Any, code: str, source: str = META, **context: Any) -> Edge:
    return Edge(line, payload, code=code, records=0, source=source, context=context)


IDS = [
    Edge("E01", [meta_row(campaign_id=120210000000000123)], {"campaign_id": LONG}),
    Edge(
        "E02", [meta_row(campaign_id=120210000000000123), meta_row(campaign_id=None)], {"campaign_id": LONG}, records=2
    ),
    refused("E03", [meta_row(campaign_id=1.2021e17)], "ID_PRECISION_LOST"),
    refused("E03 exponent", [meta_row(campaign_id="1.2021E+17")], "ID_PRECISION_LOST"),
    Edge("E04", [meta_row(campaign_id=6215293444271.0)], {"campaign_id": "6215293444271"}, "ID_WAS_FLOAT"),
    Edge(
        "E05",
        [meta_row(campaign_id=i) for i in AS_JAVASCRIPT_ROUNDS],
        {"campaign_id": "120210000000000130"},
        "ID_MAYBE_ROUNDED",
        3,
    ),
    Edge("E06", [meta_row(account_id="act_1")], {"account_id": "1"}),
    Edge("E07", [google_flat(customer_id="123-456-7890")], {"account_id": "1234567890"}, source=GOOGLE),
    Edge(
        "E08",
        [google_row(customer=..., campaign={"id": ..., "resourceName": "customers/1/campaigns/10"})],
        {"account_id": "1", "campaign_id": "10"},
        source=GOOGLE,
        context={"currency": "USD"},
    ),
    Edge(
        "E09",
        [meta_row(account_id=..., campaign_id=..., campaign_name="Brand")],
        {"entity_id": "name:brand"},
        "KEY_FROM_NAME",
    ),
    refused("E10", [meta_row(account_id=..., campaign_id=...)], "MISSING_ENTITY"),
    Edge("E11", [meta_row(ad_id=None), meta_row(ad_id="8")], {"level": "CAMPAIGN", "ad_id": None}, records=2),
]

NUMBERS = [
    Edge("E12", [meta_row()], {"spend": Decimal("1250.5"), "impressions": 45000}),
    Edge("E13", [meta_row(clicks=...)], {"clicks": None}),
    Edge("E14", [google_row(metrics={"clicks": ...})], {"clicks": 0}, source=GOOGLE),
    *(Edge(f"E15 {empty!r}", [meta_row(spend=empty)], {"spend": None}, "EMPTY_METRIC") for empty in ("", None)),
    *(Edge(f"E16 {dash}", [meta_row(spend=dash)], {"spend": None}, "EMPTY_METRIC") for dash in ("--", "-", "N/A")),
    refused("E17", [meta_row(spend="abc")], "NOT_A_NUMBER"),
    refused("E17 long", [meta_row(spend="x" * 65)], "NOT_A_NUMBER"),
    *(
        refused(f"E18 {number}", [meta_row(spend=number)], "NOT_FINITE")
        for number in (float("nan"), float("inf"), "NaN")
    ),
    Edge("E19", [meta_row(spend="-3.1")], {"spend": Decimal("-3.1")}, "NEGATIVE_SPEND"),
    *(refused(f"E20 {count}", [meta_row(**{count: "-1"})], "NEGATIVE_COUNT") for count in ("impressions", "clicks")),
    refused("E21", [meta_row(impressions="10.5")], "NOT_AN_INTEGER"),
    Edge("E21 integral", [meta_row(impressions="10000.0")], {"impressions": 10000}),
    Edge("E22", [meta_row(impressions="1", clicks="2")], {"clicks": 2, "impressions": 1}, "CLICKS_GT_IMPRESSIONS"),
    Edge("E23", [meta_row(impressions="0", clicks="0")], {"spend": Decimal("1250.5")}, "SPEND_WITHOUT_DELIVERY"),
    refused("E24", [meta_row(spend=True)], "NOT_A_NUMBER"),
    Edge(
        "E25",
        [google_flat(cost_micros=..., cost="$1,234.56", impressions="12,345", clicks="1 024")],
        {"spend": Decimal("1234.56"), "impressions": 12345, "clicks": 1024},
        source=GOOGLE,
    ),
    Edge(
        "E26",
        [google_flat(cost_micros=..., cost="1.234,56")],
        {"spend": Decimal("1234.56")},
        "DECIMAL_COMMA",
        source=GOOGLE,
    ),
    Edge(
        "E27", [google_flat(cost_micros=..., cost="1,234")], {"spend": Decimal(1234)}, "AMBIGUOUS_NUMBER", source=GOOGLE
    ),
    refused("E27 strict", [google_flat(cost_micros=..., cost="1,234")], "AMBIGUOUS_NUMBER", GOOGLE, strict=True),
    Edge("E28", [google_flat(cost_micros=1500000, cost="1.50")], {"spend": Decimal("1.5")}, source=GOOGLE),
    Edge(
        "E28 differ",
        [google_flat(cost_micros=1500000, cost="9")],
        {"spend": Decimal("1.5")},
        "COST_MISMATCH",
        source=GOOGLE,
    ),
    refused("E29", [google_flat(cost_micros=1.5)], "MICROS_NOT_INTEGER", GOOGLE),
    Edge("E30", [google_flat(cost_micros=2_500_000_000)], {"spend": Decimal(2500)}, source=GOOGLE),
    Edge("E31", [google_flat(conversions=4.416667)], {"conversions": Decimal("4.416667")}, source=GOOGLE),
    Edge(
        "E32", [google_row(metrics={"averageCpc": 70000.0})], {"platform_metrics": None, "extra": None}, source=GOOGLE
    ),
    Edge(
        "E33",
        [google_row(metrics={"searchImpressionShare": "< 10%"})],
        {"platform_metrics": '{"search_impression_share":0.0999,"search_impression_share_bound":"LT"}'},
        source=GOOGLE,
    ),
    Edge("E34", {"summaryRow": {"metrics": {"costMicros": "5"}}}, code="EMPTY_BATCH", records=0, source=GOOGLE),
]

DAYS = [
    Edge(
        "E36",
        [meta_row(date_stop="2024-01-07")],
        {"date_start": date(2024, 1, 1), "date_stop": date(2024, 1, 7)},
        "MULTI_DAY_ROW",
    ),
    refused("E36 strict", [meta_row(date_stop="2024-01-07")], "MULTI_DAY_ROW", strict=True),
    refused("E37", [meta_row(date_stop="2023-12-31")], "BAD_PERIOD"),
    Edge(
        "E38",
        [meta_row(**NO_DAYS)],
        {"date_stop": date(2024, 1, 1)},
        "PERIOD_FROM_BATCH",
        context={"period": ONE_DAY["period"]},
    ),
    Edge(
        "E38 week",
        [meta_row(**NO_DAYS)],
        {"date_start": date(2024, 1, 1), "date_stop": date(2024, 1, 7)},
        "PERIOD_FROM_BATCH",
        context=WEEK,
    ),
    refused("E38 no period", [meta_row(**NO_DAYS)], "MISSING_DATE"),
    Edge("E39", [meta_row(date_start="2021-03-01T00:00:00-0800", date_stop=...)], {"date_start": date(2021, 3, 1)}),
    refused("E40", [google_row(segments={"date": "01/02/2024"})], "AMBIGUOUS_DATE", GOOGLE),
    Edge("E40 compact", [google_row(segments={"date": "20240101"})], {"date_start": date(2024, 1, 1)}, source=GOOGLE),
    refused("E41", [meta_row(date_start="2025-01-03", date_stop="2025-01-03")], "FUTURE_DATE"),
    Edge("E42", [meta_row(date_start="2019-01-01", date_stop="2019-01-01")], {"date_start": date(2019, 1, 1)}),
    Edge(
        "E43",
        [google_row(segments=...)],
        {"date_start": date(2024, 1, 1)},
        "MULTI_DAY_ROW",
        source=GOOGLE,
        context=WEEK,
    ),
    refused("E43 no period", [google_row(segments=...)], "MISSING_DATE", GOOGLE),
    Edge("E44", [google_row(segments={"hour": h}) for h in range(24)], {"hour": 0}, records=24, source=GOOGLE),
    refused("E82 no period", [klaviyo_row()], "MISSING_DATE", KLAVIYO, currency="USD", metadata=ONE_DAY["metadata"]),
    Edge(
        "E82", [klaviyo_row()], {"date_start": date(2024, 1, 1)}, "PERIOD_FROM_BATCH", source=KLAVIYO, context=ONE_DAY
    ),
]

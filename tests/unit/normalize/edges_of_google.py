"""Google's lines of the table of edge inputs, in the shapes in which they come, and what their issues say."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.builders import google_flat, google_row
from tests.unit.normalize.edges_of_fields import GOOGLE, WEEK, Edge

Said = tuple[int | None, str | None, str | None]
"""Row, path and value of an issue."""
ONE_EURO = {"costMicros": "1000000"}


def exported(**changes: object) -> dict[str, Any]:
    """A row of an English export; `...` leaves a column out."""
    row: dict[str, Any] = {
        "Day": "2024-02-05",
        "Campaign": "Brand",
        "Campaign ID": "20417736251",
        "Customer ID": "481-720-6935",
        "Currency code": "EUR",
        "Cost": "12.50",
        "Impr.": "1,000",
        "Clicks": "40",
        "Conversions": "2.50",
    }
    names = {name.replace("_", " ").casefold(): name.replace("_", " ") for name in changes}
    shown = {names.get(key.casefold(), key): value for key, value in row.items()}
    shown |= {name.replace("_", " "): value for name, value in changes.items()}
    return {key: value for key, value in shown.items() if value is not ...}


def fine(line: str, payload: Any, values: dict[str, Any], **more: Any) -> Edge:
    return Edge(line, payload, values, source=GOOGLE, **more)


def odd(line: str, payload: Any, code: str, values: dict[str, Any], **more: Any) -> Edge:
    return Edge(line, payload, values, code, source=GOOGLE, **more)


def bad(line: str, payload: Any, code: str, **context: Any) -> Edge:
    return Edge(line, payload, code=code, records=0, source=GOOGLE, context=context)


EURO = {"currency": "EUR"}
SHARES = '{"search_impression_share":%s,"search_impression_share_bound":"%s"}'
GOOGLE_EDGES = [
    fine("E07 export", [exported(Customer_ID="123-456-7890")], {"account_id": "1234567890"}),
    fine("E07 nested", [google_row(customer={"id": "123-456-7890"})], {"account_id": "1234567890"}),
    fine(
        "E08 ad",
        [google_row(customer=..., adGroupAd={"resourceName": "customers/1/adGroupAds/20~30"})],
        {"account_id": "1", "ad_group_id": "20", "ad_id": "30", "entity_id": "20/30"},
        context=EURO,
    ),
    fine(
        "E08 keyword",
        [google_row(adGroupCriterion={"resourceName": "customers/1/adGroupCriteria/20~40"})],
        {"level": "KEYWORD", "entity_id": "20/40"},
    ),
    fine(
        "E14 masked",
        {"results": [google_row(metrics={"clicks": ..., "conversions": ...})], "fieldMask": "metrics.clicks"},
        {"clicks": 0, "conversions": None},
    ),
    fine(
        "E14 five",
        [google_row(metrics=dict.fromkeys(google_row()["metrics"], ...))],
        {"spend": 0, "impressions": 0, "clicks": 0, "conversions": 0, "revenue": 0, "all_conversions": None},
    ),
    fine("E14 flat", [google_flat(clicks=...)], {"clicks": None}),
    fine(
        "E14 dlt",
        [{"customer__id": "1", "campaign__id": "2", "segments__date": "2024-02-05", "metrics__clicks": None}],
        {"clicks": 0, "spend": 0},
        context=EURO,
    ),
    fine(
        "E25 export",
        [exported(Cost="$1,234.56", Clicks="1 024") | {"Impr.": "12,345"}],
        {"spend": Decimal("1234.56"), "clicks": 1024},
    ),
    odd("E26 export", [exported(Cost="1.234,56")], "DECIMAL_COMMA", {"spend": Decimal("1234.56")}),
    fine(
        "E26 told",
        [google_flat(cost_micros=..., cost="1.234,56")],
        {"spend": Decimal("1234.56")},
        context={"number_locale": "de-DE"},
    ),
    odd("E27 conversions", [google_flat(conversions="1,234")], "AMBIGUOUS_NUMBER", {"conversions": Decimal(1234)}),
    bad("E27 strict", [google_flat(conversions="1,234")], "AMBIGUOUS_NUMBER", strict=True),
    fine(
        "E27 en-US",
        [google_flat(conversions="1,234")],
        {"conversions": Decimal(1234)},
        context={"number_locale": "en-US", "strict": True},
    ),
    fine(
        "E27 de-DE",
        [google_flat(conversions="1,234", impressions="1.234")],
        {"conversions": Decimal("1.234"), "impressions": 1234},
        context={"number_locale": "de-DE", "strict": True},
    ),
    fine("E28 cent", [google_flat(cost_micros=1_500_000, cost="1.51")], {"spend": Decimal("1.5")}),
    odd(
        "E28 nested",
        [google_row(metrics={"costMicros": "1500000", "cost": 9.5})],
        "COST_MISMATCH",
        {"spend": Decimal("1.5")},
    ),
    bad("E29 nested", [google_row(metrics={"costMicros": "1.5"})], "MICROS_NOT_INTEGER"),
    bad(
        "E29 dotted",
        [{"metrics.cost_micros": 1.5, "campaign.id": 7, "segments.date": "2024-02-05"}],
        "MICROS_NOT_INTEGER",
    ),
    fine("E30 text", [google_row(metrics={"costMicros": "2500000000"})], {"spend": Decimal(2500)}),
    fine(
        "E31 export",
        [exported(Conversions="4.416667", Conv__value="1,322.10")],
        {"conversions": Decimal("4.416667")},
    ),
    fine(
        "E32 export",
        [exported(CTR="4.00%") | {"Avg. CPC": "0.31", "Cost / conv.": "5.00", "Video played to 25%": "50.00%"}],
        {"platform_metrics": None, "extra": None},
    ),
    fine(
        "E32 quartiles",
        [google_row(metrics={"videoQuartileP25Rate": 0.5, "averageCpm": 70000.0})],
        {"platform_metrics": None, "extra": None, "video_p25": None},
    ),
    *(
        fine(f"E33 {share}", [google_row(metrics={"searchImpressionShare": share})], {"platform_metrics": shown})
        for share, shown in {
            0.0999: SHARES % (0.0999, "LT"),
            "< 10%": SHARES % (0.0999, "LT"),
            "< 10 %": SHARES % (0.0999, "LT"),
            0.9001: SHARES % (0.9001, "GT"),
            "> 90%": SHARES % (0.9001, "GT"),
            "--": None,
            "84.21%": '{"search_impression_share":0.8421}',
            "84,21 %": '{"search_impression_share":0.8421}',
        }.items()
    ),
    fine("E33 export", [exported() | {"Search impr. share": " --"}], {"platform_metrics": None}),
    fine(
        "E34 beside rows",
        [{"results": [google_row(metrics=ONE_EURO)], "summaryRow": {"metrics": ONE_EURO}, "fieldMask": "x"}],
        {"spend": Decimal(1)},
    ),
    *(
        odd(
            f"E35 {label}",
            [exported(), {"Day": " --", "Campaign": label, "Cost": "12.50", "Clicks": "40"}],
            "TOTAL_ROW_SKIPPED",
            {"spend": Decimal("12.5")},
        )
        for label in ("Total: Campaigns", "Total: Account", "Total: Search", "Gesamt: Konto", "Total : compte", "Total")
    ),
    fine("E35 named so", [exported(Campaign="Total: Brand")], {"campaign_name": "Total: Brand"}),
    bad("E40 export", [exported(Day="01/02/2024")], "AMBIGUOUS_DATE"),
    fine("E40 words", [exported(Day="Mon, Feb 5, 2024")], {"date_start": date(2024, 2, 5)}),
    odd(
        "E43 export",
        [exported(Day=...)],
        "PERIOD_FROM_BATCH",
        {"date_start": date(2024, 1, 1), "date_stop": date(2024, 1, 7)},
        context=WEEK,
    ),
    bad("E43 no period", [exported(Day=...)], "MISSING_DATE"),
    odd(
        "E43 month",
        [google_row(segments={"date": ..., "month": "2024-02-01"})],
        "MULTI_DAY_ROW",
        {"date_start": date(2024, 2, 1), "date_stop": date(2024, 2, 29)},
    ),
    fine(
        "E44 export",
        [exported(Cost="0.25") | {"Hour of the day": str(hour)} for hour in range(24)],
        {"hour": 0, "spend": Decimal("0.25"), "breakdown_set": "hour"},
        records=24,
    ),
    fine(
        "E73 snake",
        {"results": [google_row(metrics={"costMicros": "1500000"})], "field_mask": {"paths": ["x"]}},
        {"spend": Decimal("1.5")},
    ),
]
GOOGLE_SAID: dict[str, list[Said]] = {
    "E26 export": [(0, "Cost", "1.234,56")],
    "E27 conversions": [(0, "conversions", "1,234")],
    "E27 strict": [(0, "conversions", "1,234")],
    "E28 nested": [(0, "metrics.cost", "9.5")],
    "E29 nested": [(0, "metrics.costMicros", "1.5")],
    "E29 dotted": [(0, "metrics.cost_micros", "1.5")],
    "E35 Total: Campaigns": [(1, "Campaign", "Total: Campaigns")],
    "E35 Total: Account": [(1, "Campaign", "Total: Account")],
    "E35 Total: Search": [(1, "Campaign", "Total: Search")],
    "E35 Gesamt: Konto": [(1, "Campaign", "Gesamt: Konto")],
    "E35 Total : compte": [(1, "Campaign", "Total : compte")],
    "E35 Total": [(1, "Campaign", "Total")],
    "E40 export": [(0, "Day", "01/02/2024")],
    "E43 export": [(0, None, "2024-01-01..2024-01-07")],
    "E43 no period": [(0, "segments.date", None)],
    "E43 month": [(0, None, "2024-02-01..2024-02-29")],
}

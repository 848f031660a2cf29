"""Lines E45 to E94 of the table of edge inputs: actions, batches, mails."""

import json
from decimal import Decimal

from domain.vocabulary import ConflictPolicy
from tests.builders import action, google_row, klaviyo_row, meta_actions, meta_row
from tests.unit.normalize.edges_of_fields import GOOGLE, KLAVIYO, META, Edge, refused

PIXEL, ON_SITE = "offsite_conversion.fb_pixel_purchase", "onsite_conversion.purchase"


ACTIONS = [
    Edge("E45", [meta_actions({"purchase": "1", "omni_purchase": "1", PIXEL: "1"})], {"conversions": Decimal(1)}),
    Edge(
        "E46",
        [meta_actions({"omni_purchase": "2", "lead": "3"})],
        {"conversions": Decimal(2), "conversions_by_type": '{"lead":{"count":3},"purchase":{"count":2}}'},
    ),
    Edge("E47", [meta_actions({PIXEL: "3", ON_SITE: "2"})], {"conversions": Decimal(5)}),
    Edge(
        "E48",
        [meta_actions({PIXEL: "3", ON_SITE: "3"}, {PIXEL: "90", ON_SITE: "90"})],
        {"conversions": Decimal(6)},
        "META_POSSIBLE_DOUBLE_COUNT",
    ),
    Edge("E49", [meta_actions({"Omni_Purchase": "1"})], {"conversions": Decimal(1)}),
    Edge(
        "E50",
        [
            meta_row(
                actions=[action("purchase", "1", action_device="ios"), action("purchase", "2", action_device="web")]
            )
        ],
        {"conversions": Decimal(3)},
    ),
    Edge("E51", [meta_row(actions=[action("purchase", "2")] * 2)], {"conversions": Decimal(2)}, "DUPLICATE_ACTION"),
    Edge(
        "E52",
        [meta_row(actions=[action("purchase", **{"1d_click": "1", "7d_click": "2", "1d_view": "1"})])],
        {"conversions": Decimal(3), "attribution": "7d_click+1d_view"},
        "ATTRIBUTION_FALLBACK",
    ),
    Edge(
        "E53",
        [meta_row(actions=[action("purchase", "3", **{"1d_click": "2", "7d_click": "3"})])],
        {"conversions": Decimal(3)},
    ),
    Edge("E54", [meta_actions({"purchase": "1.5"})], {"conversions": Decimal("1.5")}),
    Edge("E55", [meta_row(actions='[{"action_type":"purchase","value":"1"}]')], {"conversions": Decimal(1)}),
    Edge("E56", [meta_row(actions={"purchase": "1"})], {"conversions": Decimal(1)}, "ACTIONS_SHAPE"),
    Edge(
        "E57",
        [meta_row(actions=[None, {"value": "9"}, action("purchase", "1")])],
        {"conversions": Decimal(1)},
        "BAD_ACTION_ITEM",
    ),
    Edge(
        "E58",
        [meta_row(conversions=[action("contact_total", "4")])],
        {"conversions": None, "conversions_by_type": '{"contact_total":{"count":4}}'},
    ),
    Edge(
        "E59",
        [meta_row(spend="10", purchase_roas=[action("omni_purchase", "2.35")])],
        {"revenue": Decimal("23.5")},
        "VALUE_FROM_ROAS",
    ),
    Edge(
        "E60",
        [meta_row(action_values=[action("purchase", "90")])],
        {"revenue": Decimal(90), "conversions": None},
        "VALUE_WITHOUT_COUNT",
    ),
    Edge(
        "E61",
        [meta_actions({"purchase": "1"}) | {"spend": "0", "impressions": "0", "clicks": "0"}],
        {"conversions": Decimal(1)},
    ),
]

BATCHES = [
    Edge("E62", [meta_row(spend="10", age=age) for age in ("18-24", "25-34")], {"breakdown_set": "age"}, records=2),
    Edge("E63", [meta_row(spend="10"), meta_row(spend="10", age="18-24")], {"breakdown_set": ""}, records=2),
    Edge("E64", [meta_row(), meta_row(adset_id="7", ad_id="8")], {"level": "CAMPAIGN"}, records=2),
    Edge("E65", [meta_row(spend="10")] * 2, {"spend": Decimal(10)}, "DUPLICATE_IN_BATCH"),
    refused("E66", [meta_row(spend="10"), meta_row(spend="11")], "CONFLICT_IN_BATCH"),
    *(
        Edge(
            f"E66 {policy}",
            [meta_row(spend="10"), meta_row(spend="11")],
            {"spend": spend},
            context={"on_conflict": policy},
        )
        for policy, spend in ((ConflictPolicy.LAST, Decimal(11)), (ConflictPolicy.SUM, Decimal(21)))
    ),
    Edge("E70", [meta_row(foo="bar")], {"extra": '{"foo":"bar"}'}),
    Edge("E71", {"data": [meta_row()], "paging": {"next": "https://graph"}}, {"clicks": 890}, "MORE_PAGES"),
    Edge(
        "E71 as one row", [{"data": [meta_row()], "paging": {"next": "https://graph"}}], {"clicks": 890}, "MORE_PAGES"
    ),
    Edge("E71 last page", {"data": [meta_row()], "paging": {"cursors": {"after": "x"}}}, {"clicks": 890}),
    Edge(
        "E73",
        {"results": [google_row(metrics={"costMicros": "1500000"})], "fieldMask": "x"},
        {"spend": Decimal("1.5")},
        source=GOOGLE,
    ),
    refused("E74 google as meta", [google_row()], "WRONG_SOURCE"),
    refused("E74 klaviyo as meta", [klaviyo_row()], "WRONG_SOURCE"),
    refused("E74 meta as google", [meta_row()], "WRONG_SOURCE", GOOGLE),
    *(
        refused(f"E75 {row!r}", [row], "NOT_AN_OBJECT", source)
        for row in ("x", 5, None)
        for source in (META, GOOGLE, KLAVIYO)
    ),
    *(refused(f"E76 {source}", [], "EMPTY_BATCH", source) for source in (META, GOOGLE, KLAVIYO)),
    refused("E77", [meta_row(note="x" * 262_144)], "ROW_TOO_LARGE"),
    refused("E77 deep", [meta_row(note=json.loads("[" * 33 + "]" * 33))], "ROW_TOO_LARGE"),
    Edge("E77 not too deep", [meta_row(note=json.loads("[" * 31 + "]" * 31))], {"clicks": 890}),
    Edge(
        "E78", [meta_row(), meta_row(account_currency="EUR", campaign_id="2")], {"currency": "USD"}, "MIXED_CURRENCY", 2
    ),
    Edge("E79", [meta_row(account_currency=...)], {"currency": None}, "CURRENCY_UNKNOWN"),
    refused("E79 strict", [meta_row(account_currency=...)], "CURRENCY_UNKNOWN", strict=True),
    Edge("E79 batch", [meta_row(account_currency=...)], {"currency": "EUR"}, context={"currency": "EUR"}),
    Edge(
        "E80",
        [meta_row(account_currency="JPY", spend="1200", daily_budget="1200")],
        {"spend": Decimal(1200), "extra": '{"daily_budget":"1200"}'},
    ),
    *(Edge(f"E81 {text}", [meta_row(account_currency=text)], {"currency": "USD"}) for text in ("usd", " USD ", "US$")),
    refused("E81 unknown", [meta_row(account_currency="JPN")], "BAD_CURRENCY"),
]

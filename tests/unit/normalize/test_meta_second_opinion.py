"""A second opinion on Meta: totals by campaign and day in exact decimals, from the raw rows, without the code under test.

The rows have the shape of real ones: ads of several campaigns, seven to eleven action types under which a purchase may
appear once or five times, fractions, late conversions without delivery, zeros that the platform leaves out.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.builders import normalized, records

Row = dict[str, Any]
Totals = dict[tuple[str, str], dict[str, Decimal]]
PIXEL, ON_SITE = "offsite_conversion.fb_pixel_purchase", "onsite_conversion.purchase"
APP, OFFLINE = "app_custom_event.fb_mobile_purchase", "offline_conversion.purchase"
MIRROR = "onsite_web_app_purchase"
ENGAGEMENT = ("link_click", "post_engagement", "page_engagement", "landing_page_view", "view_content", "add_to_cart")
COLUMNS = ("spend", "impressions", "clicks", "link_clicks", "conversions", "revenue", "video_views", "outbound_clicks")


def ad_days(seed: int) -> Iterator[Row]:
    """One row for each of 3 campaigns, 2 ads and 4 days, as Insights gives it: all numbers are text."""
    dice = Random(seed)  # noqa: S311 - generated figures need no cryptography
    for campaign in range(3):
        for ad in range(2):
            for day in range(1, 5):
                late = dice.random() < 0.1
                yield {
                    "account_id": "248319075526104",
                    "account_currency": "USD",
                    "campaign_id": str(120210000000000100 + campaign),
                    "adset_id": str(120210000000000200 + campaign),
                    "ad_id": str(120210000000000300 + 10 * campaign + ad),
                    "date_start": f"2024-03-0{day}",
                    "date_stop": f"2024-03-0{day}",
                    "spend": "0" if late else f"{dice.randrange(1, 900_000) / 100:.2f}",
                    "impressions": "0" if late else str(dice.randrange(1, 100_000)),
                    "clicks": "0" if late else str(dice.randrange(0, 900)),
                    "inline_link_clicks": str(dice.randrange(0, 500)),
                    **purchases(dice),
                    "video_play_actions": [{"action_type": "video_view", "value": str(dice.randrange(0, 5000))}],
                    "outbound_clicks": [{"action_type": "outbound_click", "value": str(dice.randrange(0, 300))}],
                }


def purchases(dice: Random) -> Row:
    """Action lists: the names of purchase that a pixel, an app, a shop on Meta or all of them leave behind."""
    parts = {
        name: Decimal(dice.randrange(0, 4_000_000)) / 1_000_000
        for name in dice.sample((PIXEL, ON_SITE, APP, OFFLINE), 2)
    }
    whole = sum(parts.values(), Decimal(0))
    counts = dice.choice(
        (
            {"omni_purchase": whole, "purchase": whole, **parts, MIRROR: whole},
            {"purchase": whole, **parts},
            parts,
            {"omni_purchase": Decimal(0), "purchase": whole},
            {},
        )
    )
    values = {name: (count * Decimal("37.25")).quantize(Decimal("0.01")) for name, count in counts.items()}
    noise = {name: Decimal(dice.randrange(0, 900)) for name in ENGAGEMENT}
    items = [{"action_type": name, "value": str(count)} for name, count in {**counts, **noise}.items()]
    dice.shuffle(items)
    worth = [{"action_type": name, "value": str(value)} for name, value in values.items()]
    return {"actions": items, **({"action_values": worth} if worth else {})}


def second_opinion(rows: list[Row]) -> Totals:
    """The totals by the rules as written: omni, else the aggregate, else the parts added; value under the same name."""
    totals: Totals = defaultdict(lambda: dict.fromkeys(COLUMNS, Decimal(0)))
    for row in rows:
        counts = {item["action_type"]: Decimal(item["value"]) for item in row["actions"]}
        values = {item["action_type"]: Decimal(item["value"]) for item in row.get("action_values", [])}
        chosen = next((names for names in (["omni_purchase"], ["purchase"]) if names[0] in counts), None)
        if chosen is None:
            chosen = [name for name in (PIXEL, ON_SITE, APP, OFFLINE) if name in counts]
        total = totals[row["campaign_id"], row["date_start"]]
        total["conversions"] += sum((counts[name] for name in chosen), Decimal(0))
        total["revenue"] += sum((values.get(name, Decimal(0)) for name in chosen), Decimal(0))
        for column, name in (
            ("spend", "spend"),
            ("impressions", "impressions"),
            ("clicks", "clicks"),
            ("link_clicks", "inline_link_clicks"),
        ):
            total[column] += Decimal(row[name])
        total["video_views"] += Decimal(row["video_play_actions"][0]["value"])
        total["outbound_clicks"] += Decimal(row["outbound_clicks"][0]["value"])
    return dict(totals)


def found(payload: object) -> Totals:
    """What the records of a payload add up to, in plain Python."""
    totals: Totals = defaultdict(lambda: dict.fromkeys(COLUMNS, Decimal(0)))
    batch = normalized(payload)
    assert not batch.log.rejected, batch.log.shown()
    for record in records(batch):
        total = totals[record["campaign_id"], record["date_start"].isoformat()]
        for column in COLUMNS:
            total[column] += Decimal(record[column] or 0)
    return dict(totals)


def as_numbers(value: Any, name: str = "") -> Any:
    """Airbyte: figures as numbers, ids and days as they were."""
    if isinstance(value, dict):
        return {key: as_numbers(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_numbers(inner) for inner in value]
    return (
        float(value)
        if name in {"spend", "value"}
        else int(value)
        if name in {"impressions", "clicks", "inline_link_clicks"}
        else value
    )


def as_airbyte(rows: list[Row]) -> object:
    return [{**as_numbers(row), "_airbyte_raw_id": str(place)} for place, row in enumerate(rows)]


def as_graph_batch(rows: list[Row]) -> object:
    return [{"code": 200, "body": json.dumps({"data": rows[start : start + 5]})} for start in range(0, len(rows), 5)]


def as_pages(rows: list[Row]) -> object:
    return [{"data": rows[:7], "paging": {"next": "x"}}, {"data": rows[7:], "paging": {"cursors": {}}}]


def as_texts(rows: list[Row]) -> object:
    return [{name: json.dumps(cell) if isinstance(cell, list) else cell for name, cell in row.items()} for row in rows]


LISTS = ("actions", "action_values", "video_play_actions", "outbound_clicks")


def as_fivetran(rows: list[Row]) -> object:
    """Tables joined by ad and day; windows of items have columns of their own."""
    reports = [
        {
            "date" if name == "date_start" else name: cell
            for name, cell in row.items()
            if name not in (*LISTS, "date_stop")
        }
        for row in rows
    ]
    tables: dict[str, list[Row]] = {"basic_ad": [{**row, "_fivetran_id": "x"} for row in reports]}
    for stats in LISTS:
        tables[f"basic_ad_{stats}"] = [
            {
                "ad_id": row["ad_id"],
                "date": row["date_start"],
                "_fivetran_id": "y",
                "index": place,
                "_7_d_click": 1.0,
                **item,
            }
            for row in rows
            for place, item in enumerate(row.get(stats, []))
        ]
    return tables


def as_dlt(rows: list[Row]) -> object:
    """Tables joined by the ids that the loader gives."""
    tables: dict[str, list[Row]] = {"facebook_insights": []}
    for number, row in enumerate(rows):
        report = {name: cell for name, cell in row.items() if name not in LISTS}
        tables["facebook_insights"].append({**report, "_dlt_id": f"r{number}", "_dlt_load_id": "1"})
        for stats in LISTS:
            tables.setdefault(f"facebook_insights__{stats}", []).extend(
                {**item, "_dlt_parent_id": f"r{number}", "_dlt_list_idx": place, "_dlt_id": f"{stats}{number}{place}"}
                for place, item in enumerate(row.get(stats, []))
            )
    return tables


LABELS = {
    "campaign_id": "Campaign ID",
    "adset_id": "Ad set ID",
    "ad_id": "Ad ID",
    "date_start": "Reporting starts",
    "date_stop": "Reporting ends",
    "spend": "Amount spent (USD)",
    "impressions": "Impressions",
    "clicks": "Clicks (all)",
    "inline_link_clicks": "Link clicks",
}
EVENTS = {
    "purchase": "Purchases",
    PIXEL: "Website purchases",
    ON_SITE: "Meta purchases",
    APP: "In-app purchases",
    OFFLINE: "Offline purchases",
}


def as_export(rows: list[Row]) -> object:
    """Ads Manager: one column for each event; what omni counts is its column of all purchases."""
    return [exported(row) for row in rows]


def exported(row: Row) -> Row:
    cells = {label: row[name] for name, label in LABELS.items()}
    cells |= dict.fromkeys(EVENTS.values(), "")
    for stats, ending in (("actions", ""), ("action_values", " conversion value")):
        figures = {item["action_type"]: item["value"] for item in row.get(stats, [])}
        figures["purchase"] = figures.get("omni_purchase", figures.get("purchase", ""))
        cells |= {label + ending: figures.get(name, "") for name, label in EVENTS.items()}
    return {
        **cells,
        "Video plays": row["video_play_actions"][0]["value"],
        "Outbound clicks": row["outbound_clicks"][0]["value"],
        "Results": "999",
        "Account ID": row["account_id"],
    }


SHAPES: dict[str, Callable[[list[Row]], object]] = {
    "rows": lambda rows: rows,
    "an envelope": lambda rows: {"data": rows, "paging": {}},
    "pages": as_pages,
    "a Graph batch": as_graph_batch,
    "lists as text": as_texts,
    "Airbyte": as_airbyte,
    "Fivetran": as_fivetran,
    "dlt": as_dlt,
    "an export of Ads Manager": as_export,
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(4))
def test_the_same_facts_give_the_same_totals_in_every_shape(shape: str, seed: int) -> None:
    rows = list(ad_days(seed))
    assert found(SHAPES[shape](rows)) == second_opinion(rows)

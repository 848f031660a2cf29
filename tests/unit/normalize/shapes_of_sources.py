"""Generated facts of the smaller sources, and the shapes in which each platform or loader would tell them."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
MILLION = Decimal(1_000_000)
METRICS = ("spend", "impressions", "clicks", "conversions", "revenue")


@dataclass(frozen=True)
class Fact:
    """What happened to one campaign in one hour: money in millionths, conversions and values in two parts."""

    campaign: str
    day: str
    hour: int
    spend: int
    impressions: int
    clicks: int
    first: int
    second: int
    first_value: int
    second_value: int

    @property
    def sums(self) -> tuple[Decimal, ...]:
        money = Decimal(self.spend) / MILLION
        value = Decimal(self.first_value + self.second_value) / MILLION
        return money, Decimal(self.impressions), Decimal(self.clicks), Decimal(self.first + self.second), value


def facts(seed: int) -> list[Fact]:
    """Three campaigns on four days, some days without them."""
    dice = random.Random(seed)  # noqa: S311 - figures, not secrets
    return [
        Fact(
            str(1_789_012_345_678_901_000 + campaign),
            f"2024-03-{day:02}",
            dice.randrange(24),
            dice.randrange(0, 9_000_000_000),
            dice.randrange(1000, 90_000),
            dice.randrange(0, 1000),
            dice.randrange(0, 40),
            dice.randrange(0, 9),
            dice.randrange(0, 9_000_000) * 10_000,
            dice.randrange(0, 900_000) * 10_000,
        )
        for campaign in range(3)
        for day in range(1, 5)
        if dice.random() < 0.8
    ]


def units(micros: int) -> str:
    return str(Decimal(micros) / MILLION)


def by_campaign_and_day(found: list[Fact]) -> dict[tuple[str, str], tuple[Decimal, ...]]:
    return {(fact.campaign, fact.day): fact.sums for fact in found}


# --- shapes: each gives the facts as one source's payload ---


def tiktok(fact: Fact) -> Row:
    return {
        "spend": units(fact.spend),
        "impressions": str(fact.impressions),
        "clicks": str(fact.clicks),
        "conversion": str(fact.first + fact.second),
        "real_time_conversion": "99",
        "total_purchase_value": units(fact.first_value),
        "total_sales_lead_value": units(fact.second_value) if fact.second_value else "-",
        "cpc": "1.5",
    }


def tiktok_api(found: list[Fact]) -> object:
    rows = [
        {"dimensions": {"campaign_id": f.campaign, "stat_time_day": f"{f.day} 00:00:00"}, "metrics": tiktok(f)}
        for f in found
    ]
    return {"code": 0, "request_id": "1", "data": {"list": rows, "page_info": {"page": 1, "total_page": 1}}}


def tiktok_hourly(found: list[Fact]) -> object:
    return [{"campaign_id": int(f.campaign), "stat_time_hour": f"{f.day} {f.hour:02}:00:00"} | tiktok(f) for f in found]


def tiktok_flat(found: list[Fact]) -> object:
    return [{"campaign_id": f.campaign, "date": f.day} | tiktok(f) for f in found]


def microsoft_csv(found: list[Fact]) -> object:
    """Rows apart by device, with thousands separators; conversions by halves and quarters are exact."""
    return [
        {
            "TimePeriod": f.day,
            "CampaignId": f.campaign,
            "DeviceType": device,
            "Spend": units(spend),
            "Impressions": f"{impressions:,}",
            "Clicks": f"{clicks}",
            "Conversions": "1000",
            "ConversionsQualified": str(Decimal(conversions)),
            "Revenue": f"{Decimal(value) / MILLION:,.2f}",
            "Ctr": "3.1%",
        }
        for f in found
        for device, spend, impressions, clicks, conversions, value in (
            ("Smartphone", f.spend // 3, f.impressions // 3, f.clicks // 3, f.first, f.first_value),
            (
                "Computer",
                f.spend - f.spend // 3,
                f.impressions - f.impressions // 3,
                f.clicks - f.clicks // 3,
                f.second,
                f.second_value,
            ),
        )
    ]


def microsoft_table(found: list[Fact]) -> object:
    return [
        {
            "date": f.day,
            "campaign_id": int(f.campaign),
            "device_type": "Computer",
            "bid_match_type": "Broad",
            "spend": units(f.spend),
            "impressions": f.impressions,
            "clicks": f.clicks,
            "conversions": f.first + f.second,
            "revenue": units(f.first_value + f.second_value),
        }
        for f in found
    ]


def linkedin_api(found: list[Fact]) -> object:
    return {
        "elements": [
            {
                "dateRange": {"start": day_parts(f.day), "end": day_parts(f.day)},
                "pivotValues": [f"urn:li:sponsoredCampaign:{f.campaign}"],
                "costInLocalCurrency": units(f.spend),
                "costInUsd": "1.00",
                "impressions": f.impressions,
                "viralImpressions": 12345,
                "clicks": f.clicks,
                "externalWebsiteConversions": f.first,
                "oneClickLeads": f.second,
                "conversionValueInLocalCurrency": units(f.first_value + f.second_value),
            }
            for f in found
        ],
        "paging": {"start": 0, "count": 10, "links": []},
    }


def day_parts(day: str) -> Row:
    year, month, number = map(int, day.split("-"))
    return {"year": year, "month": month, "day": number}


def linkedin_table(found: list[Fact]) -> object:
    """In dollars alone, of an account in dollars: the value counts."""
    return [
        {
            "day": f"{f.day}T00:00:00Z",
            "campaign_id": int(f.campaign),
            "cost_in_usd": units(f.spend),
            "impressions": f.impressions,
            "viral_impressions": 1,
            "clicks": f.clicks,
            "external_website_conversions": f.first,
            "one_click_leads": f.second,
            "conversion_value_in_local_currency": units(f.first_value + f.second_value),
        }
        for f in found
    ]


def pinterest_rows(found: list[Fact]) -> list[Row]:
    return [
        {
            "DATE": f.day,
            "CAMPAIGN_ID": f.campaign,
            "SPEND_IN_MICRO_DOLLAR": f.spend,
            "IMPRESSION_1": f.impressions - 100,
            "IMPRESSION_2": 100,
            "CLICKTHROUGH_1": f.clicks // 2,
            "CLICKTHROUGH_2": f.clicks - f.clicks // 2,
            "TOTAL_CONVERSIONS": f.first + f.second,
            "TOTAL_CONVERSIONS_VALUE_IN_MICRO_DOLLAR": f.first_value + f.second_value,
        }
        for f in found
    ]


def pinterest_files(found: list[Fact]) -> object:
    return {
        row["CAMPAIGN_ID"]: [r for r in pinterest_rows(found) if r["CAMPAIGN_ID"] == row["CAMPAIGN_ID"]]
        for row in pinterest_rows(found)
    }


def pinterest_table(found: list[Fact]) -> object:
    return [{name.lower(): str(value) for name, value in row.items()} for row in pinterest_rows(found)]


def snap_stats(f: Fact) -> Row:
    return {
        "spend": f.spend,
        "impressions": f.impressions,
        "swipes": f.clicks,
        "conversion_purchases": f.first + f.second,
        "conversion_purchases_value": f.first_value + f.second_value,
        "view_time_millis": 5000,
    }


def snapchat_api(found: list[Fact]) -> object:
    stats = []
    for campaign in sorted({f.campaign for f in found}):
        steps = [
            {
                "start_time": f"{f.day}T00:00:00.000+01:00",
                "end_time": f"2024-03-{int(f.day[-2:]) + 1:02}T00:00:00.000+01:00",
                "stats": snap_stats(f),
            }
            for f in found
            if f.campaign == campaign
        ]
        stat = {"id": campaign, "type": "CAMPAIGN", "granularity": "DAY", "timeseries": steps}
        stats.append({"sub_request_status": "SUCCESS", "timeseries_stat": stat})
    return {"request_status": "SUCCESS", "timeseries_stats": stats}


def snapchat_hourly(found: list[Fact]) -> object:
    return [{"campaign_id": f.campaign, "date": f"{f.day} {f.hour:02}:00:00"} | snap_stats(f) for f in found]


def reddit_api(found: list[Fact]) -> object:
    rows = [
        {
            "campaign_id": f.campaign,
            "date": f.day,
            "spend": f.spend,
            "impressions": f.impressions,
            "clicks": f.clicks,
            "conversion_purchase_clicks": f.first,
            "conversion_lead_clicks": f.second,
            "conversion_search_clicks": 500,
            "conversion_purchase_total_value": f.first_value // 10_000,
            "conversion_lead_total_value": f.second_value // 10_000,
            "ecpm": 12,
        }
        for f in found
    ]
    return {"data": {"metrics": rows}, "pagination": {}}


def reddit_tables(found: list[Fact]) -> object:
    delivery = [
        {
            "campaign_id": f.campaign,
            "date": f.day,
            "spend": f.spend,
            "impressions": f.impressions,
            "clicks": f.clicks,
            "ecpm": 1,
        }
        for f in found
    ]
    events = [
        {
            "campaign_id": f.campaign,
            "date": f.day,
            "event_name": name,
            "click_through_conversion_attribution_window_month": count,
            "total_value": units(value),
            "clicks": 12_345,
        }
        for f in found
        for name, count, value in (
            ("purchase", f.first, f.first_value),
            ("LEAD", f.second, f.second_value),
            ("page_visit", 700, 7),
        )
    ]
    return [*events, *delivery]


def amazon_report(found: list[Fact]) -> object:
    return [
        {
            "date": f.day,
            "campaignId": int(f.campaign),
            "cost": float(units(f.spend)),
            "impressions": f.impressions,
            "clicks": f.clicks,
            "purchases1d": 0,
            "purchases7d": f.first,
            "purchases30d": f.first + f.second,
            "sales1d": 0.0,
            "sales30d": float(units(f.first_value + f.second_value)),
        }
        for f in found
    ]


def amazon_v2(found: list[Fact]) -> object:
    return [
        {
            "reportDate": f.day.replace("-", ""),
            "campaignId": f.campaign,
            "cost": units(f.spend),
            "impressions": f.impressions,
            "clicks": f.clicks,
            "attributedConversions14d": f.first,
            "attributedConversions30d": f.first + f.second,
            "attributedSales30d": units(f.first_value + f.second_value),
        }
        for f in found
    ]


def x_api(found: list[Fact]) -> object:
    days = [f"2024-03-{day:02}" for day in range(1, 5)]
    data = []
    for campaign in sorted({f.campaign for f in found}):
        on = {f.day: f for f in found if f.campaign == campaign}

        def series(read: Callable[[Fact], int], on: dict[str, Fact] = on) -> list[int | None]:
            return [read(on[day]) if day in on else None for day in days]

        metrics = {
            "billed_charge_local_micro": series(lambda f: f.spend),
            "impressions": series(lambda f: f.impressions),
            "clicks": series(lambda f: f.clicks),
            "conversion_purchases": {
                "metric": series(lambda f: f.first),
                "sale_amount": series(lambda f: f.first_value),
            },
            "conversion_custom": {
                "metric": series(lambda f: f.second),
                "sale_amount": series(lambda f: f.second_value),
            },
            "conversion_sign_ups": {"metric": series(lambda _: 50), "sale_amount": None},
            "likes": None,
        }
        data.append({"id": campaign, "id_data": [{"segment": None, "metrics": metrics}]})
    params = {
        "entity": "CAMPAIGN",
        "granularity": "DAY",
        "placement": "ALL_ON_TWITTER",
        "start_time": "2024-02-29T23:00:00Z",
        "end_time": "2024-03-04T23:00:00Z",
    }
    return {"data_type": "stats", "data": data, "request": {"params": params}}


def x_table(found: list[Fact]) -> object:
    """Two placements a day."""
    return [
        {
            "campaign_id": f.campaign,
            "date": f"{f.day} 00:00:00",
            "placement": placement,
            "billed_charge_local_micro": spend,
            "impressions": impressions,
            "clicks": clicks,
            "conversion_purchases_metric": first,
            "conversion_custom_metric": second,
            "conversion_purchases_sale_amount": first_value,
            "conversion_custom_sale_amount": second_value,
        }
        for f in found
        for placement, spend, impressions, clicks, first, second, first_value, second_value in (
            ("ALL_ON_TWITTER", f.spend - 7, f.impressions - 7, f.clicks, f.first, 0, f.first_value, 0),
            ("PUBLISHER_NETWORK", 7, 7, 0, 0, f.second, 0, f.second_value),
        )
    ]


def apple_step(f: Fact) -> Row:
    return {
        "date": f.day,
        "localSpend": {"amount": units(f.spend), "currency": "USD"},
        "impressions": f.impressions,
        "taps": f.clicks,
        "tapInstalls": f.first + f.second,
        "totalInstalls": 999,
        "avgCPT": {"amount": "1", "currency": "USD"},
    }


def apple_api(found: list[Fact]) -> object:
    rows = [
        {
            "other": False,
            "metadata": {"campaignId": int(campaign), "campaignName": "c"},
            "granularity": [apple_step(f) for f in found if f.campaign == campaign],
            "total": {"impressions": 10**9, "taps": 5, "localSpend": {"amount": "99999", "currency": "USD"}},
        }
        for campaign in sorted({f.campaign for f in found})
    ]
    return {"data": {"reportingDataResponse": {"row": rows, "grandTotals": {"total": {"taps": 1}}}}}


def apple_table(found: list[Fact]) -> object:
    return [
        {
            "date": f.day,
            "campaign_id": int(f.campaign),
            "local_spend_amount": units(f.spend),
            "local_spend_currency": "USD",
            "impressions": f.impressions,
            "taps": f.clicks,
            "new_downloads": f.first,
            "redownloads": f.second,
        }
        for f in found
    ]


SHAPES: dict[str, tuple[Callable[[list[Fact]], object], ...]] = {
    "tiktok_ads": (tiktok_api, tiktok_hourly, tiktok_flat),
    "microsoft_ads": (microsoft_csv, microsoft_table),
    "linkedin_ads": (linkedin_api, linkedin_table),
    "pinterest_ads": (pinterest_rows, pinterest_files, pinterest_table),
    "snapchat_ads": (snapchat_api, snapchat_hourly),
    "reddit_ads": (reddit_api, reddit_tables),
    "amazon_ads": (amazon_report, amazon_v2),
    "x_ads": (x_api, x_table),
    "apple_search_ads": (apple_api, apple_table),
}
OWNERS = {"linkedin_ads": "ad_group_id"}
WORTHLESS = {"apple_search_ads"}

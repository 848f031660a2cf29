"""The facts as raw rows in each platform's own words, as `ingest` takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from benchmarks.search_world.facts import Entity, Organization

Row = dict[str, object]
PURCHASES = ("omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase")


@dataclass(frozen=True, slots=True)
class Pull:
    """All raw rows of one account."""

    data_source: str
    account_id: str
    currency: str
    rows: list[Row]


def pulls(organization: Organization) -> list[Pull]:
    """One per data source; campaigns that have ads come by ad, all others by campaign."""
    with_ads = {e.identity.campaign_id for e in organization.at("AD")}
    told = [e for e in organization.entities if _is_told(e, with_ads)]
    return [
        Pull(
            source,
            account,
            organization.currency,
            [row for e in told if e.identity.data_source == source for row in _rows(e, organization)],
        )
        for source, account in organization.accounts.items()
    ]


def _is_told(entity: Entity, with_ads: set[str | None]) -> bool:
    level = entity.identity.level
    return level == "AD" or (level == "CAMPAIGN" and entity.identity.campaign_id not in with_ads)


def _rows(entity: Entity, organization: Organization) -> Iterator[Row]:
    word = WORDING[entity.identity.data_source]
    columns = entity.figures.columns
    for place, day in enumerate(entity.figures.days):
        yield word(entity, day, {name: int(column[place]) for name, column in columns.items()}, organization)


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _meta(entity: Entity, day: date, figures: Mapping[str, int], organization: Organization) -> Row:
    at, sales, value = entity.identity, figures["conversions"], _money(figures["revenue_cents"])
    row: Row = {
        "account_id": at.account_id,
        "account_name": organization.name,
        "account_currency": organization.currency,
        "campaign_id": at.campaign_id,
        "campaign_name": entity.parents[0] if entity.parents else entity.name,
        "objective": entity.objective,
        "effective_status": entity.status,
        "spend": _money(figures["spend_cents"]),
        "impressions": str(figures["impressions"]),
        "clicks": str(figures["clicks"]),
        "date_start": day.isoformat(),
        "date_stop": day.isoformat(),
    }
    if at.ad_id:
        row |= {"adset_id": at.ad_group_id, "adset_name": entity.parents[1], "ad_id": at.ad_id, "ad_name": entity.name}
    # Insights leaves out actions that nobody took; a connector that was asked for purchases fills in their zeros, so that
    # ROAS is 0 and not unknown where there was spend and no sale.
    row["actions"] = [{"action_type": name, "value": str(sales)} for name in PURCHASES]
    row["action_values"] = [{"action_type": name, "value": value} for name in PURCHASES]
    return row


def _google(entity: Entity, day: date, figures: Mapping[str, int], organization: Organization) -> Row:
    at = entity.identity
    row: Row = {
        "customer": {
            "id": at.account_id,
            "descriptiveName": organization.name,
            "currencyCode": organization.currency,
            "timeZone": "Europe/London",
        },
        "campaign": {
            "id": at.campaign_id,
            "name": entity.parents[0] if entity.parents else entity.name,
            "status": entity.status,
            "advertisingChannelType": entity.kind,
        },
        "segments": {"date": day.isoformat()},
        "metrics": {
            "impressions": str(figures["impressions"]),
            "clicks": str(figures["clicks"]),
            "costMicros": str(figures["spend_cents"] * 10_000),
            "conversions": float(figures["conversions"]),
            "conversionsValue": figures["revenue_cents"] / 100,
        },
    }
    if at.ad_id:
        row |= {
            "adGroup": {"id": at.ad_group_id, "name": entity.parents[1]},
            "adGroupAd": {"ad": {"id": at.ad_id, "name": entity.name}},
        }
    return row


def _klaviyo(entity: Entity, day: date, figures: Mapping[str, int], organization: Organization) -> Row:
    at, kind = entity.identity, "flow" if entity.kind == "FLOW" else "campaign"
    return {
        "account_id": at.account_id,
        "account_name": organization.name,
        "date": day.isoformat(),
        f"{kind}_id": at.campaign_id,
        f"{kind}_name": entity.name,
        "send_channel": "email",
        "currency": organization.currency,
        "recipients": figures["sent"],
        "delivered": figures["delivered"],
        "opens": figures["opens"],
        "opens_unique": figures["unique_opens"],
        "clicks": figures["clicks"],
        "clicks_unique": figures["unique_clicks"],
        "unsubscribes": figures["unsubscribes"],
        "bounced": figures["bounces"],
        "conversions": figures["conversions"],
        "conversion_value": figures["revenue_cents"] / 100,
    }


def _tiktok(entity: Entity, day: date, figures: Mapping[str, int], organization: Organization) -> Row:
    at = entity.identity
    return {
        "advertiser_id": at.account_id,
        "advertiser_name": organization.name,
        "campaign_id": at.campaign_id,
        "campaign_name": entity.name,
        "currency": organization.currency,
        "stat_time_day": day.isoformat(),
        "spend": _money(figures["spend_cents"]),
        "impressions": str(figures["impressions"]),
        "clicks": str(figures["clicks"]),
        "conversion": str(figures["conversions"]),
        "total_purchase_value": _money(figures["revenue_cents"]),
    }


def _linkedin(entity: Entity, day: date, figures: Mapping[str, int], organization: Organization) -> Row:
    at = entity.identity
    return {
        "account_id": at.account_id,
        "account_name": organization.name,
        "campaign_group_id": at.campaign_id,
        "campaign_group_name": entity.name,
        "objective_type": entity.objective,
        "date": day.isoformat(),
        "cost_in_local_currency": _money(figures["spend_cents"]),
        "currency": organization.currency,
        "impressions": figures["impressions"],
        "clicks": figures["clicks"],
        "external_website_conversions": figures["conversions"],
        "conversion_value_in_local_currency": _money(figures["revenue_cents"]),
    }


def _microsoft(entity: Entity, day: date, figures: Mapping[str, int], organization: Organization) -> Row:
    at = entity.identity
    return {
        "AccountId": at.account_id,
        "AccountName": organization.name,
        "CampaignId": at.campaign_id,
        "CampaignName": entity.name,
        "CampaignType": "Search",
        "CampaignStatus": entity.status,
        "CurrencyCode": organization.currency,
        "TimePeriod": day.isoformat(),
        "Spend": _money(figures["spend_cents"]),
        "Impressions": str(figures["impressions"]),
        "Clicks": str(figures["clicks"]),
        "ConversionsQualified": str(figures["conversions"]),
        "Revenue": _money(figures["revenue_cents"]),
    }


WORDING: dict[str, Callable[[Entity, date, Mapping[str, int], Organization], Row]] = {
    "meta_business": _meta,
    "google_ads": _google,
    "klaviyo": _klaviyo,
    "tiktok_ads": _tiktok,
    "linkedin_ads": _linkedin,
    "microsoft_ads": _microsoft,
}

"""One row of Meta Insights in Meta's own words: every number a string, every event under all of its names."""

from dataclasses import dataclass, fields
from datetime import date

from domain.demo.catalog import Ad, MetaCampaign
from domain.demo.chance import dollars
from domain.demo.shop import CURRENCY, META_ACCOUNT_ID, SHOP_NAME

PURCHASE_TYPES = ("omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase")
CART_TYPES = ("omni_add_to_cart", "add_to_cart")
CHECKOUT_TYPES = ("initiate_checkout",)
LEAD_TYPES = ("lead", "onsite_conversion.lead_grouped")
CART_VALUE_CENTS = 9150


@dataclass(frozen=True, slots=True)
class MetaCell:
    """Figures of one campaign or ad on one day; money in cents, all else counts."""

    spend_cents: int
    impressions: int
    reach: int
    clicks: int
    link_clicks: int
    landing_page_views: int
    post_engagements: int
    video_views: int
    view_contents: int = 0
    add_to_carts: int = 0
    checkouts: int = 0
    purchases: int = 0
    purchase_value_cents: int = 0
    leads: int = 0

    @classmethod
    def additive_names(cls) -> tuple[str, ...]:
        """Names of the figures that sum over ads; reach does not, as people see several ads."""
        return tuple(field.name for field in fields(cls) if field.name != "reach")


def meta_row(campaign: MetaCampaign, day: date, cell: MetaCell, ad: Ad | None = None) -> dict[str, object]:
    """The row as Insights sends it, at ad level when `ad` is given, else at campaign level."""
    return {
        **_entity(campaign, ad),
        **_delivery_figures(cell),
        **_lists(cell),
        "date_start": day.isoformat(),
        "date_stop": day.isoformat(),
    }


def _entity(campaign: MetaCampaign, ad: Ad | None) -> dict[str, object]:
    entity: dict[str, object] = {
        "account_id": META_ACCOUNT_ID,
        "account_name": SHOP_NAME,
        "account_currency": CURRENCY,
        "campaign_id": campaign.id,
        "campaign_name": campaign.name,
        "objective": campaign.objective,
        "buying_type": "AUCTION",
    }
    if ad is None:
        return entity
    ad_set = {"adset_id": ad.ad_set_id, "adset_name": ad.ad_set_name}
    return {**entity, **ad_set, "ad_id": ad.id, "ad_name": ad.name}


def _delivery_figures(cell: MetaCell) -> dict[str, object]:
    """Delivery as text; a ratio without a denominator is left out, as Meta does, and ctr is in percent."""
    spend = cell.spend_cents / 100
    figures: dict[str, object] = {
        "spend": dollars(cell.spend_cents),
        "impressions": str(cell.impressions),
        "reach": str(cell.reach),
        "frequency": f"{cell.impressions / cell.reach:.6f}",
        "clicks": str(cell.clicks),
        "inline_link_clicks": str(cell.link_clicks),
        "cpm": f"{1000 * spend / cell.impressions:.6f}",
        "ctr": f"{100 * cell.clicks / cell.impressions:.6f}",
    }
    return {**figures, "cpc": f"{spend / cell.clicks:.6f}"} if cell.clicks else figures


def _lists(cell: MetaCell) -> dict[str, object]:
    """The nested lists; one that would be empty is absent."""
    roas = cell.purchase_value_cents / cell.spend_cents if cell.spend_cents else 0
    lists = {
        "actions": _items(_counts(cell)),
        "action_values": _items(_values(cell)),
        "purchase_roas": [{"action_type": "omni_purchase", "value": f"{roas:.6f}"}] if roas else [],
    }
    return {name: items for name, items in lists.items() if items}


def _counts(cell: MetaCell) -> dict[str, str]:
    counts = {
        "link_click": cell.link_clicks,
        "landing_page_view": cell.landing_page_views,
        "post_engagement": cell.post_engagements,
        "video_view": cell.video_views,
        "view_content": cell.view_contents,
        **dict.fromkeys(CART_TYPES, cell.add_to_carts),
        **dict.fromkeys(CHECKOUT_TYPES, cell.checkouts),
        **dict.fromkeys(PURCHASE_TYPES, cell.purchases),
        **dict.fromkeys(LEAD_TYPES, cell.leads),
    }
    return {action_type: str(count) for action_type, count in counts.items() if count}


def _values(cell: MetaCell) -> dict[str, str]:
    cents = {
        **dict.fromkeys(CART_TYPES, cell.add_to_carts * CART_VALUE_CENTS),
        **dict.fromkeys(CHECKOUT_TYPES, cell.checkouts * CART_VALUE_CENTS),
        **dict.fromkeys(PURCHASE_TYPES, cell.purchase_value_cents),
    }
    return {action_type: dollars(value) for action_type, value in cents.items() if value}


def _items(values: dict[str, str]) -> list[dict[str, str]]:
    return [{"action_type": action_type, "value": value} for action_type, value in values.items()]

"""Generated Meta Insights rows of the size that real accounts have: about 1,250 bytes, 5 to 11 actions each."""

from __future__ import annotations

import random
from datetime import date, timedelta

ACTION_TYPES = (
    *("link_click", "landing_page_view", "post_engagement", "page_engagement", "video_view", "view_content"),
    *("omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase", "add_to_cart", "omni_add_to_cart"),
)
FIRST_DAY = date(2024, 1, 1)
DAYS = 200


def meta_rows(count: int, seed: int = 7) -> list[dict[str, object]]:
    """`count` daily ad rows as the Insights API returns them: numbers as text."""
    dice = random.Random(seed)
    return [_row(number, dice) for number in range(count)]


def _row(number: int, dice: random.Random) -> dict[str, object]:
    ad, day = divmod(number, DAYS)
    impressions = dice.randint(100, 50_000)
    clicks = impressions // dice.randint(40, 120)
    types = ACTION_TYPES[: dice.randint(5, len(ACTION_TYPES))]
    figures = {kind: dice.randint(1, 60) for kind in types}
    when = (FIRST_DAY + timedelta(days=day)).isoformat()
    return {
        "account_id": "248319075526104",
        "account_name": "Larkspur Trail Co.",
        "account_currency": "USD",
        "campaign_id": str(120_210_000_000_000_000 + ad // 20),
        "campaign_name": f"US | Prospecting | Drop {ad // 20}",
        "adset_id": str(120_211_000_000_000_000 + ad // 4),
        "adset_name": f"Broad {ad // 4}",
        "ad_id": str(120_212_000_000_000_000 + ad),
        "ad_name": f"Video {ad}",
        "objective": "OUTCOME_SALES",
        "date_start": when,
        "date_stop": when,
        "impressions": str(impressions),
        "clicks": str(clicks),
        "spend": f"{dice.randint(100, 90_000) / 100:.2f}",
        "reach": str(impressions * 3 // 4),
        "frequency": "1.33",
        "cpm": "12.345678",
        "ctr": "1.987654",
        "inline_link_clicks": str(clicks * 2 // 3),
        "actions": [{"action_type": kind, "value": str(figure)} for kind, figure in figures.items()],
        "action_values": [
            {"action_type": kind, "value": f"{figure * 74.5:.2f}"}
            for kind, figure in figures.items()
            if "purchase" in kind
        ],
    }

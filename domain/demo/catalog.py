"""What a campaign is to the demo: budgets in USD a day, prices in USD, rates 0..1, ROAS at the base budget."""

from dataclasses import dataclass
from typing import Literal

Objective = Literal["OUTCOME_SALES", "OUTCOME_LEADS", "OUTCOME_ENGAGEMENT"]
ChannelType = Literal["SEARCH", "SHOPPING", "PERFORMANCE_MAX", "VIDEO", "DISPLAY"]


@dataclass(frozen=True, slots=True)
class Campaign:
    """What both ad platforms share; `event` None runs all year, `runs` is the part of the window (0..1)."""

    id: str
    name: str
    daily_budget: float
    roas: float
    order_value: float
    click_rate: float
    event: str | None = None
    runs: tuple[float, float] = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Ad:
    """One ad of a Meta campaign with its ad set and its share of the delivery (parts, not percent)."""

    id: str
    name: str
    ad_set_id: str
    ad_set_name: str
    weight: float


@dataclass(frozen=True, slots=True)
class MetaCampaign(Campaign):
    """A Meta campaign; `cpm` in USD per thousand impressions, `frequency` impressions per person and day."""

    objective: Objective = "OUTCOME_SALES"
    cpm: float = 12.0
    frequency: float = 1.25
    video_views: bool = False
    ads: tuple[Ad, ...] = ()


@dataclass(frozen=True, slots=True)
class GoogleCampaign(Campaign):
    """A Google Ads campaign; `cpc` in USD, `impression_share` 0..1 where Google reports one, else None."""

    channel_type: ChannelType = "SEARCH"
    cpc: float = 1.0
    impression_share: float | None = None
    view_through: float = 0.0

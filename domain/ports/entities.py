"""What records tell of entities, and which of them search has yet to take up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from domain.vocabulary import DataSource, OrgId


@dataclass(frozen=True, slots=True)
class CampaignScope:
    """A campaign with all that lies below it; without `campaign_id`, what an account has outside of campaigns."""

    data_source: DataSource
    account_id: str | None
    campaign_id: str | None


@dataclass(frozen=True, slots=True)
class TouchedCampaign:
    """A campaign whose records changed; a later change gives it a larger number."""

    number: int
    scope: CampaignScope


class EntitySource(Protocol):
    """Entities as the records have them. Every change of records notes its campaigns in the same transaction."""

    def organizations(self) -> list[OrgId]:
        """Organizations that have tables, by name."""
        ...

    def touched(self, org: OrgId, limit: int) -> list[TouchedCampaign]:
        """Campaigns whose records changed since they were settled, the oldest change first."""
        ...

    def settle(self, org: OrgId, taken_up: Sequence[TouchedCampaign]) -> None:
        """Search has taken these up; one that changed again meanwhile stays noted."""
        ...

    def touch_all(self, org: OrgId) -> None:
        """Note every campaign that has records."""
        ...

    def campaigns(self, org: OrgId) -> list[CampaignScope]:
        """All campaigns that have records, in one order."""
        ...

    def describe(self, org: OrgId, scopes: Sequence[CampaignScope]) -> pa.Table:
        """One line per campaign, ad group and ad of these that has records, by the latest that rows say (`ENTITY_LINES`)."""
        ...

    def records_version(self, org: OrgId) -> int:
        """Changes with every write of the organization's records in this process."""
        ...


ENTITY_LINES = pa.schema(
    [
        *((name, pa.string()) for name in ("level", "data_source", "account_id", "account_name")),
        *((name, pa.string()) for name in ("campaign_id", "campaign_name", "ad_group_id", "ad_group_name")),
        *((name, pa.string()) for name in ("ad_id", "ad_name", "campaign_type", "channel", "objective", "status")),
        *((name, pa.list_(pa.string())) for name in ("countries", "landing_urls", "utm_words")),
        *((name, pa.date32()) for name in ("first_date", "last_date")),
    ]
)
"""`level`: CAMPAIGN, AD_GROUP, AD or MESSAGE. `landing_urls` and `utm_words` are distinct, at most `MOST_TEXTS`, in no order."""
MOST_TEXTS = 20

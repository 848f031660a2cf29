"""What is true of the generated organizations: entities with their facets, and exact figures per day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
FIRST_DAY, LAST_DAY = date(2024, 7, 1), date(2024, 12, 31)
PAID_COLUMNS = ("spend_cents", "impressions", "clicks", "conversions", "revenue_cents")
EMAIL_COLUMNS = (
    *("sent", "delivered", "opens", "unique_opens", "clicks", "unique_clicks"),
    *("unsubscribes", "bounces", "conversions", "revenue_cents"),
)


class Identity(NamedTuple):
    """Which entity: the same fields as a hit of search carries."""

    data_source: str
    account_id: str | None
    level: str
    campaign_id: str | None
    ad_group_id: str | None = None
    ad_id: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures by day; all columns are as long as `days`. Money in cents, all else counts."""

    days: tuple[date, ...]
    columns: Mapping[str, Counts]


@dataclass(frozen=True, slots=True)
class Entity:
    """A campaign, ad group, ad or flow. `facets` are what its name says: intent, product, event, geo, audience, ..."""

    identity: Identity
    name: str
    facets: Mapping[str, str]
    figures: Figures
    channel: str
    kind: str = ""
    """Google's channel type; FLOW or CAMPAIGN in Klaviyo."""
    objective: str | None = None
    status: str | None = None
    parents: tuple[str, ...] = ()
    """Names of the levels above, coarse to fine."""


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization with everything that is true of it; `accounts` by data source."""

    name: str
    currency: str
    accounts: Mapping[str, str]
    entities: tuple[Entity, ...]
    by_identity: Mapping[Identity, Entity] = field(default_factory=dict)

    def at(self, level: str) -> list[Entity]:
        """Its entities of a level."""
        return [entity for entity in self.entities if entity.identity.level == level]

    def named(self, name: str) -> list[Entity]:
        """Its entities of exactly this name."""
        return [entity for entity in self.entities if entity.name == name]


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Both ends included."""
    return tuple(first + timedelta(n) for n in range((last - first).days + 1))

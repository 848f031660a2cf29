"""What is found: one document per entity (campaign, ad group, ad, email campaign, flow, message)."""

from __future__ import annotations

from datetime import date
from typing import NewType

import msgspec

from domain.vocabulary import DataSource, Level

EntityKey = NewType("EntityKey", str)
"""Identity of an entity in one organization: the same through restatements, renamings and rebuilds of the index."""


class EntityDocument(msgspec.Struct, frozen=True, gc=False):
    """All that search knows of one entity; figures are not here, they come from the record store.

    `key` is the identity; platform ids and names are the latest that rows tell. `concepts` are names of the concept
    lexicon, `words` what else is searched (landing page, UTM words, breakdown-free labels), in no order.
    """

    key: EntityKey
    level: Level
    data_source: DataSource
    account_id: str | None
    account_name: str | None
    campaign_id: str | None
    campaign_name: str | None
    ad_group_id: str | None
    ad_group_name: str | None
    ad_id: str | None
    ad_name: str | None
    name: str | None
    """Name of the entity itself."""
    campaign_type: str | None
    channel: str | None
    objective: str | None
    status: str | None
    countries: tuple[str, ...]
    concepts: tuple[str, ...]
    words: tuple[str, ...]
    first_date: date
    last_date: date

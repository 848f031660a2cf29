"""Canonical rows of an organization of a million rows: three platforms, several levels, three years of days.

Each day has 910 rows: Meta's ads beside their campaigns' own rows, Google's campaigns beside the same by device,
Klaviyo's messages. So a total must leave out more than half of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pyarrow as pa

from domain.ancestry import lacking_of
from domain.arrow import key_array, repeated
from domain.normalize.frame import content_hashes
from domain.normalize.identity import natural_keys
from domain.ports import StoredBatch
from domain.records import ADDITIVE, CONTENT, Kind, record_schema
from domain.vocabulary import BatchId, OrgId

FIRST_DAY, LAST_DAY = date(2022, 1, 1), date(2024, 12, 31)
META_CAMPAIGNS, ADS_PER_CAMPAIGN, GOOGLE_CAMPAIGNS, MESSAGES = 60, 6, 80, 170
DEVICES = ("MOBILE", "DESKTOP", "TABLET")
Entity = dict[str, str]


def months() -> Iterator[list[date]]:
    """The days of each month in turn."""
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    for month in sorted({(day.year, day.month) for day in days}):
        yield [day for day in days if (day.year, day.month) == month]


def month_batch(org: OrgId, days: list[date]) -> StoredBatch:
    """All rows of some days, observed on the day after the last of them; the same every time."""
    entities = list(_entities())
    rng = np.random.default_rng(days[0].toordinal())
    observed = datetime.combine(days[-1] + timedelta(days=1), time(6), UTC)
    size = len(days) * len(entities)
    columns = _content(entities, days, rng)
    keys = [bytes(key) for key in natural_keys(org, columns)]
    seen = pa.array([observed], Kind.INSTANT.arrow)
    columns |= {
        "key": key_array(keys),
        "content": pa.array(content_hashes(columns), pa.int64()),
        "lacking": pa.array(lacking_of(pa.table(columns)), pa.string()),
        "observed_at": repeated(seen, size),
        "last_observed_at": repeated(seen, size),
        "seen_at": repeated(pa.array([[observed]], Kind.INSTANTS.arrow), size),
        "ingested_at": repeated(seen, size),
        "revision": pa.array(np.ones(size, np.int64)),
        "batch_id": repeated(pa.array([f"m{days[0]:%Y%m}"], pa.string()), size),
        "raw_frame": pa.array(np.zeros(size, np.int64)),
        "raw_row": pa.array(np.arange(size)),
        "normalizer_version": pa.array(np.ones(size, np.int64)),
    }
    blank = {field.name: pa.nulls(size, field.type) for field in record_schema() if field.name not in columns}
    table = pa.table([(columns | blank)[name] for name in record_schema().names], schema=record_schema())
    return StoredBatch(BatchId(f"m{days[0]:%Y%m}"), "meta_business", observed, observed, table, [], "{}")


def _entities() -> Iterator[Entity]:
    """What has a row each day: the columns that differ."""
    meta = {"data_source": "meta_business", "account_id": "7001", "channel": "paid_social", "currency": "USD"}
    google = {"data_source": "google_ads", "account_id": "8001", "channel": "paid_search", "currency": "USD"}
    email = {"data_source": "klaviyo", "account_id": "9001", "channel": "email", "currency": "USD"}
    for number in range(META_CAMPAIGNS):
        campaign = {**meta, "campaign_id": f"mc{number}", "campaign_name": f"Meta {number}"}
        yield {**campaign, "level": "CAMPAIGN", "entity_id": campaign["campaign_id"]}
        for ad in range(ADS_PER_CAMPAIGN):
            name = f"ma{number}_{ad}"
            yield {**campaign, "level": "AD", "entity_id": name, "ad_id": name, "ad_group_id": f"mg{number}_{ad % 2}"}
    for number in range(GOOGLE_CAMPAIGNS):
        campaign = {**google, "campaign_id": f"gc{number}", "campaign_name": f"Google {number}"}
        campaign |= {"level": "CAMPAIGN", "entity_id": f"gc{number}"}
        yield campaign
        for device in DEVICES:
            yield {**campaign, "device": device, "breakdown_set": "device", "breakdowns": f'{{"device":"{device}"}}'}
    for number in range(MESSAGES):
        flow = {
            **email,
            "campaign_id": f"kc{number // 5}",
            "campaign_name": f"Flow {number // 5}",
            "ad_id": f"km{number}",
        }
        yield {**flow, "level": "MESSAGE", "entity_id": f"km{number}/email", "conversion_metric_name": "Placed Order"}


def _content(entities: list[Entity], days: list[date], rng: np.random.Generator) -> dict[str, pa.Array]:
    """Every column of the content, day by day."""
    size, of_email = len(days) * len(entities), np.tile([e["data_source"] == "klaviyo" for e in entities], len(days))
    known: dict[str, pa.Array] = {"date_start": pa.array(np.repeat(np.array(days, "M8[D]"), len(entities)))}
    known["date_stop"] = known["date_start"]
    for name in ("attribution", "date_basis"):
        known[name] = repeated(pa.array([{"attribution": "default"}.get(name, "IMPRESSION")]), size)
    for name in dict.fromkeys(name for entity in entities for name in entity):
        values = pa.array([entity.get(name) for entity in entities], pa.string())
        known[name] = pa.concat_arrays([values] * len(days))
    known["breakdown_set"] = known["breakdown_set"].fill_null("")
    for column in ADDITIVE:
        absent = of_email if column.name in _OF_ADS else ~of_email if column.name in _OF_EMAIL else None
        values = rng.integers(0, 100_000, size)
        amounts = pa.array(values, mask=absent)
        known[column.name] = _decimal(amounts) if column.kind is Kind.DECIMAL else amounts
    return {c.name: known.get(c.name, pa.nulls(size, c.kind.arrow)).cast(c.kind.arrow) for c in CONTENT}


_OF_ADS = frozenset({"spend", "link_clicks", "video_views"})
_OF_EMAIL = frozenset(
    {"sent", "delivered", "opens", "unique_opens", "unique_clicks", "unsubscribes", "bounces", "spam_complaints"}
)


def _decimal(units: pa.Array) -> pa.Array:
    """Whole units; the sums cost the same as those of cents."""
    return units.cast(pa.decimal128(19, 0)).cast(pa.decimal128(25, 6)).cast(pa.decimal128(18, 6))

"""The canonical record as one table of columns.

Frames, SQL, GraphQL fields, CSV headers and metric definitions are all derived from `COLUMNS`;
a new column is one line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

import pyarrow as pa

MICROS = 1_000_000
"""Money and quantities carry six decimals: one unit is 1,000,000 micros."""
MONEY_LIMIT = 10**12
"""Absolute value that DECIMAL(18,6) can no longer hold."""
COUNT_LIMIT = 2**53 - 1
"""Largest whole number that every JSON reader keeps exact."""


class Kind(Enum):
    """Type of a column: its Arrow type, from which each engine's type follows."""

    TEXT = "text"
    DATE = "date"
    INSTANT = "instant"
    INSTANTS = "instants"
    COUNT = "count"
    DECIMAL = "decimal"
    JSON = "json"
    FLAG = "flag"
    KEY = "key"

    @property
    def arrow(self) -> pa.DataType:
        """Arrow type of the column in a canonical frame."""
        return _ARROW_TYPES[self]


_ARROW_TYPES: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.DATE: pa.date32(),
    Kind.INSTANT: pa.timestamp("us", tz="UTC"),
    Kind.INSTANTS: pa.list_(pa.timestamp("us", tz="UTC")),
    Kind.COUNT: pa.int64(),
    Kind.DECIMAL: pa.decimal128(18, 6),
    Kind.JSON: pa.string(),
    Kind.FLAG: pa.bool_(),
    Kind.KEY: pa.uuid(),
}


class Role(Enum):
    """What a column is for."""

    IDENTITY = "identity"
    """Part of the natural key."""
    ATTRIBUTE = "attribute"
    """Describes the row; the newest observation wins."""
    ADDITIVE = "additive"
    """A metric whose sum over rows means something."""
    NON_ADDITIVE = "non-additive"
    """Kept on the row, null in any sum."""
    PROVENANCE = "provenance"
    """Where the row came from and when it was known; not part of its content."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the canonical record."""

    name: str
    kind: Kind
    role: Role
    meaning: str
    unit: str = ""
    money: bool = False
    public: bool = True


def _identity(name: str, meaning: str, kind: Kind = Kind.TEXT, *, public: bool = True) -> Column:
    return Column(name, kind, Role.IDENTITY, meaning, public=public)


def _attribute(name: str, meaning: str, *, public: bool = True) -> Column:
    return Column(name, Kind.TEXT, Role.ATTRIBUTE, meaning, public=public)


def _count(name: str, meaning: str) -> Column:
    return Column(name, Kind.COUNT, Role.ADDITIVE, meaning, unit="count")


def _quantity(name: str, meaning: str) -> Column:
    return Column(name, Kind.DECIMAL, Role.ADDITIVE, meaning, unit="count")


def _money(name: str, meaning: str) -> Column:
    return Column(name, Kind.DECIMAL, Role.ADDITIVE, meaning, unit="currency units", money=True)


def _provenance(name: str, kind: Kind, meaning: str, *, public: bool = False) -> Column:
    return Column(name, kind, Role.PROVENANCE, meaning, public=public)


COLUMNS: tuple[Column, ...] = (
    _identity("data_source", "The system the row came from."),
    _identity("level", "What the row describes: the deepest entity that has an id."),
    _identity("account_id", "Account of the platform; digits without `act_` and hyphens."),
    _identity("entity_id", "What the source makes unique at this level.", public=False),
    _attribute("account_name", "Name of the account."),
    _attribute("account_timezone", "IANA time zone of the account's days."),
    _attribute("campaign_id", "Campaign; in Klaviyo also a flow."),
    _attribute("campaign_name", "Name of the campaign or flow as sent with the row."),
    _attribute("ad_group_id", "Meta's ad set, Google's ad group."),
    _attribute("ad_group_name", "Name of the ad group as sent with the row."),
    _attribute("ad_id", "Ad; in Klaviyo a message."),
    _attribute("ad_name", "Name of the ad or message as sent with the row."),
    _attribute("campaign_type", "Type of the campaign in the platform's words; FLOW for Klaviyo's flows."),
    _attribute("channel", "Media grouping, a closed list: paid_search, paid_social, email, ..."),
    _attribute("objective", "Objective of the campaign in the platform's words."),
    _attribute("status", "Status of the entity in the platform's words."),
    _attribute("landing_url", "Address that the ad leads to."),
    _attribute("utm_source", "utm_source of the landing address; the ad's own URL tags win over its query."),
    _attribute("utm_medium", "utm_medium, likewise."),
    _attribute("utm_campaign", "utm_campaign, likewise."),
    _attribute("utm_content", "utm_content, likewise."),
    _attribute("utm_term", "utm_term, likewise."),
    _attribute(
        "country",
        "Country of the row, where the report is broken down by it: ISO 3166-1 alpha-2, or the platform's word where it names no country.",
    ),
    _attribute("device", "Device of the row, where the report is broken down by it."),
    _attribute("currency", "Currency of the row's money, ISO 4217; null where nobody said."),
    _identity("date_start", "First day of the row, in the account's time zone.", Kind.DATE),
    _identity("date_stop", "Last day of the row, included.", Kind.DATE),
    _identity("hour", "Hour of the day, 0 to 23, where the report is hourly.", Kind.COUNT),
    _identity("breakdowns", "Breakdown cell, e.g. age and gender.", Kind.JSON),
    _identity("breakdown_set", "Names of the breakdowns, sorted, joined by commas.", public=False),
    _identity("attribution", "Attribution basis of the conversions; `default` is the platform's own."),
    _identity("conversion_metric", "The metric that counts as conversion, where the source has several."),
    _attribute("conversion_metric_name", "Name of that metric, where known."),
    _identity("date_basis", "IMPRESSION, CONVERSION, SEND or EVENT: the day a conversion is booked to."),
    _attribute("click_basis", "ALL or LINK: what `clicks` counts."),
    _money("spend", "Money spent, in the row's currency."),
    _count("impressions", "Times an ad was shown; for messages, those delivered."),
    _count("clicks", "Clicks; all clicks for Meta unless the rules say LINK."),
    _count("link_clicks", "Clicks that lead off the ad."),
    _count("outbound_clicks", "Clicks that lead off the platform."),
    _quantity("conversions", "Primary conversions; fractional where the platform attributes fractions."),
    _money("revenue", "Value of the primary conversions, in the row's currency."),
    _quantity("all_conversions", "All conversions that the platform counts, primary or not; never added to them."),
    _money("all_conversions_value", "Value of all conversions, in the row's currency."),
    _quantity("view_through_conversions", "Conversions after an ad was seen, not clicked; never added to others."),
    _count("sent", "Messages sent: the recipients."),
    _count("delivered", "Messages delivered."),
    _count("opens", "All opens, repeats included."),
    _count("unique_opens", "Recipients that opened, unique per message."),
    _count("unique_clicks", "Recipients that clicked, unique per message."),
    _count("unsubscribes", "Recipients that unsubscribed."),
    _count("bounces", "Messages that bounced."),
    _count("failed", "Messages that failed for other reasons than a bounce."),
    _count("spam_complaints", "Recipients that reported spam."),
    _count(
        "apple_privacy_opens",
        "Opens by Apple's mail privacy proxy, where the platform tells them apart; part of `opens`.",
    ),
    _count("video_views", "Video plays that the platform counts as views."),
    _count("video_p25", "Video plays that reached a quarter."),
    _count("video_p50", "Video plays that reached the middle."),
    _count("video_p75", "Video plays that reached three quarters."),
    _count("video_p95", "Video plays that reached 95 %."),
    _count("video_p100", "Video plays that reached the end."),
    _count("thruplays", "Video plays to the end, or for 15 seconds at least."),
    Column(
        "platform_metrics",
        Kind.JSON,
        Role.NON_ADDITIVE,
        "Metrics without a shared name: reach, frequency, quality score, impression share.",
    ),
    Column(
        "conversions_by_type",
        Kind.JSON,
        Role.NON_ADDITIVE,
        "Conversions and value of every family and custom event.",
    ),
    Column("extra", Kind.JSON, Role.ATTRIBUTE, "Fields that no rule maps, verbatim."),
    _provenance("lacking", Kind.TEXT, "Ids and currency that the row lacked; filled in where sibling rows agree."),
    _provenance("content", Kind.COUNT, "Hash of everything the platform said in the row."),
    _provenance("observed_at", Kind.INSTANT, "When the platform first gave this version.", public=True),
    _provenance("last_observed_at", Kind.INSTANT, "When the platform last gave this version.", public=True),
    _provenance("seen_at", Kind.INSTANTS, "Every instant at which the platform gave this version."),
    _provenance("ingested_at", Kind.INSTANT, "When this version was stored.", public=True),
    _provenance("revision", Kind.COUNT, "Number of the version, from 1.", public=True),
    _provenance("batch_id", Kind.TEXT, "Batch that brought this version.", public=True),
    _provenance("raw_frame", Kind.COUNT, "Frame of the batch that holds the raw row."),
    _provenance("raw_row", Kind.COUNT, "Position of the raw row in its frame."),
    _provenance("normalizer_version", Kind.COUNT, "Version of the rules that made this row.", public=True),
    _provenance(
        "audiences",
        Kind.JSON,
        "Lists and segments that the campaign went to and left out, where its object was ingested.",
        public=True,
    ),
    _provenance("warnings", Kind.JSON, "Codes of what was odd about the raw row, in a list.", public=True),
)

BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}
ADDITIVE: tuple[Column, ...] = tuple(c for c in COLUMNS if c.role is Role.ADDITIVE)
NOT_OF_A_SUM = ("platform_metrics", "conversions_by_type")
"""A row's own: nobody knows them of the sum of several."""
IDENTITY: tuple[Column, ...] = tuple(c for c in COLUMNS if c.role is Role.IDENTITY)
CONTENT: tuple[Column, ...] = tuple(c for c in COLUMNS if c.role is not Role.PROVENANCE)
PROVENANCE: tuple[Column, ...] = tuple(c for c in COLUMNS if c.role is Role.PROVENANCE)


@cache
def record_schema() -> pa.Schema:
    """Schema of a canonical frame: `key` first, then every column in order."""
    return pa.schema([("key", Kind.KEY.arrow), *((c.name, c.kind.arrow) for c in COLUMNS)])

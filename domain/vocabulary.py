"""The words of the domain: identifiers as NewTypes, closed sets as enums.

Data sources are an open set: they live in the registry (`domain.sources`), not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

OrgId = NewType("OrgId", str)
DataSource = NewType("DataSource", str)
BatchId = NewType("BatchId", str)
RecordKey = NewType("RecordKey", str)


class Level(StrEnum):
    """What one record describes, from coarse to fine."""

    ACCOUNT = "ACCOUNT"
    CAMPAIGN = "CAMPAIGN"
    AD_GROUP = "AD_GROUP"
    AD = "AD"
    KEYWORD = "KEYWORD"
    SEARCH_TERM = "SEARCH_TERM"
    ASSET_GROUP = "ASSET_GROUP"
    MESSAGE = "MESSAGE"


LEVEL_MEANINGS = {
    Level.ACCOUNT: "The whole ad or email account.",
    Level.CAMPAIGN: "A campaign; in Klaviyo an email campaign or a flow.",
    Level.AD_GROUP: "Meta's ad set, Google's ad group.",
    Level.AD: "One ad.",
    Level.KEYWORD: "One keyword of an ad group.",
    Level.SEARCH_TERM: "One search term that showed an ad.",
    Level.ASSET_GROUP: "An asset group of Performance Max.",
    Level.MESSAGE: "One email, text or push message.",
}

LEVEL_DEPTH = {
    Level.ACCOUNT: 0,
    Level.CAMPAIGN: 1,
    Level.AD_GROUP: 2,
    Level.ASSET_GROUP: 2,
    Level.AD: 3,
    Level.MESSAGE: 3,
    Level.KEYWORD: 4,
    Level.SEARCH_TERM: 5,
}
"""Coarse to fine; levels of one depth are alternatives of each other."""


class Channel(StrEnum):
    """Media grouping for reports and models: a closed list."""

    PAID_SEARCH = "paid_search"
    PAID_SOCIAL = "paid_social"
    SHOPPING = "shopping"
    PERFORMANCE_MAX = "performance_max"
    DISPLAY = "display"
    VIDEO = "video"
    APP = "app"
    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"
    OTHER = "other"


MESSAGE_CHANNELS = (Channel.EMAIL.value, Channel.SMS.value, Channel.PUSH.value)
"""Channels of messages to people who are known."""
UNPAID_CHANNELS = (Channel.EMAIL.value, Channel.PUSH.value)
"""Channels of which no message is paid for: they have no spend; texts can have one."""


class DateBasis(StrEnum):
    """To which day a platform books a conversion; figures of two bases are never added."""

    IMPRESSION = "IMPRESSION"
    SEND = "SEND"
    CONVERSION = "CONVERSION"
    EVENT = "EVENT"


class Scope(StrEnum):
    """What an API key may do."""

    READ = "READ"
    WRITE = "WRITE"
    ADMIN = "ADMIN"


SCOPE_MEANINGS = {
    Scope.READ: "Queries.",
    Scope.WRITE: "Ingest.",
    Scope.ADMIN: "Deletion, keys, defaults.",
}


class ConflictPolicy(StrEnum):
    """What happens to rows of one batch that share a key but not their figures."""

    REJECT = "REJECT"
    LAST = "LAST"
    SUM = "SUM"


CONFLICT_MEANINGS = {
    ConflictPolicy.REJECT: "Reject all of them: probably a breakdown field is missing from the report.",
    ConflictPolicy.LAST: "Keep the last one.",
    ConflictPolicy.SUM: "Add their additive metrics.",
}


class Direction(StrEnum):
    """Order of a list; missing values come last either way."""

    ASC = "ASC"
    DESC = "DESC"


class Granularity(StrEnum):
    """Length of the buckets of a series, from fine to coarse."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"


GRANULARITY_MEANINGS = {
    Granularity.DAY: "Days, in the account's time zone.",
    Granularity.WEEK: "ISO weeks, by their Monday.",
    Granularity.MONTH: "Months, by their first day.",
    Granularity.QUARTER: "Quarters, by their first day.",
    Granularity.YEAR: "Years, by their first day.",
}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included, in the account's time zone."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Number of days, at least 1."""
        return (self.end - self.start).days + 1

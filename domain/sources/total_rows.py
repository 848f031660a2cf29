"""Rows of totals in tables that people export or write: `Total`, `Grand total`, `Total of 12 results`, `Gesamt`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

_LABEL = re.compile(
    r"\s*(?:(?:grand\s+)?totals?|gesamt|summe|totaux|totales)(?:\s+of\s+\d+\s+\w+)?\s*:?\s*", re.IGNORECASE
)
_PLACES = (
    *("date_start", "date", "day", "by_day", "time_period", "gregorian_date"),
    *("campaign_name", "campaign", "campaign_group_name", "ad_group_name", "adgroup_name", "ad_name", "account_name"),
)
_DAYS = frozenset(_PLACES[:6]) | {"stat_time_day", "start_date_in_utc"}
_WHOLE = frozenset({"account_id", "advertiser_id", "ad_account_id", "customer_id", "profile_id", "org_id"})
"""Ids that a total may have: those of the account that it sums up."""


def is_total(flat: Mapping[str, object]) -> bool:
    """Whether a row calls itself a total, in its first cell or in a name, and has neither a day nor an id of its own.

    >>> is_total({"campaign": "Total", "cost": "30"}), is_total({"campaign": "Total", "campaign_id": "7"})
    (True, False)
    """
    labels = (*islice(flat.values(), 1), *(flat.get(name) for name in _PLACES))
    if not any(isinstance(label, str) and _LABEL.fullmatch(label) for label in labels):
        return False
    ids = (value for name, value in flat.items() if name.endswith("_id") and name not in _WHOLE)
    days = (flat.get(name) for name in _DAYS)
    return not any(str(value or "").strip(" -") for value in ids) and not any(
        re.search(r"\d", str(day)) and not _LABEL.fullmatch(str(day)) for day in days
    )

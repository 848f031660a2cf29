"""Entities as the records tell them: the latest words of each, and of the campaign and the ad group that it is in."""

from __future__ import annotations

from domain.ports.entities import ENTITY_LINES, MOST_TEXTS
from domain.sql.dialect import Dialect

_IDS = ("data_source", "account_id", "campaign_id", "ad_group_id", "ad_id")
_NAMES = ("account_name", "campaign_name", "ad_group_name", "ad_name")
_KINDS = ("campaign_type", "channel", "objective")
_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_SCOPES = "(SELECT unnest($sources) AS source, unnest($accounts) AS account, unnest($campaigns) AS campaign)"
_OWN = {"CAMPAIGN": "level = 'CAMPAIGN'", "AD_GROUP": "level = 'AD_GROUP'", "AD": "level IN ('AD', 'MESSAGE')"}
"""Rows that are about the entity itself, by level."""


def describe_sql(org: str, dialect: Dialect) -> str:
    """`ENTITY_LINES` of the campaigns in the lists `$sources`, `$accounts`, `$campaigns`, whose empty texts are missing ids.

    First the rows of one level and entity are brought together, then those of what lies above them.
    """
    latest = ", ".join(f"{dialect.latest(name, 'seen')} AS {name}" for name in (*_NAMES, *_KINDS, "status"))
    seen = dialect.seen_order
    inner = ", ".join([*_IDS, "level", *_NAMES, *_KINDS, "status", "country", "landing_url", *_UTM])
    texts = f"list(DISTINCT landing_url) AS landing_urls, {_utm_words()} AS utm_words"
    return (
        f"WITH rows AS (SELECT {inner}, date_start, date_stop, {seen} AS seen FROM records r WHERE org_id = {org} "
        "AND (data_source, coalesce(account_id, ''), coalesce(campaign_id, '')) IN "
        f"(SELECT (source, account, campaign) FROM {_SCOPES})), "
        f"told AS MATERIALIZED (SELECT {', '.join(_IDS)}, level, max(seen) AS seen, {latest}, {texts}, "
        "list(DISTINCT country) AS countries, min(date_start) AS first_date, max(date_stop) AS last_date "
        f"FROM rows GROUP BY {', '.join(_IDS)}, level), "
        f"lines AS ({' UNION ALL '.join(_lines(level, depth, dialect) for depth, level in enumerate(_OWN, 3))}) "
        f"SELECT {', '.join(ENTITY_LINES.names)} FROM lines ORDER BY {', '.join(_IDS)}"
    )


def _utm_words() -> str:
    """What the tags of a landing address say, all of them."""
    return f"list_distinct(flatten([{', '.join(f'list(DISTINCT {name})' for name in _UTM)}]))"


def _lines(level: str, depth: int, dialect: Dialect) -> str:
    """Lines of one level, from the rows of it and of all levels below."""
    ids, own = _IDS[:depth], _OWN[level]
    by_id = ", ".join(f"{name}" if name in ids else f"NULL AS {name}" for name in _IDS)
    named = _NAMES[: depth - 1]
    names = ", ".join(
        f"{dialect.latest(name, 'seen')} AS {name}" if name in named else f"NULL AS {name}" for name in _NAMES
    )
    kinds = ", ".join(f"{dialect.latest(name, 'seen')} AS {name}" for name in _KINDS)
    shown = (
        f"CASE WHEN bool_or({own} AND level = 'MESSAGE') THEN 'MESSAGE' ELSE 'AD' END"
        if level == "AD"
        else f"'{level}'"
    )
    agreed = "CASE WHEN count(DISTINCT status) = 1 THEN any_value(status) END"
    status = f"coalesce({dialect.latest(f'CASE WHEN {own} THEN status END', 'seen')}, {agreed}) AS status"
    lists = ", ".join(
        f"coalesce(list_sort(list_distinct(flatten(list({name}))))[:{MOST_TEXTS}], []) AS {name}"
        for name in ("countries", "landing_urls", "utm_words")
    )
    return (
        f"SELECT {shown} AS level, {by_id}, {names}, {kinds}, {status}, {lists}, min(first_date) AS first_date, "
        f"max(last_date) AS last_date FROM told WHERE {ids[-1]} IS NOT NULL GROUP BY {', '.join(ids)}"
    )

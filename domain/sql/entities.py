"""Entities as the records tell them: the latest words of each, and of the campaign and the ad group that it is in."""

from __future__ import annotations

from domain.ports.entities import ENTITY_LINES, MOST_TEXTS
from domain.sql.dialect import Dialect

_IDS = ("data_source", "account_id", "campaign_id", "ad_group_id", "ad_id")
_NAMES = ("account_name", "campaign_name", "ad_group_name", "ad_name")
_KINDS = ("campaign_type", "channel", "objective")
_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_SCOPES = "(SELECT unnest($sources) AS source, unnest($accounts) AS account, unnest($campaigns) AS campaign)"
_LEVELS = "(VALUES ('CAMPAIGN', 3), ('AD_GROUP', 4), ('AD', 5)) AS levels (entity, depth)"
"""Levels of entities, each with how many of `_IDS` it has."""
_OWN = "(told_level = entity OR (entity = 'AD' AND told_level = 'MESSAGE'))"
"""Rows that are about the entity itself."""


def describe_sql(org: str, dialect: Dialect) -> str:
    """`ENTITY_LINES` of the campaigns in the lists `$sources`, `$accounts`, `$campaigns`, whose empty texts are missing ids.

    First rows that say the same on several days become one line, so that lists are made of few values; then lines of one
    level and entity come together, then those of what lies above them.
    """
    latest = ", ".join(f"{_latest(name, dialect)} AS {name}" for name in (*_NAMES, *_KINDS, "status"))
    seen = dialect.seen_order
    said = ", ".join([*_IDS, "level", *_NAMES, *_KINDS, "status", "country", "landing_url", *_UTM])
    texts = f"{_distinct('landing_url')} AS landing_urls, {_utm_words()} AS utm_words"
    return (
        f"WITH rows AS (SELECT {said}, max({seen}) AS seen, min(date_start) AS date_start, max(date_stop) AS date_stop "
        f"FROM records r WHERE org_id = {org} AND (data_source, coalesce(account_id, ''), coalesce(campaign_id, '')) IN "
        f"(SELECT (source, account, campaign) FROM {_SCOPES}) GROUP BY {said}), "
        f"told AS MATERIALIZED (SELECT {', '.join(_IDS)}, level, max(seen) AS seen, {latest}, {texts}, "
        f"{_distinct('country')} AS countries, min(date_start) AS first_date, max(date_stop) AS last_date "
        f"FROM rows GROUP BY {', '.join(_IDS)}, level), "
        f"lines AS ({_lines(dialect)}) "
        f"SELECT {', '.join(ENTITY_LINES.names)} FROM lines ORDER BY {', '.join(_IDS)}"
    )


def _latest(value: str, dialect: Dialect) -> str:
    """What was seen last; of several values of one instant the last by the alphabet, so that every reading says the same."""
    return dialect.latest(value, f"(seen, {value})")


def _utm_words() -> str:
    """What the tags of a landing address say, all of them."""
    return f"list_distinct(flatten([{', '.join(map(_distinct, _UTM))}]))"


def _distinct(name: str) -> str:
    """The values of a column; `list(DISTINCT ...)` is planned in twice the time, and makes a grouping of its own."""
    return f"list_distinct(list({name}))"


def _lines(dialect: Dialect) -> str:
    """Lines of all levels at once, each from the rows of it and of all levels below: one grouping is planned faster than three."""
    ids = ", ".join(f"CASE WHEN depth > {place} THEN {name} END AS {name}" for place, name in enumerate(_IDS))
    rest = ", ".join([*_NAMES, *_KINDS, "status", "countries", "landing_urls", "utm_words", "first_date", "last_date"])
    names = ", ".join(
        f"CASE WHEN depth > {place} THEN {_latest(name, dialect)} END AS {name}" for place, name in enumerate(_NAMES, 1)
    )
    kinds = ", ".join(f"{_latest(name, dialect)} AS {name}" for name in _KINDS)
    agreed = "CASE WHEN min(status) = max(status) THEN min(status) END"
    status = f"coalesce({_latest(f'CASE WHEN {_OWN} THEN status END', dialect)}, {agreed}) AS status"
    lists = ", ".join(
        f"coalesce(list_sort(list_distinct(flatten(list({name}))))[:{MOST_TEXTS}], []) AS {name}"
        for name in ("countries", "landing_urls", "utm_words")
    )
    return (
        f"SELECT CASE WHEN entity = 'AD' AND bool_or(told_level = 'MESSAGE') THEN 'MESSAGE' ELSE entity END AS level, "
        f"{', '.join(_IDS)}, {names}, {kinds}, {status}, {lists}, "
        "min(first_date) AS first_date, max(last_date) AS last_date "
        f"FROM (SELECT entity, depth, level AS told_level, seen, {ids}, {rest} FROM told CROSS JOIN {_LEVELS} "
        "WHERE CASE depth WHEN 3 THEN campaign_id WHEN 4 THEN ad_group_id ELSE ad_id END IS NOT NULL) "
        f"GROUP BY entity, depth, {', '.join(_IDS)}"
    )

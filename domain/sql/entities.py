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
        f"lines AS ({_lines(dialect)}) "
        f"SELECT {', '.join(ENTITY_LINES.names)} FROM lines ORDER BY {', '.join(_IDS)}"
    )


def _utm_words() -> str:
    """What the tags of a landing address say, all of them."""
    return f"list_distinct(flatten([{', '.join(f'list(DISTINCT {name})' for name in _UTM)}]))"


def _lines(dialect: Dialect) -> str:
    """Lines of all levels at once, each from the rows of it and of all levels below: one grouping is planned faster than three."""
    ids = ", ".join(f"CASE WHEN depth > {place} THEN {name} END AS {name}" for place, name in enumerate(_IDS))
    rest = ", ".join([*_NAMES, *_KINDS, "status", "countries", "landing_urls", "utm_words", "first_date", "last_date"])
    names = ", ".join(
        f"CASE WHEN depth > {place} THEN {dialect.latest(name, 'seen')} END AS {name}"
        for place, name in enumerate(_NAMES, 1)
    )
    kinds = ", ".join(f"{dialect.latest(name, 'seen')} AS {name}" for name in _KINDS)
    agreed = "CASE WHEN count(DISTINCT status) = 1 THEN any_value(status) END"
    status = f"coalesce({dialect.latest(f'CASE WHEN {_OWN} THEN status END', 'seen')}, {agreed}) AS status"
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

"""What the tools that land rows write about their own work: it changes with every sync and says nothing of the row."""

from __future__ import annotations

BEGINNINGS = ("_fivetran", "_airbyte", "_ab_", "_dlt", "_sdc")
"""How such names begin: Fivetran, Airbyte (two ways), dlt, and Singer's targets."""


def is_bookkeeping(name: str) -> bool:
    """Whether a column is a loader's own, in any case: Snowflake writes `_FIVETRAN_SYNCED`.

    >>> is_bookkeeping("_FIVETRAN_SYNCED"), is_bookkeeping("_ab_source_file_url"), is_bookkeeping("spend")
    (True, True, False)
    """
    return name[:1] == "_" and name.lower().startswith(BEGINNINGS)

"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, one: str, more: str) -> str:
    """A number with the words for one, or for more.

    >>> counted(1, "row was", "rows were"), counted(0, "row", "rows"), counted(1200, "row", "rows")
    ('1 row was', '0 rows', '1,200 rows')
    """
    return f"{number:,} {one if number == 1 else more}"

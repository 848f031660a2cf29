"""Names of columns, channels and geos that every tool takes: `[a-z0-9_]+`, each once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

LONGEST = 40
NAME = re.compile(r"[a-z][a-z0-9_]*")
_STRANGE = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """The text in lower case with `_` for everything else; empty where nothing is left.

    >>> slug("Été – Brand (US)"), slug("2024 Sale"), slug("夏")
    ('ete_brand_us', 'n2024_sale', '')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = _STRANGE.sub("_", plain).strip("_")[:LONGEST].strip("_")
    return f"n{name}" if name[:1].isdigit() else name


def distinct_names(wanted: Sequence[str], ids: Sequence[str]) -> list[str]:
    """A name for each: its own where nobody shares it, else with its id behind it, else with its place.

    >>> distinct_names(["Brand", "brand", "Sale", ""], ["7", "8", "9", "10"])
    ['brand_7', 'brand_8', 'sale', 'n10']
    """
    names = [slug(name) or slug(number) or "unnamed" for name, number in zip(wanted, ids, strict=True)]
    names = _tell_apart(names, [slug(number).removeprefix("n") for number in ids])
    while len(set(names)) < len(names):
        names = _tell_apart(names, [str(place) for place in range(1, len(names) + 1)])
    return names


def _tell_apart(names: Sequence[str], suffixes: Iterable[str]) -> list[str]:
    met = Counter(names)
    return [f"{name}_{more}" if met[name] > 1 else name for name, more in zip(names, suffixes, strict=True)]

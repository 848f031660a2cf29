"""Documents, keys, organizations and scopes in Pinecone's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import msgspec
import numpy as np
import numpy.typing as npt

from domain.ports.search import SearchScope
from domain.search.documents import EntityDocument, EntityKey
from domain.vocabulary import OrgId

LONGEST_NAME = 512
"""Characters of an id or a namespace, at most; ASCII alone."""

MOST_RECORDS = 1_000
"""Records of one upsert, ids of one deletion, and hits of one query, at most."""

MOST_BYTES = 1_900_000
"""Of one upsert: 2 MB, less what stands around the records."""

MOST_VALUES = 10_000
"""Values of one `$in`, at most."""

DECIMALS = 7
"""Of a vector's parts: float32 has no more, and full digits double the size."""

Record = dict[str, Any]
Filter = dict[str, Any]


def namespace_of(org: OrgId) -> str:
    """Namespace of an organization, its own for each: the name after `org-`, other signs as in addresses.

    >>> namespace_of(OrgId("acme")), namespace_of(OrgId("")), namespace_of(OrgId("ä/b"))
    ('org-acme', 'org-', 'org-%C3%A4%2Fb')
    """
    spelled = org.encode("utf-8", "surrogatepass")
    name = f"org-{quote(spelled, safe='')}"
    return name if len(name) <= LONGEST_NAME else f"digest-{sha256(spelled).hexdigest()}"


def id_of(key: EntityKey) -> str:
    """Id of a vector: the key itself, or a digest of one that Pinecone does not take."""
    if 0 < len(key) <= LONGEST_NAME and key.isascii() and "\0" not in key and not key.startswith("digest:"):
        return key
    return f"digest:{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"


def record_of(document: EntityDocument, vector: npt.NDArray[np.float32]) -> Record:
    """Give a document's vector with what it is filtered by; what is not known is absent, since null is refused."""
    vector_id = id_of(document.key)
    metadata = {
        "level": document.level.value,
        "data_source": str(document.data_source),
        "campaign_id": document.campaign_id,
        "first_date": day_number(document.first_date),
        "last_date": day_number(document.last_date),
        "key": None if vector_id == document.key else str(document.key),
    }
    known = {name: value for name, value in metadata.items() if value is not None}
    return {"id": vector_id, "values": parts_of(vector), "metadata": known}


def parts_of(vector: npt.NDArray[np.float32]) -> list[float]:
    """Give a vector as numbers that are short to write."""
    parts: list[float] = np.round(vector.astype(np.float64), DECIMALS).tolist()
    return parts


def day_number(day: date) -> int:
    """Give a day as a number that sorts like it: ranges take numbers only.

    >>> day_number(date(2025, 1, 31))
    20250131
    """
    return day.year * 10_000 + day.month * 100 + day.day


def batch_size_of(records: Sequence[Record]) -> int:
    """Give how many of these records go into one upsert, counting each as the largest."""
    largest = max(len(msgspec.json.encode(record)) for record in records) + 1
    return max(1, min(MOST_RECORDS, MOST_BYTES // largest))


def filters_of(scope: SearchScope) -> list[Filter | None]:
    """Give the filters that take the scope together: one, several where it names very many campaigns, none for nothing."""
    wanted: Filter = {}
    if scope.levels is not None:
        wanted["level"] = {"$in": sorted(level.value for level in scope.levels)}
    if scope.data_sources is not None:
        wanted["data_source"] = {"$in": sorted(scope.data_sources)}
    if scope.period is not None:
        wanted["first_date"] = {"$lte": day_number(scope.period.end)}
        wanted["last_date"] = {"$gte": day_number(scope.period.start)}
    if scope.levels == frozenset() or scope.data_sources == frozenset():
        return []
    if scope.campaign_ids is None:
        return [wanted or None]
    ids = sorted(scope.campaign_ids)
    return [
        {**wanted, "campaign_id": {"$in": ids[first : first + MOST_VALUES]}}
        for first in range(0, len(ids), MOST_VALUES)
    ]

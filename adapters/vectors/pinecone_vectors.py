"""Pinecone as a vector index, by its own client; the client is imported with the first call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from heapq import nlargest
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from adapters.vectors.pinecone_records import (
    MOST_RECORDS,
    Record,
    batch_size_of,
    filters_of,
    id_of,
    namespace_of,
    parts_of,
    record_of,
)
from domain.errors import RemoteIndexUnavailableError
from domain.ports.health import Health
from domain.ports.search import Found, SearchScope
from domain.search.documents import EntityDocument, EntityKey
from domain.vocabulary import OrgId

if TYPE_CHECKING:
    from pinecone import Index, Pinecone
    from pinecone.models.vectors.responses import QueryResponse

RETRIES = 2
LONGEST_PAUSE_S = 5.0
"""Between two tries, also where the service asks for more (Retry-After); the client adds up to half of it."""

MOST_PARTS = 64
"""Of a batch, that are sent by themselves although not one of them is taken."""

REFUSED = {401, 403}
BAD_RECORDS = {400, 413, 422}


class PineconeVectors:
    """Implements `VectorIndex` with an index of the metric cosine: one namespace per organization, entity keys as ids.

    `host` of the index, or its `index_name`, whose host is asked for once. `timeout_s` holds for each try, of which
    there are three. `control_host` is where names are looked up, unless at Pinecone. `dimensions`, where told, are
    compared by `ping`. What was written may be found some seconds later.
    """

    def __init__(
        self,
        api_key: str,
        *,
        host: str = "",
        index_name: str = "",
        dimensions: int | None = None,
        timeout_s: float = 10.0,
        longest_pause_s: float = LONGEST_PAUSE_S,
        control_host: str | None = None,
    ) -> None:
        if not host and not index_name:
            raise ValueError("Pinecone needs the index's host or its name.")
        self._api_key = api_key
        self._host = host
        self._index_name = index_name
        self._dimensions = dimensions
        self._timeout_s = timeout_s
        self._longest_pause_s = longest_pause_s
        self._control_host = control_host
        self._opening = Lock()
        self._opened: Index | None = None

    def upsert(
        self, org: OrgId, documents: Sequence[EntityDocument], vectors: npt.NDArray[np.float32]
    ) -> list[EntityKey]:
        """Put vectors with what they are filtered by; gives the keys that are refused for what they hold.

        A vector of zeros is like nothing, and Pinecone refuses it: what there was of that key is forgotten instead.
        """
        told_of = list(zip(documents, vectors, strict=True))
        self.remove(org, [document.key for document, vector in told_of if not vector.any()])
        records = [record_of(document, vector) for document, vector in told_of if vector.any()]
        failed = self._upserted(org, records) if records else set()
        return [document.key for document in documents if id_of(document.key) in failed]

    def remove(self, org: OrgId, keys: Sequence[EntityKey]) -> None:
        """Forget these; unknown ones, too."""
        ids = list(dict.fromkeys(map(id_of, keys)))
        with self._answering("delete", unknown_is_fine=True) as index:
            for first in range(0, len(ids), MOST_RECORDS):
                index.delete(
                    ids=ids[first : first + MOST_RECORDS], namespace=namespace_of(org), timeout=self._timeout_s
                )

    def nearest(self, org: OrgId, vector: npt.NDArray[np.float32], scope: SearchScope, limit: int) -> list[Found]:
        """Give the most similar documents in the scope, best first; at most `limit`, up to 1,000."""
        filters = filters_of(scope)
        if limit < 1 or not filters or not np.any(vector):
            return []
        top = min(limit, MOST_RECORDS)
        found: list[Found] = []
        with self._answering("query") as index:
            for wanted in filters:
                told = index.query(
                    top_k=top,
                    vector=parts_of(vector),
                    namespace=namespace_of(org),
                    filter=wanted,
                    include_metadata=True,
                    timeout=self._timeout_s,
                )
                found += matches_of(told)
        return nlargest(top, found, key=lambda one: one.score)

    def erase(self, org: OrgId) -> None:
        """Forget the organization."""
        with self._answering("delete_namespace", unknown_is_fine=True) as index:
            index.delete_namespace(name=namespace_of(org), timeout=self._timeout_s)

    def ping(self) -> Health:
        """Whether the service answers, with vectors of the length that is wanted."""
        try:
            with self._answering("describe_index_stats") as index:
                length = index.describe_index_stats().dimension
        except RemoteIndexUnavailableError as error:
            return Health("pinecone", ok=False, detail=str(error))
        if self._dimensions and length and length != self._dimensions:
            detail = (
                f"The index has {length} dimensions, the embedder makes {self._dimensions}: make an index of that size."
            )
            return Health("pinecone", ok=False, detail=detail)
        return Health("pinecone", ok=True)

    def close(self) -> None:
        """Give connections back."""
        with self._opening:
            if self._opened is not None:
                self._opened.close()
            self._opened = None

    def _upserted(self, org: OrgId, records: Sequence[Record]) -> set[str]:
        """Ids that are refused for what they hold; raises after an outage, then some may have been taken.

        Batches go one by one, not by the client's own `batch_size`: its limiter is shared by the whole process, and
        refuses to send for long after an outage.
        """
        refused: set[str] = set()
        size = batch_size_of(records)
        for first in range(0, len(records), size):
            batch = records[first : first + size]
            if self._batch_refused(org, batch):
                refused |= self._refused_in(org, batch)
        return refused

    def _refused_in(self, org: OrgId, batch: Sequence[Record]) -> set[str]:
        """Ids of a refused batch that are refused by themselves, the others sent: found by halving what is refused.

        All ids, where it is refused in so many parts, and taken in none, that it is about no single record.
        """
        parts, alone = [batch], set[str]()
        while parts:
            alone |= {part[0]["id"] for part in parts if len(part) == 1}
            halves = [
                half for part in parts if len(part) > 1 for half in (part[: len(part) // 2], part[len(part) // 2 :])
            ]
            parts = [half for half in halves if self._batch_refused(org, half)]
            if len(parts) == len(halves) >= MOST_PARTS:
                return {record["id"] for record in batch}
        return alone

    def _batch_refused(self, org: OrgId, batch: Sequence[Record]) -> bool:
        """Whether a batch is refused for what it holds: it would be refused again."""
        from pinecone.errors import ApiError, PineconeTypeError, PineconeValueError  # noqa: PLC0415 - as in _answering

        with self._answering("upsert") as index:
            try:
                index.upsert(vectors=batch, namespace=namespace_of(org), timeout=self._timeout_s)
            except (PineconeTypeError, PineconeValueError):
                return True
            except ApiError as error:
                if error.status_code not in BAD_RECORDS:
                    raise
                return True
        return False

    @contextmanager
    def _answering(self, doing: str, *, unknown_is_fine: bool = False) -> Iterator[Index]:
        """Lend the index; what the client raises becomes one error of ours."""
        from pinecone.errors import NotFoundError, PineconeError  # noqa: PLC0415 - heavy, and seldom configured

        try:
            index = self._index()
        except (PineconeError, OSError) as error:
            raise self._unavailable(doing, error) from error
        try:
            yield index
        except NotFoundError as error:
            if not unknown_is_fine:
                raise self._unavailable(doing, error) from error
        except (PineconeError, OSError) as error:
            raise self._unavailable(doing, error) from error

    def _index(self) -> Index:
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> Index:
        from pinecone import Pinecone, RetryConfig  # noqa: PLC0415 - heavy, and seldom configured

        bounds = RetryConfig(max_retries=RETRIES, max_wait=self._longest_pause_s)
        client = Pinecone(api_key=self._api_key, host=self._control_host, timeout=self._timeout_s, retry_config=bounds)
        with client:
            return open_index(client, self._host, self._index_name, self._longest_pause_s)

    def _unavailable(self, doing: str, error: Exception) -> RemoteIndexUnavailableError:
        place = self._host or f"index '{self._index_name}'"
        if getattr(error, "status_code", None) in REFUSED:
            return RemoteIndexUnavailableError(
                f"Pinecone refuses the key for {place} ({doing}).", hint="Mend PINECONE_API_KEY, then start again."
            )
        return RemoteIndexUnavailableError(f"Pinecone did not {doing} at {place}: {error}.")


def open_index(client: Pinecone, host: str, index_name: str, longest_pause_s: float) -> Index:
    """Open the index with our bounds on retries.

    The client keeps `retry_config` for its control plane; requests of an index would pause up to 90 s three times. So
    the index gets a transport of its own, made as the client makes it.
    """
    from pinecone import RetryConfig  # noqa: PLC0415 - heavy, and seldom configured
    from pinecone._internal.constants import DATA_PLANE_API_VERSION  # noqa: PLC0415
    from pinecone._internal.http_client import HTTPClient  # noqa: PLC0415

    index = client.index(host=host) if host else client.index(index_name)
    bounds = RetryConfig(max_retries=RETRIES, max_wait=longest_pause_s)
    index._http.close()  # noqa: SLF001
    index._http = HTTPClient(replace(index._config, retry_config=bounds), DATA_PLANE_API_VERSION)  # noqa: SLF001
    return index


def matches_of(told: QueryResponse) -> list[Found]:
    """Give hits as ours; a key that was no id comes from what is kept beside the vector."""
    return [Found(EntityKey(key_of(match.id, match.metadata)), float(match.score)) for match in told.matches]


def key_of(vector_id: str, metadata: Mapping[str, object] | None) -> str:
    """Give the key of an id."""
    kept = (metadata or {}).get("key")
    return kept if isinstance(kept, str) else vector_id

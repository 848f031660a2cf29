"""Catching up: what search finds follows the records, in the same breath as they change, and by itself after a failure.

Every write of records notes the campaigns that it touches, in its own transaction. Here they become documents and
vectors. Killed at any moment, the next run begins where this one stopped: a campaign stays noted until its documents
are on disk, and to take it up twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from domain.errors import MarketingMemoryError, RemoteIndexUnavailableError
from domain.ports.embedder import Embedder
from domain.ports.entities import CampaignScope, EntitySource
from domain.ports.search import CatalogView, EntityCatalog, IndexStamp, SearchScope, VectorIndex
from domain.search.documents import EntityDocument, EntityKey
from domain.search.entities import DOCUMENT_FORMAT, documents_of
from domain.search.searched import document_text, said_in
from domain.vocabulary import OrgId
from domain.wording import counted

CAMPAIGNS_AT_ONCE = 2_000
DOCUMENTS_AT_ONCE = 1_000
T = TypeVar("T")
Vectors = npt.NDArray[np.float32]
Tell = Callable[[int, int], None]
"""Hears how many documents of how many campaigns' are made."""


@dataclass(frozen=True, slots=True)
class CatchUp:
    """Documents, vectors and the remote index follow the records.

    `one_at_a_time` lets one caller take up an organization's campaigns. `concepts_of` names what a text is about. `on_failure` hears of vectors that are still to come, since the embedder or
    the remote index did not answer: they follow with a later call.
    """

    source: EntitySource
    catalog: EntityCatalog
    embedder: Embedder
    remote: VectorIndex | None
    concepts_of: Callable[[str], Sequence[str]]
    on_failure: Callable[[str, OrgId, MarketingMemoryError], None]
    one_at_a_time: Callable[[OrgId], AbstractContextManager[object]]
    remade: dict[OrgId, list[set[CampaignScope]]] = field(default_factory=dict)
    """Campaigns taken up while everything of their organization is being made anew, for each who does so: it may lack them."""

    @property
    def stamp(self) -> IndexStamp:
        """What documents are made with now."""
        return IndexStamp(self.embedder.name, self.embedder.dimensions, DOCUMENT_FORMAT)

    def __call__(self, org: OrgId) -> bool:
        """Take up all that is noted; gives whether every document has its vector.

        Raises StoreUnavailableError where records or documents cannot be read or written; never for a vector.
        """
        with self.one_at_a_time(org):
            whole = True
            while noted := self.source.touched(org, CAMPAIGNS_AT_ONCE):
                scopes = [campaign.scope for campaign in noted]
                whole &= self._take_up(org, scopes)
                for missed in self.remade.get(org, ()):
                    missed.update(scopes)
                self.source.settle(org, noted)
            return whole

    def complete(self, org: OrgId) -> bool:
        """Everything that is left to do: documents, vectors, the remote index; gives whether all of it was done."""
        if self.needs_remaking(org):
            self.remake(org)
        self(org)
        has_vectors = self.fill_vectors(org)
        return self.send(org) and has_vectors

    def fill_vectors(self, org: OrgId) -> bool:
        """Embed documents whose vectors are still to come; gives whether none is left."""
        if self.needs_remaking(org):
            return False
        while waiting := self.catalog.without_vectors(org, DOCUMENTS_AT_ONCE):
            vectors = self._embed(org, waiting)
            if vectors is None:
                return False
            self.catalog.give_vectors(org, waiting, vectors)
        return True

    def send(self, org: OrgId) -> bool:
        """Hand the remote index what it does not have yet; gives whether it has everything that it takes.

        Documents that it refuses for what they hold are set aside, so that others are not kept behind them; search
        compares them here.
        """
        if self.remote is None:
            return True
        try:
            while True:
                documents, vectors, removed = self.catalog.unsent(org, DOCUMENTS_AT_ONCE)
                if not documents and not removed:
                    return True
                keys = self.remote.upsert(org, documents, vectors) if documents else []
                if removed or keys:  # of what is refused, an earlier form may be there
                    self.remote.remove(org, [*removed, *keys])
                taken = [document for document in documents if document.key not in keys]
                refused = [document for document in documents if document.key in keys]
                self.catalog.mark_sent(org, taken, removed, refused)
                if refused:
                    self.on_failure("remote_index_refused", org, _refusal(refused))
        except MarketingMemoryError as error:
            self.on_failure("remote_index_lags", org, error)
            return False

    def refused(self, org: OrgId) -> int:
        """How many documents the remote index refused, and has not in their present form."""
        return 0 if self.remote is None else self.catalog.refused(org)

    def send_refused_again(self, org: OrgId) -> None:
        """Let the remote index be asked once more to take what it refused."""
        if self.remote is not None:
            self.catalog.send_refused_again(org)

    def is_lacking(self, org: OrgId) -> bool:
        """Whether hits may be missing: records that search does not know yet, or documents without vectors."""
        return self.is_behind(org) or bool(self.catalog.without_vectors(org, 1))

    def is_remote_behind(self, org: OrgId) -> bool:
        """Whether the remote index lacks vectors, or has some that it must forget."""
        if self.remote is None:
            return False
        documents, _, removed = self.catalog.unsent(org, 1)
        return bool(documents or removed)

    def needs_remaking(self, org: OrgId) -> bool:
        """Whether documents are there that another embedder or another format made."""
        stamp = self.catalog.stamp(org)
        return stamp is not None and stamp != self.stamp

    def is_behind(self, org: OrgId) -> bool:
        """Whether records changed that search does not know yet."""
        return bool(self.source.touched(org, 1))

    def note_lost(self, org: OrgId) -> None:
        """Note all campaigns where there are records and no documents, as when the index's files are gone."""
        if self.catalog.stamp(org) is None and not self.is_behind(org):
            self.source.touch_all(org)

    def remake(self, org: OrgId, tell: Tell = lambda _done, _all: None) -> int:
        """Make everything of the organization anew from its records; gives the number of documents.

        Searches are answered from what was there until all of it is done. Campaigns that change meanwhile are made once
        more at the end.
        """
        missed: set[CampaignScope] = set()
        with self.one_at_a_time(org):
            self.remade[org] = [*self.remade.get(org, ()), missed]
        try:
            scopes = self.source.campaigns(org)
            documents = [one for page in self._pages(org, scopes, tell) for one in page]
            vectors = self._embed(org, documents)
            with self.one_at_a_time(org):
                self.catalog.replace_all(org, self.stamp, documents, vectors)
                for page in _cut(sorted(missed, key=str), CAMPAIGNS_AT_ONCE):
                    self._take_up(org, page)
        finally:
            with self.one_at_a_time(org):
                self.remade[org] = [others for others in self.remade[org] if others is not missed]
        return len(documents)

    def _pages(self, org: OrgId, scopes: Sequence[CampaignScope], tell: Tell) -> Iterator[list[EntityDocument]]:
        tell(0, len(scopes))
        for done, page in enumerate(_cut(scopes, CAMPAIGNS_AT_ONCE)):
            yield documents_of(self.source.describe(org, page), self.concepts_of)
            tell(min((done + 1) * CAMPAIGNS_AT_ONCE, len(scopes)), len(scopes))

    def _take_up(self, org: OrgId, scopes: Sequence[CampaignScope]) -> bool:
        """Documents of these campaigns as the records tell them now; only what differs is written."""
        told = documents_of(self.source.describe(org, scopes), self.concepts_of)
        before = _documents_in(self.catalog.view(org), scopes)
        known = {document.key for document in told}
        gone = [key for key in before if key not in known]
        renewed, kept = list[EntityDocument](), list[EntityDocument]()
        for document in told:
            known_as = before.get(document.key)
            if known_as != document:
                (renewed if _says_otherwise(document, known_as) else kept).append(document)
        vectors = self._embed(org, renewed)
        if renewed or not kept:
            self.catalog.write(org, renewed, vectors, gone, stamp=self.stamp)
        if kept:
            self.catalog.write(org, kept, None, () if renewed else gone, stamp=self.stamp)
        return vectors is not None

    def _embed(self, org: OrgId, documents: Sequence[EntityDocument]) -> Vectors | None:
        """A vector per document; None where the embedder does not answer."""
        try:
            pages = [
                self.embedder.embed([document_text(document) for document in page])
                for page in _cut(documents, DOCUMENTS_AT_ONCE)
            ]
        except MarketingMemoryError as error:
            self.on_failure("vectors_to_come", org, error)
            return None
        return np.concatenate(pages) if pages else np.zeros((0, self.embedder.dimensions), np.float32)


def _refusal(refused: Sequence[EntityDocument]) -> RemoteIndexUnavailableError:
    return RemoteIndexUnavailableError(
        f"The vector index refused {counted(len(refused), 'vector', 'vectors')}, that of {refused[0].key} among them.",
        hint="Search compares them here. They are sent again when their entities change, and after the next start.",
    )


def _says_otherwise(document: EntityDocument, before: EntityDocument | None) -> bool:
    """Whether a document needs another vector than it had."""
    return before is None or said_in(document) != said_in(before)


def _documents_in(view: CatalogView, scopes: Sequence[CampaignScope]) -> dict[EntityKey, EntityDocument]:
    """Documents that there are of some campaigns."""
    wanted = set(scopes)
    named = frozenset(scope.campaign_id for scope in scopes if scope.campaign_id is not None)
    within = view.within(SearchScope(campaign_ids=named))
    if any(scope.campaign_id is None for scope in scopes):
        within = within | view.within(SearchScope(data_sources=frozenset(scope.data_source for scope in scopes)))
    found = view.documents(np.flatnonzero(within).tolist())
    return {one.key: one for one in found if CampaignScope(one.data_source, one.account_id, one.campaign_id) in wanted}


def _cut(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]

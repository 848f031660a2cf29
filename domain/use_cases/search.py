"""Search: a question to entities, planned over metrics first and text second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from domain.calendar import FIRST_YEAR, LAST_YEAR
from domain.errors import InvalidInputError, MarketingMemoryError
from domain.ports import Clock
from domain.ports.embedder import Embedder
from domain.ports.search import CatalogView, EntityCatalog, SearchScope, VectorIndex
from domain.search.documents import EntityDocument
from domain.search.entities import DEPTHS
from domain.search.evidence import Evidence, is_soft, question_text, weigh
from domain.search.figures import EntityMetrics
from domain.search.graph import below, name_of, relatedness, ties
from domain.search.interpretation import Interpretation, Vocabulary
from domain.search.merging import FurtherReading
from domain.search.notices import NOTHING_STORED, explain_nothing, missing_words, nothing_understood
from domain.search.ordering import Field
from domain.search.predicates import meets
from domain.search.ranked import Ranked, nothing, rank_by_metric, rank_by_text, text_parts
from domain.search.reasons import of_attributes, of_filters, of_order, of_text
from domain.search.request import MOST_CHARACTERS, MOST_HITS, Hit, SearchAnswer, SearchRequest, SearchType
from domain.search.settling import NOT_OF_ENTITIES, settle
from domain.search.standings import rank_by_concepts
from domain.search.wording import plural, ranked_by
from domain.use_cases.catch_up import CatchUp
from domain.use_cases.entity_figures import EntityFigures
from domain.use_cases.submission import check_period
from domain.vocabulary import Level, OrgId

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Understand = Callable[[str, Vocabulary, date], FurtherReading]
"""Reads a question with an organization's own words, as of a day."""
MESSAGE_CHANNELS = ("email", "sms", "push")
MOST_REMOTE = 1_000
LEVELS = frozenset(DEPTHS)


@dataclass(frozen=True, slots=True)
class Search:
    """Entities that answer a question, with their metrics and why they were found."""

    catalog: EntityCatalog
    figures: EntityFigures
    embedder: Embedder
    remote: VectorIndex | None
    understand: Understand
    catch_up: CatchUp
    clock: Clock
    is_lagging: Callable[[OrgId], bool]
    on_failure: Callable[[str, OrgId, MarketingMemoryError], None]

    def __call__(self, org: OrgId, request: SearchRequest) -> SearchAnswer:
        """Hits, best first; raises InvalidInputError for what cannot be asked."""
        check(request)
        view = self.catalog.view(org)
        read = self.understand(request.query.strip(), view.vocabulary, request.as_of or self.clock.today())
        settled = settle(read.interpretation, request)
        notes = [note for note in (*settled.overruled, read.notice) if note]
        plan = _Plan(self, org, request, view, settled.asked, notes)
        if self.is_lagging(org):
            plan.notes.append("Search is still taking up records that changed")
        return plan.answer()


@dataclass(slots=True)
class _Plan:
    """One search on its way."""

    search: Search
    org: OrgId
    request: SearchRequest
    view: CatalogView
    asked: Interpretation
    notes: list[str]

    def answer(self) -> SearchAnswer:
        """Narrow, rank, explain."""
        asked = self.asked
        if not len(self.view.keys):
            return self._answer(nothing(NOTHING_STORED), [], None, None)
        if asked.missing:
            return self._answer(nothing(missing_words(asked.missing)), [], None, None)
        named, related = self._documents(asked.entities), self._documents(asked.related_to)
        levels = self._levels(named)
        if not _says_anything(asked, named, related, self.request):
            return self._answer(nothing(nothing_understood(asked)), [], None, None)
        base = self._base(levels)
        metrics = self.search.figures.beside(self.org, self.view, levels, asked.period)
        field = self._field(metrics, levels)
        evidence = self._weigh(levels)
        pool, steps = self._narrow(base, field, evidence)
        if evidence.unheld:
            self._note(f"No document holds {', '.join(evidence.unheld)}: the rest of the question is answered")
        ranked = self._rank(pool, evidence, field, named, related, levels)
        if not len(ranked.positions) and not ranked.notes:
            ranked = replace(ranked, notes=[explain_nothing(asked, steps, levels, evidence)])
        return self._answer(ranked, [*named, *related], ranked.evidence or evidence, field)

    # --- narrowing

    def _levels(self, named: Sequence[EntityDocument]) -> frozenset[Level]:
        """Levels of the hits: as asked, else those of what is named, else campaigns."""
        if self.asked.level is not None:
            if self.asked.level in NOT_OF_ENTITIES:
                self.notes.append(f"There are no documents of level {self.asked.level}: campaigns are searched")
                return frozenset({Level.CAMPAIGN})
            return frozenset({self.asked.level})
        return frozenset({document.level for document in named} or {Level.CAMPAIGN})

    def _base(self, levels: frozenset[Level]) -> Mask:
        """What the scope and the attributes leave."""
        sources, campaigns = self.request.data_sources, self.request.campaign_ids
        scope = SearchScope(
            levels,
            None if sources is None else frozenset(sources),
            None if campaigns is None else frozenset(campaigns),
            self.asked.period,
        )
        taken = self.view.within(scope)
        for concept in self.asked.excluded_concepts:
            taken &= ~self.view.tagged(concept)
        for word in self.asked.excluded_words:
            taken &= ~self.view.containing(word)
        return taken

    def _narrow(self, base: Mask, field: Field, evidence: Evidence) -> tuple[Mask, list[tuple[str, int]]]:
        """What meets every condition, and how many were left after each."""
        asked, pool = self.asked, base
        steps = [("in the scope", int(pool.sum()))]
        if asked.period is not None:
            pool = pool & field.metrics.active
            steps.append(("active", int(pool.sum())))
        for attribute in asked.attributes:
            if evidence.is_asked and is_soft(attribute):
                continue
            mask = self.view.with_value(attribute.column, attribute.values)
            pool = pool & (~mask if attribute.excluded else mask)
            steps.append((attribute.words or attribute.column, int(pool.sum())))
        for condition in asked.metrics:
            pool = pool & meets(condition, field.metrics, field.sources)
            steps.append((condition.words or condition.metric, int(pool.sum())))
        return pool, steps

    def _field(self, metrics: EntityMetrics, levels: frozenset[Level]) -> Field:
        """What documents are compared by."""
        view = self.view
        level_codes = np.zeros(len(view.keys), np.int64)
        for code, level in enumerate(sorted(levels), 1):
            level_codes[view.within(SearchScope(levels=frozenset({level})))] = code
        sources = np.zeros(len(view.keys), np.int64)
        for code, source in enumerate(sorted(view.vocabulary.values.get("data_source", frozenset())), 1):
            sources[view.with_value("data_source", [source])] = code
        messages = view.with_value("channel", MESSAGE_CHANNELS)
        return Field(
            metrics, (level_codes > 0) & metrics.active, messages, sources, level_codes, metrics.currency_codes
        )

    # --- ranking

    def _weigh(self, levels: frozenset[Level]) -> Evidence:
        """Evidence of what can be a hit; of everything where the graph is asked, which may begin anywhere."""
        asked = self.asked
        if asked.related_to or self.request.search_type is SearchType.KNOWLEDGE:
            return weigh(self.view, asked, self._dense(question_text(asked)))
        among = self.view.within(SearchScope(levels))
        evidence = weigh(self.view, asked, self._dense(question_text(asked), among))
        return replace(evidence, lexical=np.where(among, evidence.lexical, 0.0))

    def _rank(
        self,
        pool: Mask,
        evidence: Evidence,
        field: Field,
        named: Sequence[EntityDocument],
        related: Sequence[EntityDocument],
        levels: frozenset[Level],
    ) -> Ranked:
        kind = self.request.search_type
        if related or kind is SearchType.KNOWLEDGE:
            return self._by_graph(pool, evidence, field, related or named)
        if kind is SearchType.NEURAL:
            return self._by_likeness(pool, evidence, field)
        if kind is SearchType.CONCEPTUAL:
            return rank_by_concepts(self.asked, pool, evidence, field)
        parents = [one for one in named if one.level not in levels]
        if parents:
            inside = np.any([below(self.view, parents, level) for level in levels], axis=0)
            pool = pool & inside
        exact = self._exactly(named)
        if self.asked.rankings or self.asked.metrics:
            return rank_by_metric(self.asked, pool & exact if exact.any() else pool, evidence, field)
        if exact.any() and not evidence.is_asked:
            evidence = self._by_name(named)
        return replace(rank_by_text(pool, evidence, field.volume, exact), evidence=evidence)

    def _exactly(self, named: Sequence[EntityDocument]) -> Mask:
        exact = np.zeros(len(self.view.keys), np.bool_)
        exact[self.view.positions([document.key for document in named])] = True
        return exact

    def _by_name(self, named: Sequence[EntityDocument]) -> Evidence:
        """Evidence of what bears nearly the name of what is named."""
        names = " ".join(document.name or "" for document in named[:1])
        return weigh(self.view, replace(self.asked, residual=names), self._dense(names))

    def _by_likeness(self, pool: Mask, evidence: Evidence, field: Field) -> Ranked:
        """Nearest neighbours alone."""
        dense = evidence.dense
        if dense is None or not evidence.is_asked:
            dense = self._dense(self.request.query)
        if dense is None:
            self.notes.append("Words are compared instead")
            return rank_by_text(pool, evidence, field.volume, np.zeros(len(pool), np.bool_))
        positions = np.flatnonzero(pool & (dense > 0))
        order = np.argsort(-dense[positions], kind="stable")
        return Ranked(positions[order], dense[positions][order], {"neural": dense})

    def _by_graph(self, pool: Mask, evidence: Evidence, field: Field, seeds: Sequence[EntityDocument]) -> Ranked:
        """What hangs together with the seeds; where none is named, with what answers the words best."""
        if not seeds:
            best = rank_by_text(self.view.within(SearchScope()), evidence, field.volume, np.zeros(len(pool), np.bool_))
            seeds = self.view.documents(best.positions[:1].tolist()) if evidence.is_asked else []
        if not seeds:
            return nothing("KNOWLEDGE begins at an entity, and the question names none")
        close = relatedness(self.view, seeds, self._dense(" ".join(one.name or "" for one in seeds[:1])))
        if self.asked.related_to:
            pool = pool & ~self._exactly(seeds)
        tied = pool & ((close > LEAST_TIE) | self._exactly(seeds))
        if self.asked.rankings:
            found = rank_by_metric(self.asked, tied, replace(evidence, concepts={}, words={}), field)
            return replace(found, parts={**found.parts, "knowledge": close}, notes=[*found.notes, *_begun_at(seeds)])
        positions = np.flatnonzero(tied)
        order = np.lexsort((-field.volume[positions], -close[positions]))
        return Ranked(
            positions[order],
            close[positions][order],
            {**text_parts(evidence), "knowledge": close},
            (),
            _begun_at(seeds),
        )

    def _dense(self, text: str, among: Mask | None = None) -> Floats | None:
        """Cosine of each document (`among` these, where told) with a text; None without text, or where no vector can be had."""
        search = self.search
        if not text or not len(self.view.keys):
            return None
        if search.catch_up.needs_remaking(self.org):
            self._note("Vectors are being made anew: likeness of texts is left out")
            return None
        try:
            vector = search.embedder.embed([text])[0]
        except MarketingMemoryError as error:
            search.on_failure("search_without_vectors", self.org, error)
            self._note(f"The embedder did not answer ({error.code}): likeness of texts is left out")
            return None
        if search.remote is not None:
            try:
                return self._remote(search.remote, vector, among)
            except MarketingMemoryError as error:
                search.on_failure("search_without_remote_index", self.org, error)
                self._note(f"The vector index did not answer ({error.code}): the vectors kept here are used")
        return self.view.similar_to(vector, among).astype(np.float64)

    def _remote(self, remote: VectorIndex, vector: npt.NDArray[np.float32], among: Mask | None) -> Floats:
        """Cosines by the remote index; what it does not name is compared here: it names 1,000 at most, and may lag."""
        request, levels = self.request, self._levels(self._documents(self.asked.entities))
        scope = SearchScope(
            levels,
            None if request.data_sources is None else frozenset(request.data_sources),
            None if request.campaign_ids is None else frozenset(request.campaign_ids),
            self.asked.period,
        )
        found = {one.key: one.score for one in remote.nearest(self.org, vector, scope, MOST_REMOTE)}
        dense = self.view.similar_to(vector, among).astype(np.float64)
        keys = self.view.keys
        for place in self.view.positions(list(found)).tolist():
            dense[place] = found[keys[place]]
        return dense

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def _documents(self, keys: Sequence[str]) -> list[EntityDocument]:
        return self.view.documents(self.view.positions(list(keys)).tolist()) if keys else []  # type: ignore[arg-type]

    # --- answering

    def _answer(
        self, ranked: Ranked, seeds: Sequence[EntityDocument], evidence: Evidence | None, field: Field | None
    ) -> SearchAnswer:
        limit = min([self.request.limit, *(one.top for one in self.asked.rankings if one.top is not None)])
        shown = ranked.positions[:limit].tolist()
        documents = self.view.documents(shown)
        hits = []
        if field is not None and evidence is not None:
            for place, (position, document) in enumerate(zip(shown, documents, strict=True)):
                metrics, currency = field.metrics.of(position), field.metrics.currency_of(position)
                reasons = self._reasons(ranked, evidence, position, document, metrics, currency, seeds)
                scores = {name: round(float(values[position]), 4) for name, values in ranked.parts.items()}
                score = round(float(ranked.score[place]), 6)
                hits.append(Hit(document, score, scores, tuple(reasons), metrics, currency))
        notes = [*self.notes, *ranked.notes]
        notice = ". ".join(note.rstrip(".") for note in notes if note)
        return SearchAnswer(
            tuple(hits),
            len(ranked.positions),
            self.request.search_type,
            self.asked,
            ranked_by(self.asked, ranked.orders),
            f"{notice}." if notice else None,
        )

    def _reasons(
        self,
        ranked: Ranked,
        evidence: Evidence,
        position: int,
        document: EntityDocument,
        metrics: dict[str, float | None],
        currency: str | None,
        seeds: Sequence[EntityDocument],
    ) -> list[str]:
        said: list[str] = []
        if document.key in self.asked.entities:
            said.append("Named exactly in the question")
        for order in ranked.orders:
            said += of_order(order, position, document, metrics, self.asked, currency)
        said += of_filters(self.asked, metrics, currency)
        said += of_attributes(self.asked.attributes, document)
        if "knowledge" in ranked.parts:
            said += [tie for seed in seeds if seed.key != document.key for tie in ties(seed, document)]
        said += of_text(evidence, position)
        return said or [f"One of the {plural(document.level)} searched"]


LEAST_TIE = 0.12
"""Relatedness from which on two entities belong together: more than a country or a like word."""


def _begun_at(seeds: Sequence[EntityDocument]) -> list[str]:
    return [f"Begun at {', '.join(name_of(one) for one in seeds)}"]


def _says_anything(
    asked: Interpretation,
    named: Sequence[EntityDocument],
    related: Sequence[EntityDocument],
    request: SearchRequest,
) -> bool:
    """Whether the question holds anything to search by."""
    parts = (asked.level, asked.attributes, asked.metrics, asked.period, asked.rankings, asked.concepts)
    more = (asked.excluded_concepts, named, related, asked.residual.strip(), request.search_type is SearchType.NEURAL)
    return any(bool(part) for part in (*parts, *more))


def check(request: SearchRequest) -> None:
    """Raise InvalidInputError for what cannot be asked."""
    size = len(request.query)
    if not request.query.strip() or size > MOST_CHARACTERS:
        raise InvalidInputError(
            f"query has {size:,} characters." if size > MOST_CHARACTERS else "query is empty.",
            hint=f"Send words or a question of 1 to {MOST_CHARACTERS:,} characters.",
            field=("input", "query"),
        )
    if not 1 <= request.limit <= MOST_HITS:
        raise InvalidInputError(f"limit is {request.limit}.", hint=f"Send 1 to {MOST_HITS}.", field=("input", "limit"))
    if request.as_of is not None and not FIRST_YEAR <= request.as_of.year <= LAST_YEAR:
        raise InvalidInputError(
            f"asOfDate is {request.as_of}.",
            hint=f"Send a day of the years {FIRST_YEAR} to {LAST_YEAR}.",
            field=("input", "asOfDate"),
        )
    check_period(request.period, ("input", "dateRange"))

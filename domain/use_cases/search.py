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
from domain.search.answering import Grounds, hits_of
from domain.search.documents import EntityDocument
from domain.search.elsewhere import on_other_levels
from domain.search.evidence import Evidence, question_text, weigh
from domain.search.graph import below, levels_of_kin, name_of, relatedness
from domain.search.interpretation import Interpretation, Vocabulary
from domain.search.kinship import is_of_tree, rank_by_kin, rank_by_ties
from domain.search.known_days import outside_known_days
from domain.search.merging import FurtherReading
from domain.search.narrowing import Step, field_of, narrow, scope_of, within_scope
from domain.search.notices import (
    NOTHING_STORED,
    as_written,
    explain_nothing,
    left_unread,
    missing_words,
    no_such_days,
    nothing_understood,
    only_kind,
    says_anything,
)
from domain.search.ordering import Field
from domain.search.ranked import Ranked, nothing, rank_by_metric, rank_by_text
from domain.search.request import MOST_CHARACTERS, MOST_HITS, SearchAnswer, SearchRequest, SearchType
from domain.search.settling import NOT_OF_ENTITIES, settle
from domain.search.standings import rank_by_concepts
from domain.search.ties import in_order
from domain.search.wording import days, plural, ranked_by
from domain.use_cases.catch_up import CatchUp
from domain.use_cases.entity_figures import EntityFigures
from domain.use_cases.likeness import Likeness
from domain.use_cases.submission import check_period
from domain.vocabulary import Level, OrgId

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Understand = Callable[[str, Vocabulary, date], FurtherReading]
"""Reads a question with an organization's own words, as of a day."""


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

    @property
    def likeness(self) -> Likeness:
        """How like a text documents are."""
        return Likeness(self.embedder, self.remote, self.catch_up, self.on_failure)

    def __call__(self, org: OrgId, request: SearchRequest) -> SearchAnswer:
        """Hits, best first; raises InvalidInputError for what cannot be asked."""
        check(request)
        view = self.catalog.view(org)
        read = self.understand(request.query.strip(), view.vocabulary, request.as_of or self.clock.today())
        settled = settle(read.interpretation, request)
        unreal = () if request.period else no_such_days(read.interpretation)
        notes = [note for note in (*settled.overruled, *unreal, *left_unread(read.interpretation), read.notice) if note]
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
            return self._answer(nothing(NOTHING_STORED))
        if asked.missing:
            return self._answer(nothing(missing_words(asked.missing)))
        named, related = self._documents(asked.entities), self._documents(asked.related_to)
        levels = self._levels(named, related)
        if not says_anything(asked, self.request):
            return self._answer(nothing(nothing_understood(asked)))
        if unread := only_kind(asked):
            return self._answer(nothing(unread))
        metrics = self.search.figures.beside(self.org, self.view, levels, asked.period)
        field = field_of(self.view, metrics, levels)
        taken = within_scope(self.view, asked, scope_of(asked, self.request, levels))
        evidence = self._weigh(levels)
        pool, steps = narrow(self.view, asked, taken, field, evidence)
        if evidence.unheld:
            unheld = ", ".join(as_written(asked.query, word) for word in evidence.unheld)
            self._note(f"No document holds {unheld}: the rest of the question is answered")
        ranked = self._rank(pool, evidence, field, named, related, levels)
        if not len(ranked.positions) and not ranked.is_explained:
            ranked = replace(ranked, notes=[*ranked.notes, self._why_nothing(steps, levels, evidence)])
        return self._answer(ranked, Grounds(asked, ranked.evidence or evidence, field, [*named, *related]))

    def _why_nothing(self, steps: Sequence[Step], levels: frozenset[Level], evidence: Evidence) -> str:
        scope = scope_of(self.asked, self.request, levels)
        if not steps[0][1]:
            level = next(iter(levels)) if len(levels) == 1 else None
            outside = outside_known_days(self.view, self.asked, scope, level)
            return outside or explain_nothing(self.asked, steps, levels, evidence)
        elsewhere = on_other_levels(self.view, scope, evidence) if len(steps) == 1 else ""  # no condition was missed
        return explain_nothing(self.asked, steps, levels, evidence) + elsewhere

    # --- narrowing

    def _levels(self, named: Sequence[EntityDocument], related: Sequence[EntityDocument]) -> frozenset[Level]:
        """Levels of the hits: as asked, else those of what is named, or of its kin, else campaigns."""
        if self.asked.level is not None:
            if self.asked.level in NOT_OF_ENTITIES:
                self._note(f"There are no documents of level {self.asked.level}: campaigns are searched")
                return frozenset({Level.CAMPAIGN})
            return frozenset({self.asked.level if self._has_level(self.asked.level) else Level.CAMPAIGN})
        if related:
            return frozenset().union(*(levels_of_kin(seed, self.asked.kin) for seed in related))
        return frozenset({document.level for document in named} or {Level.CAMPAIGN})

    def _has_level(self, level: Level) -> bool:
        """Whether the platforms asked for have such rows: ads of one may mean no more than its campaigns do."""
        places = [one for one in self.asked.attributes if one.column in {"data_source", "channel"} and not one.excluded]
        if self.request.level is not None or level is Level.CAMPAIGN or not places:
            return True
        sources = self.request.data_sources
        mask = self.view.within(SearchScope(frozenset({level}), None if sources is None else frozenset(sources)))
        for one in places:
            mask &= self.view.with_value(one.column, one.values)
        if not mask.any():
            self._note(f"There are no {plural(level)} of what is asked for: campaigns are searched")
        return bool(mask.any())

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
        if is_of_tree(self.asked, related):
            return rank_by_kin(self.view, self.asked, pool, evidence, field, related, levels)
        if related or kind is SearchType.KNOWLEDGE:
            return self._by_graph(pool, evidence, field, related or named)
        if kind is SearchType.NEURAL:
            return self._by_likeness(pool, evidence, field)
        if kind is SearchType.CONCEPTUAL:
            return rank_by_concepts(self.asked, pool, evidence, field)
        return self._by_words_and_metrics(pool, evidence, field, named, levels)

    def _by_words_and_metrics(
        self, pool: Mask, evidence: Evidence, field: Field, named: Sequence[EntityDocument], levels: frozenset[Level]
    ) -> Ranked:
        """By the metric asked for, else by the words; what is named itself, or what of these levels lies in it."""
        parents = [one for one in named if one.level not in levels]
        if parents:
            inside = np.any([below(self.view, parents, level) for level in levels], axis=0)
            pool = pool & inside
        exact = self._exactly([one for one in named if one.level in levels])
        if exact.any() and not (pool & exact).any():
            return nothing(f"{name_of(named[0])} does not meet the other conditions {days(self.asked.period)}")
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
        chosen, equals = in_order(positions, -dense[positions])
        return Ranked(chosen, dense[chosen], {"neural": dense}, equals=equals)

    def _by_graph(self, pool: Mask, evidence: Evidence, field: Field, seeds: Sequence[EntityDocument]) -> Ranked:
        """What hangs together with the seeds; where none is named, with what answers the words best."""
        if not seeds:
            best = rank_by_text(self.view.within(SearchScope()), evidence, field.volume, np.zeros(len(pool), np.bool_))
            seeds = self.view.documents(best.positions[:1].tolist()) if evidence.is_asked else []
        if not seeds:
            return nothing("KNOWLEDGE begins at an entity, and the question names none")
        dense = self._dense(" ".join(one.name or "" for one in seeds[:1]))
        close = relatedness(self.view, seeds, dense)
        evidence = replace(evidence, dense=dense)
        return rank_by_ties(self.view, self.asked, pool, evidence, field, seeds, close)

    def _dense(self, text: str, among: Mask | None = None) -> Floats | None:
        """Cosine of each document (`among` these, where told) with a text; None without text, or where no vector can be had."""
        levels = self._levels(self._documents(self.asked.entities), self._documents(self.asked.related_to))
        scope = scope_of(self.asked, self.request, levels)
        return self.search.likeness(self.org, self.view, text, scope, self._note, among)

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def _documents(self, keys: Sequence[str]) -> list[EntityDocument]:
        return self.view.documents(self.view.positions(list(keys)).tolist()) if keys else []  # type: ignore[arg-type]

    # --- answering

    def _answer(self, ranked: Ranked, grounds: Grounds | None = None) -> SearchAnswer:
        tops = (*(one.top for one in self.asked.rankings), ranked.most)
        limit = min([self.request.limit, *(top for top in tops if top is not None)])
        notice = ". ".join(note.rstrip(".") for note in (*self.notes, *ranked.notes) if note)
        return SearchAnswer(
            () if grounds is None else hits_of(self.view, ranked, grounds, limit),
            len(ranked.positions),
            self.request.search_type,
            self.asked,
            ranked_by(self.asked, ranked.orders, ranked.positions),
            f"{notice}." if notice else None,
        )


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

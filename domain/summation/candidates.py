"""The rows among which the guards choose, in codes: campaigns, entities, days, and the rank of each alternative."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from domain.arrow import day_numbers
from domain.conversions import DEFAULT_RULES
from domain.labels import Labels, joined, joint_codes
from domain.sources.registry import SOURCES
from domain.summation.needs import Reason
from domain.vocabulary import LEVEL_DEPTH, Level

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

GUARD_COLUMNS: tuple[str, ...] = (
    "data_source",
    "account_id",
    "campaign_id",
    "ad_group_id",
    "entity_id",
    "level",
    "date_start",
    "date_stop",
    "breakdown_set",
    "channel",
    "date_basis",
    "attribution",
    "conversion_metric",
    "conversion_metric_name",
    "conversions",
    "spend",
)
"""What the guards must know of a row."""
_NOT_TEXT = frozenset({"date_start", "date_stop", "conversions", "spend"})
_BASIS_RANK = {"IMPRESSION": 0, "SEND": 0, "CONVERSION": 1, "EVENT": 2}
LATER_BASES: tuple[str, ...] = tuple(basis for basis, rank in _BASIS_RANK.items() if rank)
"""Date bases that may have to give way to another one."""
_ACTION = "conversion_action"
"""How Google's breakdowns by conversion action begin."""
WORST = 2**62
"""A rank behind every other."""
_ACCOUNT = Level.ACCOUNT.value
_CHANNELS = frozenset({"channel", "channel_said"})
_BY_CHANNEL = frozenset(
    name for name, spec in SOURCES.items() if any(not _CHANNELS.isdisjoint(rule.identity) for rule in spec.levels)
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One narrowing: on each day the lowest rank wins, within the campaign or (`per_entity`) within the entity.

    `bands` come before ranks; in odd bands labels with more of the campaign's rows on that day come first.
    """

    reason: Reason
    ranks: Ints
    per_entity: bool = False
    bands: Ints | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows to choose from, in codes: one entry per row; days are numbered from 1970-01-01."""

    accounts: Ints
    scopes: Ints
    entities: Ints
    """Entity of a level of a campaign."""
    depths: Ints
    levels: list[str]
    sources: list[str]
    starts: Ints
    stops: Ints
    bases: Ints
    """Rank of the date basis."""
    choices: tuple[Choice, ...]
    breakdown_sets: list[str]
    silent: Mask
    """Rows that report no conversions."""
    by_action: Mask
    """Rows of single conversion actions that report conversions and no spend: parts of what an entity's rows lack."""
    at_account: Mask
    """Rows of the account itself."""
    orphaned: Mask
    """Rows below a campaign that nobody names."""
    campaign_depth: int
    """Rank of campaigns in `depths`; -1 where there are none."""

    def __len__(self) -> int:
        return len(self.scopes)

    @property
    def contested(self) -> Mask:
        """Rows whose choice depends on the date range: multi-day rows, what they overlap, and account rows.

        And all rows of a campaign with multi-day rows and several date bases: some of these may not fit what is grouped by.
        """
        owners, cells = self.days()
        long = self.stops > self.starts
        shared = np.zeros(int(cells.max(initial=-1)) + 1, np.bool_)
        shared[cells[long[owners]]] = True
        found = self.at_account.copy()
        found[owners[shared[cells]]] = True
        several, of_scope = self.mixed, np.zeros(int(self.scopes.max(initial=-1)) + 1, np.bool_)
        of_scope[self.scopes[several & long]] = True
        return found | of_scope[self.scopes]

    @property
    def mixed(self) -> Mask:
        """Rows of campaigns with several date bases."""
        size = int(self.scopes.max(initial=-1)) + 1
        first, last = np.full(size, WORST, np.int64), np.full(size, -1, np.int64)
        np.minimum.at(first, self.scopes, self.bases)
        np.maximum.at(last, self.scopes, self.bases)
        return (first < last)[self.scopes]

    def days(self) -> tuple[Ints, Ints]:
        """One entry per row and day of it: the row, and the code of its (campaign, day)."""
        owners, days = self.spread()
        return owners, pair_codes(self.scopes[owners], days)

    def entity_days(self) -> Ints:
        """As `days`: the code of the (entity, day)."""
        owners, days = self.spread()
        return pair_codes(self.entities[owners], days)

    def spread(self) -> tuple[Ints, Ints]:
        """One entry per row and day of it: the row, and the day."""
        lengths = self.stops - self.starts + 1
        owners = np.repeat(np.arange(len(self)), lengths)
        first = np.cumsum(lengths) - lengths
        return owners, self.starts[owners] + np.arange(len(owners)) - first[owners]


def read_candidates(table: pa.Table) -> Candidates:
    """Candidates of a table with `GUARD_COLUMNS`."""
    frame = {name: Labels.read(table[name]) for name in GUARD_COLUMNS if name not in _NOT_TEXT}
    levels, sources, sets = frame["level"], frame["data_source"], frame["breakdown_set"]
    accounts, _ = joint_codes(sources.codes, frame["account_id"].codes)
    scopes, _ = joint_codes(accounts, _scope_names(frame).distinct().codes)
    entities, _ = joint_codes(scopes, levels.codes, frame["entity_id"].codes)
    depths = _ranked(levels, lambda level: (LEVEL_DEPTH[Level(level)],))
    choices = (
        Choice(Reason.LEVEL, depths),
        _attribution_choice(frame["attribution"], _silent(table)),
        _metric_choice(frame, _silent(table)),
        Choice(
            Reason.BREAKDOWN,
            _ranked(sets, _breakdown_order),
            per_entity=True,
        ),
    )
    at_account, at_campaign = levels.equal(_ACCOUNT), levels.equal(Level.CAMPAIGN.value)
    return Candidates(
        accounts,
        scopes,
        entities,
        depths,
        cast("list[str]", levels.texts()),
        cast("list[str]", sources.texts()),
        day_numbers(table["date_start"]),
        day_numbers(table["date_stop"]),
        _ranked(frame["date_basis"], lambda basis: (_BASIS_RANK.get(basis, 9),)),
        choices,
        cast("list[str]", sets.texts()),
        _silent(table).astype(np.bool_),
        _by_action(table, sets),
        at_account,
        ~at_account & ~frame["campaign_id"].known,
        int(depths[at_campaign][0]) if at_campaign.any() else -1,
    )


def _breakdown_order(names: str) -> tuple[bool, int, str]:
    """Fewer breakdowns first; those by conversion action last: such rows have no spend."""
    return _names_action(names), len(names.split(",")) if names else 0, names


def _names_action(breakdown_set: str) -> bool:
    return any(name.startswith(_ACTION) for name in breakdown_set.split(","))


def _by_action(table: pa.Table, breakdown_sets: Labels) -> Mask:
    only_conversions: Mask = table["conversions"].is_valid().to_numpy() & ~table["spend"].is_valid().to_numpy()
    return breakdown_sets.where(lambda names: _names_action(names or "")) & only_conversions


def _scope_names(frame: dict[str, Labels]) -> Labels:
    """Campaign of a row; where nobody knows it, the row's ad group or entity stands alone.

    Where a source tells entities apart by channel, so are its campaigns: an email and a text are two facts.
    """

    def name(campaign: str, group: str, level: str, entity: str, source: str, channel: str) -> str:
        bare = "" if level == _ACCOUNT else f"c{campaign}" if campaign else f"g{group}" if group else f"e{entity}"
        return bare + (f" {channel}" if source in _BY_CHANNEL and level != _ACCOUNT else "")

    columns = ("campaign_id", "ad_group_id", "level", "entity_id", "data_source", "channel")
    return joined([frame[column] for column in columns], name)


def _attribution_choice(labels: Labels, silent: Ints) -> Choice:
    """The platform's own, else the one with most rows.

    Rows that report no conversions say nothing about attribution: they come after those that do.
    """
    bands = 2 * silent + ~labels.equal("default")
    return Choice(Reason.ATTRIBUTION, _ranked(labels, lambda label: (label,)), per_entity=True, bands=bands)


def _silent(table: pa.Table) -> Ints:
    """1 for rows that report no conversions, or whose conversions the rules of their batch left out."""
    silent: Ints = (~table["conversions"].is_valid().to_numpy()).astype(np.int64)
    return silent


def _metric_choice(frame: dict[str, Labels], silent: Ints) -> Choice:
    """The default conversion metric, else the one with most rows; rows of sources without metrics are one.

    Metrics that report no conversions come after those that do: the rules may have named another one.
    """
    first = _default_metrics(frame) | {""}
    labels = frame["conversion_metric"].map(lambda label: label or "")
    bands = 2 * silent + labels.where(lambda label: label not in first)
    return Choice(Reason.CONVERSION_METRIC, _ranked(labels, lambda label: (label,)), per_entity=True, bands=bands)


def _default_metrics(frame: dict[str, Labels]) -> set[str]:
    """Conversion metrics that are the default one by name."""
    wanted = DEFAULT_RULES.metric_name.casefold()

    def default(metric: str | None, name: str | None) -> str | None:
        return metric if metric and wanted in {metric.casefold(), (name or "").casefold()} else None

    found = joined([frame["conversion_metric"], frame["conversion_metric_name"]], default)
    return {metric for metric in found.labels if metric}


def _ranked(column: Labels, order: Callable[[str], tuple[object, ...]]) -> Ints:
    """Rank of each text; texts of equal order share a rank."""
    orders = [order(label or "") for label in column.labels]
    places = {found: place for place, found in enumerate(sorted(set(orders)))}
    return np.asarray([places[found] for found in orders], np.int64)[column.codes]


def pair_codes(left: Ints, right: Ints) -> Ints:
    """One code for each distinct pair, from 0, by first appearance."""
    if not len(left):
        return left
    width = int(right.max() - right.min()) + 1
    codes: Ints = pd.factorize(left * width + (right - right.min()))[0].astype(np.int64)
    return codes

"""Choosing the rows that a total counts, per data source, account, campaign and day.

For each day the candidates of a campaign are narrowed in turn: one date basis, the coarsest level; then those of
each entity of that level: one attribution, one conversion metric, the smallest breakdown set. Rows of different
entities of one level are never the same fact. Where rows span several days, the set of periods that covers most time
wins, finer rows first on a tie. Rows of the account itself count only where nothing lower exists.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.conversions import DEFAULT_RULES
from domain.sources.registry import SOURCES
from domain.summation.needs import Depth, Need, Reason, fits_breakdowns, levels_answering
from domain.summation.periods import choose_periods, spans_buckets
from domain.vocabulary import LEVEL_DEPTH, DataSource, Level

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Reasons = npt.NDArray[np.int64]

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
)
"""What the guards must know of a row."""
_NOT_TEXT = frozenset({"date_start", "date_stop", "conversions"})
_BASIS_RANK = {"IMPRESSION": 0, "SEND": 0, "CONVERSION": 1, "EVENT": 2}
_WORST = 2**62
_ACCOUNT = Level.ACCOUNT.value
_BY_CHANNEL = frozenset(
    name for name, spec in SOURCES.items() if any("channel" in rule.identity for rule in spec.levels)
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
    choices: tuple[Choice, ...]
    breakdown_sets: list[str]
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
        """Rows whose choice depends on the date range: multi-day rows, what they overlap, and account rows."""
        owners, cells = self.days()
        long = self.stops > self.starts
        shared = np.zeros(int(cells.max(initial=-1)) + 1, np.bool_)
        shared[cells[long[owners]]] = True
        found = self.at_account.copy()
        found[owners[shared[cells]]] = True
        return found

    def days(self) -> tuple[Ints, Ints]:
        """One entry per row and day of it: the row, and the code of its (campaign, day)."""
        owners, days = self.spread()
        return owners, _pair_codes(self.scopes[owners], days)

    def entity_days(self) -> Ints:
        """As `days`: the code of the (entity, day)."""
        owners, days = self.spread()
        return _pair_codes(self.entities[owners], days)

    def spread(self) -> tuple[Ints, Ints]:
        """One entry per row and day of it: the row, and the day."""
        lengths = self.stops - self.starts + 1
        owners = np.repeat(np.arange(len(self)), lengths)
        first = np.cumsum(lengths) - lengths
        return owners, self.starts[owners] + np.arange(len(owners)) - first[owners]


def read_candidates(table: pa.Table) -> Candidates:
    """Candidates of a table with `GUARD_COLUMNS`."""
    frame = {name: table[name].to_pylist() for name in GUARD_COLUMNS if name not in _NOT_TEXT}
    accounts = _codes(list(zip(frame["data_source"], frame["account_id"], strict=True)))
    scopes = _codes(list(zip(accounts.tolist(), _scope_names(frame), strict=True)))
    depths = _ranked(frame["level"], lambda level: (LEVEL_DEPTH[Level(level)],))
    choices = (
        Choice(Reason.MIXED_DATE_BASIS, _ranked(frame["date_basis"], lambda basis: (_BASIS_RANK.get(basis, 9),))),
        Choice(Reason.LEVEL, depths),
        _attribution_choice(table),
        _metric_choice(frame),
        Choice(
            Reason.BREAKDOWN,
            _ranked(frame["breakdown_set"], lambda names: (len(names.split(",")) if names else 0, names)),
            per_entity=True,
        ),
    )
    starts, stops = _day_numbers(table["date_start"]), _day_numbers(table["date_stop"])
    at_account = np.asarray(frame["level"], object) == Level.ACCOUNT.value
    entities = _codes(list(zip(scopes.tolist(), frame["level"], frame["entity_id"], strict=True)))
    return Candidates(
        accounts,
        scopes,
        entities,
        depths,
        frame["level"],
        frame["data_source"],
        starts,
        stops,
        choices,
        frame["breakdown_set"],
        at_account,
        ~at_account & np.asarray([campaign is None for campaign in frame["campaign_id"]], np.bool_),
        next((int(d) for d, level in zip(depths, frame["level"], strict=True) if level == Level.CAMPAIGN.value), -1),
    )


def choose(rows: Candidates, need: Need, occupied: Mask | None = None) -> Reasons:
    """For each row `Reason.COUNTED` or why not.

    `occupied`: rows that must give way (`_choose_floating`) to rows that are not among `rows`.
    """
    reasons = _refuse(rows, need)
    _choose_variants(rows, reasons)
    groups = _period_groups(rows, reasons)
    choose_periods(groups, rows.starts, rows.stops, reasons)
    _choose_same_period(rows, groups, reasons)
    _choose_floating(rows, need, reasons, occupied)
    return reasons


def plain_mask(rows: Candidates) -> Ints:
    """The choice for every depth in one number: four bits each; UNDECIDED where it depends on the date range."""
    contested = rows.contested
    mask = np.zeros(len(rows), np.int64)
    for depth in Depth:
        reasons = np.where(contested, Reason.UNDECIDED, choose(rows, Need(depth)))
        mask |= reasons << (4 * depth)
    return mask


def _scope_names(frame: dict[str, list[str | None]]) -> list[str]:
    """Campaign of a row; where nobody knows it, the row's ad group or entity stands alone.

    Where a source tells entities apart by channel, so are its campaigns: an email and a text are two facts.
    """
    columns = (frame[name] for name in ("campaign_id", "ad_group_id", "level", "entity_id", "data_source", "channel"))
    return [
        ("" if level == _ACCOUNT else f"c{campaign}" if campaign else f"g{group}" if group else f"e{entity}")
        + (f" {channel}" if source in _BY_CHANNEL and level != _ACCOUNT else "")
        for campaign, group, level, entity, source, channel in zip(*columns, strict=True)
    ]


def _attribution_choice(table: pa.Table) -> Choice:
    """The platform's own, else the one with most rows.

    Rows that report no conversions say nothing about attribution: they come after those that do.
    """
    labels = table["attribution"].to_pylist()
    silent = ~table["conversions"].is_valid().to_numpy()
    other = np.asarray([label != "default" for label in labels], np.bool_)
    bands = 2 * silent.astype(np.int64) + other
    return Choice(Reason.ATTRIBUTION, _ranked(labels, lambda label: (label,)), per_entity=True, bands=bands)


def _metric_choice(frame: dict[str, list[str | None]]) -> Choice:
    """The default conversion metric, else the one with most rows; rows of sources without metrics are one."""
    first = _default_metrics(frame) | {""}
    labels = [label or "" for label in frame["conversion_metric"]]
    bands = np.asarray([label not in first for label in labels], np.int64)
    return Choice(Reason.CONVERSION_METRIC, _ranked(labels, lambda label: (label,)), per_entity=True, bands=bands)


def _codes(values: Sequence[object]) -> Ints:
    known: dict[object, int] = {}
    return np.fromiter((known.setdefault(value, len(known)) for value in values), np.int64, len(values))


def _day_numbers(column: pa.ChunkedArray) -> Ints:
    days: Ints = column.cast(pa.int32()).to_numpy().astype(np.int64)
    return days


def _ranked(labels: list[str], order: Callable[[str], tuple[object, ...]]) -> Ints:
    """Rank of each label; labels of equal order share a rank."""
    orders = {label: order(label) for label in set(labels)}
    places = {found: place for place, found in enumerate(sorted(set(orders.values())))}
    return np.asarray([places[orders[label]] for label in labels], np.int64)


def _default_metrics(frame: dict[str, list[str | None]]) -> set[str]:
    """Conversion metrics that are the default one by name."""
    wanted = DEFAULT_RULES.metric_name.casefold()
    pairs = set(zip(frame["conversion_metric"], frame["conversion_metric_name"], strict=True))
    return {metric for metric, name in pairs if metric and wanted in {metric.casefold(), (name or "").casefold()}}


def _refuse(rows: Candidates, need: Need) -> Reasons:
    """Rows that cannot answer at all."""
    reasons = np.zeros(len(rows), np.int64)
    if need.buckets:
        reasons[spans_buckets(rows.starts, rows.stops, need.buckets)] = Reason.MULTI_DAY_ROW
    if need.breakdowns:
        able = {names: fits_breakdowns(names, need.breakdowns) for names in set(rows.breakdown_sets)}
        reasons[[not able[names] for names in rows.breakdown_sets]] = Reason.BREAKDOWN
    if need.depth is not Depth.CAMPAIGN or need.levels is not None:
        pairs = list(zip(rows.sources, rows.levels, strict=True))
        answers = {pair: _answers(*pair, need) for pair in set(pairs)}
        reasons[[not answers[pair] for pair in pairs]] = Reason.LEVEL
    return reasons


def _answers(source: str, level: str, need: Need) -> bool:
    if need.levels is not None and Level(level) not in need.levels:
        return False
    return Level(level) in levels_answering(DataSource(source), need.depth)


def _choose_variants(rows: Candidates, reasons: Reasons) -> None:
    """Narrow the candidates of each campaign and day; a row goes on if it is best on any of its days."""
    owners, cells = rows.days()
    lost = reasons[owners]
    entity_cells = rows.entity_days()
    for choice in rows.choices:
        _narrow(cells, entity_cells, choice, owners, lost)
    survived = np.zeros(len(rows), np.bool_)
    survived[owners[lost == Reason.COUNTED]] = True
    first = np.flatnonzero(np.diff(owners, prepend=-1))
    reasons[~survived] = lost[first[~survived]]


def _narrow(cells: Ints, entity_cells: Ints, choice: Choice, owners: Ints, lost: Reasons) -> None:
    """Drop what is not best in its cell; `owners` are the rows behind the entries of the cells."""
    alive, ranks = lost == Reason.COUNTED, choice.ranks[owners]
    if not alive.any():
        return
    if choice.bands is not None:
        ranks = _in_bands(cells, ranks, choice.bands[owners], alive)
    if (ranks[alive] == ranks[alive][0]).all():
        return
    within = entity_cells if choice.per_entity else cells
    best = np.full(int(within.max()) + 1, _WORST, np.int64)
    np.minimum.at(best, within[alive], ranks[alive])
    lost[alive & (ranks > best[within])] = choice.reason


def _in_bands(cells: Ints, ranks: Ints, bands: Ints, alive: Mask) -> Ints:
    """Ranks by band; in odd bands by how many rows of the campaign share the label on the day, then by label."""
    width = int(ranks.max()) + 1
    codes = (cells * (int(bands.max()) + 1) + bands) * width + ranks
    pairs, counts = np.unique(codes[alive], return_counts=True)
    places = np.searchsorted(pairs, codes).clip(0, len(pairs) - 1)
    behind = np.where(alive & (bands % 2 == 1), int(counts.max()) - counts[places], 0)
    return (bands * (int(counts.max()) + 1) + behind) * width + ranks


def _pair_codes(left: Ints, right: Ints) -> Ints:
    if not len(left):
        return left
    width = int(right.max() - right.min()) + 1
    _, codes = np.unique(left * width + (right - right.min()), return_inverse=True)
    return codes.astype(np.int64)


def _period_groups(rows: Candidates, reasons: Reasons) -> Ints:
    """Rows whose periods exclude one another: those of an entity; of the campaign where several levels are left."""
    alive = reasons == Reason.COUNTED
    size = int(rows.scopes.max(initial=-1)) + 1
    finest, coarsest = np.full(size, -1, np.int64), np.full(size, _WORST, np.int64)
    np.maximum.at(finest, rows.scopes[alive], rows.depths[alive])
    np.minimum.at(coarsest, rows.scopes[alive], rows.depths[alive])
    mixed = (finest > coarsest)[rows.scopes]
    return np.where(mixed, rows.scopes, size + rows.entities)


def _choose_same_period(rows: Candidates, groups: Ints, reasons: Reasons) -> None:
    """Rows of one period can have come through as best of different days: one variant of them."""
    if (rows.stops > rows.starts).any():
        cells = _pair_codes(_pair_codes(groups, rows.starts), rows.stops)
        entity_cells = _pair_codes(_pair_codes(rows.entities, rows.starts), rows.stops)
        for choice in rows.choices:
            _narrow(cells, entity_cells, choice, np.arange(len(rows)), reasons)


def _choose_floating(rows: Candidates, need: Need, reasons: Reasons, occupied: Mask | None) -> None:
    """Rows that hang on no campaign of their own give way to rows that may hold the same facts.

    Account rows to anything lower, rows below a campaign that nobody names to campaigns' own rows of that account.
    """
    if not (rows.at_account | rows.orphaned).any():
        return
    owners, days = rows.spread()
    cells = _pair_codes(rows.accounts[owners], days)
    answering = reasons != Reason.LEVEL
    own_campaign = answering & (rows.depths == rows.campaign_depth) & ~rows.at_account & ~rows.orphaned
    taken = occupied.copy() if occupied is not None else np.zeros(len(rows), np.bool_)
    taken |= rows.orphaned & _touches(owners, cells, own_campaign)
    if need.levels != frozenset({Level.ACCOUNT}):  # who asks for account rows alone gets them
        taken |= rows.at_account & _touches(owners, cells, ~rows.at_account)
    reasons[(reasons == Reason.COUNTED) & (rows.at_account | rows.orphaned) & taken] = Reason.LEVEL


def _touches(owners: Ints, cells: Ints, others: Mask) -> Mask:
    """Rows on any of whose days their account has one of the other rows."""
    covered = np.zeros(int(cells.max(initial=-1)) + 1, np.bool_)
    covered[cells[others[owners]]] = True
    touched = np.zeros(len(others), np.bool_)
    touched[owners[covered[cells]]] = True
    return touched

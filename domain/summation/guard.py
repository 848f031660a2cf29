"""Choosing the rows that a total counts, per data source, account, campaign and day.

The date basis is one for all days of a campaign: by another basis the same facts are on other days. For each day the
candidates of a campaign are narrowed in turn: the coarsest level; then those of each entity of that level: one attribution, one conversion metric, the smallest breakdown set (and, where its rows
report no conversions, those that come by conversion action alone). Rows of different
entities of one level are never the same fact. Where rows span several days, the set of periods that covers most time
wins, finer rows first on a tie. Rows of the account itself count only where nothing lower exists.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.summation.candidates import WORST, Candidates, Choice, Ints, Mask, pair_codes
from domain.summation.needs import Depth, Need, Reason, fits_breakdowns, levels_answering
from domain.summation.periods import choose_periods, spans_buckets
from domain.vocabulary import DataSource, Level

Reasons = npt.NDArray[np.int64]


def choose(rows: Candidates, need: Need, occupied: Mask | None = None, behind: Mask | None = None) -> Reasons:
    """For each row `Reason.COUNTED` or why not.

    `occupied`: rows that must give way (`_choose_floating`) to rows that are not among `rows`. `behind`: rows of a
    later date basis than their campaign's, where not all of its days are among `rows`.
    """
    reasons = _refuse(rows, need)
    late = later_bases(rows, need) if behind is None else behind
    reasons[late & (reasons == Reason.COUNTED)] = Reason.MIXED_DATE_BASIS
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


def later_bases(rows: Candidates, need: Need) -> Mask:
    """Rows of a later date basis than another row of their campaign that can answer, whatever the days."""
    able = _refuse(rows, need) == Reason.COUNTED
    first = np.full(int(rows.scopes.max(initial=-1)) + 1, WORST, np.int64)
    np.minimum.at(first, rows.scopes[able], rows.bases[able])
    return rows.bases > first[rows.scopes]


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
    _narrow_all(rows, cells, entity_cells, owners, lost)
    survived = np.zeros(len(rows), np.bool_)
    survived[owners[lost == Reason.COUNTED]] = True
    first = np.flatnonzero(np.diff(owners, prepend=-1))
    reasons[~survived] = lost[first[~survived]]


def _narrow_all(rows: Candidates, cells: Ints, entity_cells: Ints, owners: Ints, lost: Reasons) -> None:
    refused = lost != Reason.COUNTED
    for choice in rows.choices:
        _narrow(cells, entity_cells, choice, owners, lost)
        if choice.reason is Reason.BREAKDOWN:
            _add_actions(rows, entity_cells, choice, owners, lost, refused)


def _add_actions(
    rows: Candidates, entity_cells: Ints, choice: Choice, owners: Ints, lost: Reasons, refused: Mask
) -> None:
    """Where no row that counts reports conversions, those of single conversion actions count beside them.

    Such rows hold nothing else, so no spend and no click is counted twice.
    """
    parts = rows.by_action[owners] & (lost == Reason.BREAKDOWN) & ~refused
    if not parts.any():
        return
    told = np.zeros(int(entity_cells.max()) + 1, np.bool_)
    told[entity_cells[(lost == Reason.COUNTED) & ~rows.silent[owners]]] = True
    parts &= ~told[entity_cells]
    ranks, best = choice.ranks[owners], np.full(len(told), WORST, np.int64)
    np.minimum.at(best, entity_cells[parts], ranks[parts])
    lost[parts & (ranks == best[entity_cells])] = Reason.COUNTED


def _narrow(cells: Ints, entity_cells: Ints, choice: Choice, owners: Ints, lost: Reasons) -> None:
    """Drop what is not best in its cell; `owners` are the rows behind the entries of the cells."""
    alive, ranks = lost == Reason.COUNTED, choice.ranks[owners]
    if not alive.any() or (ranks[alive] == ranks[alive][0]).all():
        return
    within = entity_cells if choice.per_entity else cells
    if choice.bands is not None:
        ranks = _in_bands(cells, ranks, _label_bands(within, ranks, choice.bands[owners], alive), alive)
    best = np.full(int(within.max()) + 1, WORST, np.int64)
    np.minimum.at(best, within[alive], ranks[alive])
    lost[alive & (ranks > best[within])] = choice.reason


def _label_bands(within: Ints, ranks: Ints, bands: Ints, alive: Mask) -> Ints:
    """The best band of each label in its cell: one breakdown row without conversions does not part from the others."""
    labels = pair_codes(within, ranks)
    best = np.full(int(labels.max()) + 1, WORST, np.int64)
    np.minimum.at(best, labels[alive], bands[alive])
    return np.where(alive, best[labels], bands)


def _in_bands(cells: Ints, ranks: Ints, bands: Ints, alive: Mask) -> Ints:
    """Ranks by band; in odd bands by how many rows of the campaign share the label on the day, then by label."""
    width = int(ranks.max()) + 1
    codes = (cells * (int(bands.max()) + 1) + bands) * width + ranks
    pairs, counts = np.unique(codes[alive], return_counts=True)
    places = np.searchsorted(pairs, codes).clip(0, len(pairs) - 1)
    behind = np.where(alive & (bands % 2 == 1), int(counts.max()) - counts[places], 0)
    return (bands * (int(counts.max()) + 1) + behind) * width + ranks


def _period_groups(rows: Candidates, reasons: Reasons) -> Ints:
    """Rows whose periods exclude one another: those of an entity; of the campaign where periods of several levels meet."""
    if not (rows.stops > rows.starts).any():
        return rows.entities
    alive = reasons == Reason.COUNTED
    meeting = _meeting_periods(rows, alive)
    size = int(meeting.max(initial=-1)) + 1
    finest, coarsest = np.full(size, -1, np.int64), np.full(size, WORST, np.int64)
    np.maximum.at(finest, meeting[alive], rows.depths[alive])
    np.minimum.at(coarsest, meeting[alive], rows.depths[alive])
    mixed = (finest > coarsest)[meeting]
    return np.where(mixed, meeting, size + rows.entities)


def _meeting_periods(rows: Candidates, alive: Mask) -> Ints:
    """One code for living rows of a campaign whose periods meet, also by way of others; 0 for the rest.

    A level on other days says nothing of these: else what counts would depend on the days that are looked at.
    """
    order = np.lexsort((rows.starts, rows.scopes))
    order = order[alive[order]]
    found = np.zeros(len(rows), np.int64)
    if len(order):
        width = int(rows.stops.max() - rows.starts.min()) + 2
        starts, stops = (rows.scopes * width + days - rows.starts.min() for days in (rows.starts, rows.stops))
        reached = np.maximum.accumulate(stops[order])
        found[order[1:]] = np.cumsum(starts[order[1:]] > reached[:-1])
    return found


def _choose_same_period(rows: Candidates, groups: Ints, reasons: Reasons) -> None:
    """Rows of one period can have come through as best of different days: one variant of them."""
    if (rows.stops > rows.starts).any():
        cells = pair_codes(pair_codes(groups, rows.starts), rows.stops)
        entity_cells = pair_codes(pair_codes(rows.entities, rows.starts), rows.stops)
        _narrow_all(rows, cells, entity_cells, np.arange(len(rows)), reasons)


def _choose_floating(rows: Candidates, need: Need, reasons: Reasons, occupied: Mask | None) -> None:
    """Rows that hang on no campaign of their own give way to rows that may hold the same facts.

    Account rows to anything lower, rows below a campaign that nobody names to campaigns' own rows of that account.
    """
    if not (rows.at_account | rows.orphaned).any():
        return
    owners, days = rows.spread()
    cells = pair_codes(rows.accounts[owners], days)
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

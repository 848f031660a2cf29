"""What a group of Klaviyo's event lines came to, as a flat row that is read like any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from domain.conversions import ConversionRules
from domain.event_lines import EventState, preferred
from domain.sources.klaviyo_events import BOT
from domain.sources.spec import FlatRow

BY_TYPE = "$conversions_by_type"
DATE_BASIS = "$date_basis"
"""Names that no platform writes: how a folded row says what has no name of its own in flat rows."""
_UNIQUE = {"opens": "opens_unique", "clicks": "clicks_unique"}
Entry = dict[str, Decimal | int]


def fold(group: FlatRow, states: Sequence[EventState], rules: ConversionRules) -> FlatRow:
    """The flat row of one group: counts by measure, conversions of the rules' metric, every other metric by type."""
    chosen = preferred(states)
    currency = _main_currency(chosen)
    row: dict[str, object] = {**group, "currency": currency, DATE_BASIS: "EVENT"}
    row |= _counts(chosen)
    by_type: dict[str, Entry] = {}
    for state in chosen:
        if state.measure is None:
            foreign = state.currency not in {None, currency}
            _add(by_type.setdefault(f"{state.metric} ({state.currency})" if foreign else state.metric, {}), state)
    row |= _as_texts(_primary(chosen, currency, rules))
    return row | ({BY_TYPE: {name: _as_texts(entry) for name, entry in by_type.items()}} if by_type else {})


def _as_texts(entry: Entry) -> dict[str, object]:
    """Figures as a platform writes them: read exactly, without a float between."""
    return {name: format(figure, "f") if isinstance(figure, Decimal) else figure for name, figure in entry.items()}


def _counts(states: Iterable[EventState]) -> dict[str, object]:
    counts: dict[str, int] = {}
    for state in states:
        if state.measure in {None, BOT} or state.event_count is None:
            continue
        name = state.measure or ""
        counts[name] = counts.get(name, 0) + state.event_count
        if state.unique_count is not None and name in _UNIQUE:
            counts[_UNIQUE[name]] = counts.get(_UNIQUE[name], 0) + state.unique_count
        if state.apple_count is not None:
            counts["apple_privacy_opens"] = counts.get("apple_privacy_opens", 0) + state.apple_count
    return dict(counts)


def _primary(states: Iterable[EventState], currency: str | None, rules: ConversionRules) -> Entry:
    """Conversions of the metric that counts; money of other currencies cannot be added and stays by type."""
    wanted, found = rules.metric_name.casefold(), Entry()
    for state in states:
        if state.measure is not None or wanted not in {state.metric.casefold(), (state.metric_id or "").casefold()}:
            continue
        if state.event_count is not None:
            found["conversions"] = found.get("conversions", 0) + state.event_count
        if state.event_value is not None and state.currency in {None, currency}:
            found["conversion_value"] = found.get("conversion_value", Decimal(0)) + state.event_value
    return found


def _add(entry: Entry, state: EventState) -> None:
    if state.event_count is not None:
        entry["count"] = entry.get("count", 0) + state.event_count
    if state.event_value is not None:
        entry["value"] = entry.get("value", Decimal(0)) + state.event_value


def _main_currency(states: Iterable[EventState]) -> str | None:
    """The currency of most of what has a value; the first by name on a tie."""
    counts: Counter[str] = Counter()
    for state in states:
        if state.currency is not None:
            counts[state.currency] += (state.event_count or 0) if state.event_value is not None else 0
    return min(counts, key=lambda code: (-counts[code], code)) if counts else None

"""Generic: rows of any table, by a map of its columns, and by common headers where nobody said what they mean.

Rows may nest: a column's name is then the path to it, `shop_money.amount`. Answers of Google Analytics, whose headers
stand apart from their values, are put together again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.column_map import BREAKDOWN, IGNORE, METRIC, ColumnUse, targets
from domain.dates import day_in_form
from domain.issue_log import IssueLog
from domain.normalize.draft import Draft
from domain.records import BY_NAME
from domain.sources.envelopes import Opened, open_payload, page_contexts, rows_at
from domain.sources.generic_guesses import channel_named, guess_columns, header_currency
from domain.sources.spec import BatchContext, Field, FlatBatch, FlatRow, LevelRule, RawBatch, SourceSpec, Unit
from domain.sources.total_rows import is_total
from domain.vocabulary import Channel, DataSource, DateBasis, Level

LISTS = ("data", "rows", "results", "items", "records", "orders")
CELLS = {"breakdown": BREAKDOWN, "metric": METRIC}
AS_BREAKDOWNS = ("country", "device")
"""Attributes that split a row's facts."""
HINTS = ("source", "platform", "network")
"""Breakdowns whose values may name a channel."""
RESERVED = "RESERVED_"
OTHER = Channel.OTHER.value
SAID = "channel_said"
"""What tells rows of one entity apart: their channel, or the text that names none."""
MONEY = tuple(column for column in targets() if BY_NAME[column].money)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column goes: its name in flat rows, and the form of its days."""

    name: str
    form: str | None = None


def unwrap(payload: object) -> RawBatch:
    """Rows, or the one list of rows that an envelope holds."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    for name in LISTS:
        rows = rows_at(entry, name)
        if rows is not None and all(isinstance(row, Mapping) for row in rows):
            headers = {key: entry[key] for key in ("dimensionHeaders", "metricHeaders") if key in entry}
            return rows, headers, any(bool(entry.get(key)) for key in ("has_more", "next", "nextPageToken"))
    return None


def flatten(raw: RawBatch, context: BatchContext, log: IssueLog) -> FlatBatch:
    """Rows under canonical names; what nobody explained keeps its name behind `other.`."""
    pages = page_contexts(raw)
    plain = [
        (index, dict(_leaves(_joined(row, pages[index]))))
        for index, row in enumerate(raw.rows)
        if isinstance(row, dict)
    ]
    headers = list(dict.fromkeys(name for _, row in plain for name in row))
    places, currency = _plan(headers, context.column_map, log)
    rows: list[FlatRow] = []
    origin: list[int] = []
    for index, row in plain:
        if any(isinstance(value, str) and value.startswith(RESERVED) for value in row.values()):
            log.add("TOTAL_ROW_SKIPPED", index)
            continue
        if is_total({places[name].name: value for name, value in row.items()}):
            log.add("TOTAL_ROW_SKIPPED", index)
            continue
        flat = {places[name].name: _value(places[name], name, value, index, log) for name, value in row.items()}
        rows.append({"currency": currency, **flat} if currency else flat)
        origin.append(index)
    return FlatBatch(rows, origin, {place.name: header for header, place in places.items()})


def _joined(row: Mapping[str, object], page: Mapping[str, object]) -> Mapping[str, object]:
    """A row whose values stand apart from their headers, put together."""
    found: dict[str, object] = {}
    for headers, values in (("dimensionHeaders", "dimensionValues"), ("metricHeaders", "metricValues")):
        names, cells = page.get(headers), row.get(values)
        if isinstance(names, list) and isinstance(cells, list):
            found |= {str(n["name"]): c["value"] for n, c in zip(names, cells, strict=False)}
    return found or row


def _leaves(row: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _value(place: _Place, header: str, value: object, index: int, log: IssueLog) -> object:
    if place.form is None or value is None or value == "":
        return value
    day = day_in_form(value, place.form)
    if day is None:
        detail = f"{header} is {str(value)[:64]!r}, which is no day in the form {place.form}."
        log.add("BAD_DATE", index, path=header, value=value, detail=detail)
        return None
    return day.isoformat()


def _plan(headers: Sequence[str], told: Mapping[str, ColumnUse], log: IssueLog) -> tuple[dict[str, _Place], str | None]:
    """Where every column goes, and the currency that headers of money state; what was guessed is said once."""
    said = {header: told[header] for header in headers if header in told}
    free = [header for header in headers if header not in said]
    taken = {BREAKDOWN + use.target if use.target in AS_BREAKDOWNS else use.target for use in told.values()}
    guesses = guess_columns(free, taken)
    uses = said | {guess.header: guess.use for guess in guesses}
    if guesses:
        log.add("COLUMNS_GUESSED", detail=_guessed({guess.header: guess.use for guess in guesses}))
    money = [header for header, use in uses.items() if use.target in MONEY]
    currency = None
    if not any(use.target == "currency" for use in uses.values()):
        currency = next((code for header in money if (code := header_currency(header))), None)
    return {header: _place(header, uses.get(header)) for header in headers}, currency


def _guessed(uses: Mapping[str, ColumnUse]) -> str:
    shown = (
        f"{header} as {use.target}{f' in {use.unit.name}' if use.target in MONEY else ''}"
        for header, use in uses.items()
        if use.target != IGNORE
    )
    return f"No map says what these columns mean; they were read as: {', '.join(shown)}."


def _place(header: str, use: ColumnUse | None) -> _Place:
    if use is None:
        return _Place(f"other.{header}")
    if use.target == IGNORE:
        return _Place(f"ignored.{header}")
    for inner, prefix in CELLS.items():
        if use.target.startswith(prefix):
            return _Place(f"{inner}.{use.target.removeprefix(prefix)}")
    if use.target in AS_BREAKDOWNS:
        return _Place(f"breakdown.{use.target}")
    unit = "" if use.unit is Unit.UNITS else f".{use.unit.value}"
    return _Place(use.target + unit, use.date_format)


def refine(draft: Draft) -> None:
    """Channels by their name; a source, platform or network that names one tells it too."""
    said = draft.text("channel")
    hints = [draft.cells(f"breakdown.{name}") for name in HINTS if f"breakdown.{name}" in draft.names]
    channels: list[str | None] = []
    for position, text in enumerate(said):
        named = channel_named(text) if text else None
        if text and named is None:
            draft.report("CHANNEL_UNKNOWN", position, text, name="channel")
        if text is None:
            found = (channel_named(str(cells[position])) for cells in hints)
            named = next((channel for channel in found if channel is not None), None)
        channels.append(named.value if named else None)
    draft.texts["channel"] = channels
    draft.texts[SAID] = [
        known or (text.casefold() if text else OTHER) for known, text in zip(channels, said, strict=True)
    ]


def signature(keys: frozenset[str]) -> bool:
    """No row is known to be of this source: it is named."""
    del keys
    return False


def _fields() -> Iterator[Field]:
    for column in targets():
        if column not in AS_BREAKDOWNS:
            yield Field(column, (column,))
        if column in MONEY:
            yield from (Field(column, (f"{column}.{unit.value}",), unit) for unit in Unit if unit is not Unit.UNITS)


SPEC = SourceSpec(
    name=DataSource("generic"),
    title="Generic",
    meaning="Rows of any other table, by a map of its columns or by common headers.",
    fields=tuple(_fields()),
    levels=(
        LevelRule(Level.AD, "ad_id", ("ad_id", SAID)),
        LevelRule(Level.AD_GROUP, "ad_group_id", ("ad_group_id", SAID)),
        LevelRule(Level.CAMPAIGN, "campaign_id", ("campaign_id", SAID)),
        LevelRule(Level.ACCOUNT, "account_id", ("account_id", SAID)),
    ),
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flatten,
    refine=refine,
    signature=signature,
    default_channel=Channel(OTHER),
    breakdown_prefix="breakdown.",
    country=("breakdown.country",),
    device=("breakdown.device",),
    platform_metrics=frozenset({"metric.*"}),
    ignored=frozenset({"ignored.*"}),
    takes_any=True,
)

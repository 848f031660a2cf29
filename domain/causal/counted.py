"""The counted rows of a panel, day by day: each fact once, by the same guards as every other total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from domain.arrow import day_numbers
from domain.causal.channels import Channel, find_channels
from domain.causal.grid import PeriodRule
from domain.causal.names import slug
from domain.causal.request import COUNTRY, GEO, NATIONAL, REGION, CausalRequest
from domain.errors import InvalidInputError, MixedCurrencyError
from domain.insights.dimensions import DIMENSIONS, settle_dimensions
from domain.insights.left_out import left_out_of
from domain.insights.parts import Parts, group
from domain.insights.series import in_pieces
from domain.insights.series_parts import PERIOD, TURN, days_covered, read_series_parts
from domain.insights.spine import Ints, spine_of
from domain.insights.spread import Spread, cut
from domain.insights.sums import Block
from domain.ports import RecordStore
from domain.reading import Dimension
from domain.records import BY_NAME
from domain.summation.needs import Reason
from domain.summation.reading import Reading, need_of, read_guarded
from domain.vocabulary import Granularity, OrgId

MEDIA_METRICS = ("spend", "impressions", "clicks", "sent", "delivered")
UNKNOWN_GEO = "unknown"
NATIONAL_GEO = "national"


@dataclass(frozen=True, slots=True)
class Counted:
    """One line per counted part and day; `channel`, `geo`, `source` are places in the lists, `day` is a day's number.

    `sums`: exact figures of the line, and `row_count`. `left_out`: lines as `reading.LEFT_OUT` of what is not counted.
    """

    channels: list[Channel]
    geos: list[str]
    geo_values: list[str | None]
    """What the platforms call each geo."""
    by_region: bool
    sources: list[str]
    channel: Ints
    geo: Ints
    source: Ints
    day: Ints
    sums: Block
    left_out: pa.Table
    reading: Reading
    currency: str | None
    unnamed_money: int
    """Number of counted rows with money of no stated currency; it is taken as `currency`."""
    unnamed_sources: tuple[str, ...]
    """Sources of those rows."""

    def __len__(self) -> int:
        return len(self.day)


def read_counted(store: RecordStore, org: OrgId, request: CausalRequest, rule: PeriodRule) -> Counted:
    """Everything that is counted; raises InvalidInputError where nothing is, MixedCurrencyError for several currencies."""
    channel_by = DIMENSIONS[request.channel_by]
    left_out = None
    for geo in _geo_dimensions(request.geo):
        dimensions = (channel_by, *geo)
        reading = _read(store, org, request, dimensions, rule)
        metrics = tuple(dict.fromkeys((*MEDIA_METRICS, "revenue", request.target)))
        parts = read_series_parts(store, org, reading, reading.query(dimensions, metrics), Granularity.DAY)
        left_out = left_out_of(store, org, reading)
        if len(parts):
            currency, unnamed, unnamed_sources = _settle_currency(parts, metrics)
            geo_column = geo[0].columns[0] if geo else None
            return _by_day(reading, parts, channel_by, geo_column, left_out, currency, unnamed, unnamed_sources)
    raise _nothing_found(request, left_out)


def _geo_dimensions(geo: str) -> list[tuple[Dimension, ...]]:
    """What to group by, in the order in which to try."""
    country, region = (DIMENSIONS["COUNTRY"],), settle_dimensions((), ("region",))
    choices: dict[str, list[tuple[Dimension, ...]]] = {
        NATIONAL: [()],
        COUNTRY: [country],
        REGION: [region],
        GEO: [country, region],
    }
    return choices[geo]


def _read(
    store: RecordStore, org: OrgId, request: CausalRequest, dimensions: tuple[Dimension, ...], rule: PeriodRule
) -> Reading:
    need = need_of(request.rows, dimensions)
    if request.spread == Spread.NONE:
        need = replace(need, buckets=frozenset({rule.bucket}))
    return read_guarded(store, org, request.rows, need)


def _settle_currency(parts: Parts, metrics: Sequence[str]) -> tuple[str | None, int, tuple[str, ...]]:
    """The one currency of all money, how many rows with money do not say theirs, and of which sources they are."""
    money = np.zeros(len(parts), np.bool_)
    for name in metrics:
        if BY_NAME[name].money:
            money |= parts.sums[name].known & (parts.sums[name].units != 0)
    said = parts.keys["currency"].filter(pa.array(money)).to_pylist()
    found = sorted({code for code in said if code is not None})
    if len(found) > 1:
        raise MixedCurrencyError(
            f"The rows have money of {len(found)} currencies: {', '.join(found)}.",
            hint=f'Send filter.currency, e.g. "{found[0]}": a panel adds up one.',
            field=("input", "filter", "currency"),
        )
    unnamed = money & parts.keys["currency"].is_null().to_numpy(zero_copy_only=False)
    sources = tuple(sorted(set(parts.keys["part_source"].filter(pa.array(unnamed)).to_pylist())))
    return (found[0] if found else None), int(parts.sums["row_count"].units[unnamed].sum()), sources


def _by_day(
    reading: Reading,
    parts: Parts,
    channel_by: Dimension,
    geo_column: str | None,
    left_out: pa.Table,
    currency: str | None,
    unnamed: int,
    unnamed_sources: tuple[str, ...],
) -> Counted:
    covered = days_covered(parts.keys)
    assert covered is not None  # noqa: S101 - there are parts
    spine = spine_of(covered, Granularity.DAY)
    starts, stops = (day_numbers(parts.keys[name]) for name in PERIOD.columns)
    pieces = cut(spine, starts, stops)
    lengths = stops - starts + 1
    turns = parts.keys[TURN].to_numpy() % lengths
    sums = {name: in_pieces(column, lengths, turns, pieces) for name, column in parts.sums.items()}
    channel, channels = find_channels(parts, channel_by)
    geo, geos, values = _find_geos(parts, geo_column)
    source, sources = _places(parts.keys["part_source"].to_pylist())
    return Counted(
        channels,
        geos,
        values,
        geo_column is not None and geo_column != "country",
        sources,
        channel[pieces.rows],
        geo[pieces.rows],
        source[pieces.rows],
        spine.starts[pieces.buckets],
        Block.of(sums, len(pieces.rows)),
        left_out,
        reading,
        currency,
        unnamed,
        unnamed_sources,
    )


def _find_geos(parts: Parts, column: str | None) -> tuple[Ints, list[str], list[str | None]]:
    """Geo of each part, the geos by name, and what the first of each is called; values that differ only in case are one."""
    if column is None:
        return np.zeros(len(parts), np.int64), [NATIONAL_GEO], [None]
    met, first = group(parts.codes([column]))
    values = parts.keys[column].take(pa.array(first)).to_pylist()
    names = [UNKNOWN_GEO if value is None else slug(value) or f"geo_{value.encode().hex()[:16]}" for value in values]
    places, geos = _places(names)
    called = dict(sorted(zip(names, values, strict=True), key=str, reverse=True))
    return places[met], geos, [called[name] for name in geos]


def _places(values: Sequence[str]) -> tuple[Ints, list[str]]:
    known = sorted(set(values))
    place = {value: number for number, value in enumerate(known)}
    return np.asarray([place[value] for value in values], np.int64), known


def _nothing_found(request: CausalRequest, left_out: pa.Table | None) -> InvalidInputError:
    reasons = {Reason(number) for number in left_out["reason"].to_pylist()} if left_out is not None else set()
    if Reason.MULTI_DAY_ROW in reasons:
        return InvalidInputError(
            f"spread is NONE, and every row that the filter leaves spans several periods of a {request.granularity} panel.",
            hint="Send spread EVEN to share them out over their days, or granularity WEEK.",
            field=("input", "spread"),
        )
    if request.geo != NATIONAL:
        return InvalidInputError(
            f"geo is {request.geo}, and no row that the filter leaves is broken down by country or region.",
            hint="Ingest reports with a country breakdown, or send NATIONAL.",
            field=("input", "geo"),
        )
    why = f"Every row that the filter meets is left out: {', '.join(sorted(one.name for one in reasons))}."
    return InvalidInputError(
        why if reasons else "No row matches the filter.",
        hint="See `coverage` for what is stored, and widen the filter.",
        field=("input", "filter"),
    )

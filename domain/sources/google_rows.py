"""Google Ads rows in all their shapes, as flat rows under GAQL's names.

REST answers are nested camel case, client libraries and dlt nested snake case, warehouses and exports flat tables.
proto3 JSON leaves zeros out: in a nested row, and in dlt's table of such rows, a metric that was asked for and is
absent is 0. Conversions by their own day beside those by the day of the ad stay on the row as platform metrics.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from domain.issue_log import IssueLog
from domain.normalize.locales import COMMA, told_mark
from domain.sources import google_fields as google
from domain.sources.envelopes import page_contexts
from domain.sources.google_conversions import ACTION_NAMES, BASIS
from domain.sources.google_days import settle_days
from domain.sources.google_headers import COMMA_LANGUAGES
from domain.sources.google_ids import settle_ids
from domain.sources.google_names import Shape, flat_name, shape_of, snake_case
from domain.sources.google_totals import total_label
from domain.sources.google_words import settle_words
from domain.sources.spec import BatchContext, FlatBatch, RawBatch
from domain.vocabulary import DateBasis

Flat = dict[str, object]
MOST_TEXTS = 10_000
"""Numbers that are looked at for the decimal mark of an export."""
_MONEY_TEXTS = (*google.UNIT_COSTS, "metrics.conversions", "metrics.conversions_value")
_ACTION_ZEROS = google.PLAIN | google.FURTHER | google.BY_CONVERSION_DATE


def flatten(raw: RawBatch, context: BatchContext, log: IssueLog) -> FlatBatch:
    """Flat rows with GAQL's names; rows of totals are left out and said."""
    del context
    contexts, without_mask = page_contexts(raw), _zeros_without_mask(raw.rows)
    paths: dict[str, str] = {}
    rows: list[Flat] = []
    origin: list[int] = []
    for index, row in enumerate(raw.rows):
        if not isinstance(row, dict):
            continue
        flat = _flat_row(row, _mask_of(contexts[index], without_mask), paths)
        label = total_label(flat)
        if label is not None:
            name, text = label
            log.add("TOTAL_ROW_SKIPPED", index, path=paths.get(name, name), value=text)
            continue
        rows.append(flat)
        origin.append(index)
    return FlatBatch([*rows], origin, paths, _decimal_mark(raw.rows, rows))


def _flat_row(row: Mapping[str, object], zeros: frozenset[str], paths: dict[str, str]) -> Flat:
    shape = shape_of(tuple(row))
    flat: Flat = {}
    _spread_top(row, shape, flat, paths)
    settle_ids(flat, is_fivetran=shape.is_fivetran)
    by_action = any(flat.get(name) is not None for name in ACTION_NAMES)
    is_nested = isinstance(row.get("metrics"), dict)
    if is_nested or shape.is_dlt_table:
        _fill_zeros(flat, zeros & _ACTION_ZEROS if by_action else zeros, is_table=shape.is_dlt_table)
    if by_action:
        _drop_idle_delivery(flat)
    if shape.currency is not None and flat.get("customer.currency_code") is None:
        flat["customer.currency_code"] = shape.currency
    settle_words(flat, may_have_dashes=not is_nested)
    settle_days(flat)
    _mark_basis(flat)
    return flat


def _spread_top(row: Mapping[str, object], shape: Shape, flat: Flat, paths: dict[str, str]) -> None:
    for (key, value), name, part in zip(row.items(), shape.names, shape.parts, strict=True):
        if name is None:
            continue
        if isinstance(value, dict):
            _spread(value, part, f"{key}.", flat, paths)
        else:
            _put(flat, name, value, key, paths)


def _spread(row: Mapping[str, object], prefix: str, path: str, flat: Flat, paths: dict[str, str]) -> None:
    for key, value in row.items():
        name = prefix + snake_case(key)
        if isinstance(value, dict):
            _spread(value, name + ".", f"{path}{key}.", flat, paths)
        elif flat.get(name) is None:
            flat[name] = value
            if name not in paths:
                paths[name] = path + key


def _put(flat: Flat, name: str, value: object, path: str, paths: dict[str, str]) -> None:
    """Of two spellings of one field the first that says something counts."""
    if flat.get(name) is None:
        flat[name] = value
        paths.setdefault(name, path)


def _fill_zeros(flat: Flat, zeros: frozenset[str], *, is_table: bool) -> None:
    for name in zeros:
        flat.setdefault(name, 0)
    if is_table:  # its columns hold null where a row of the answer had no zero
        flat.update({name: 0 for name in google.SUMMED & flat.keys() if flat[name] is None})


def _drop_idle_delivery(flat: Flat) -> None:
    """Rows by conversion action have no cost, impressions and clicks: exports of the pages show zeros instead."""
    for name in (google.DELIVERY | set(google.UNIT_COSTS)) & flat.keys():
        if str(flat[name]).strip("0.,- ") == "":
            del flat[name]


def _mark_basis(flat: Flat) -> None:
    """A row that has no other figures than conversions by their own day is booked to that day."""
    if google.BY_CONVERSION_DATE.isdisjoint(flat):
        return
    figures = {name for name, value in flat.items() if value is not None and _is_figure(name)} - google.IGNORED
    if figures and figures <= google.BY_CONVERSION_DATE:
        flat[BASIS] = DateBasis.CONVERSION.value


def _is_figure(name: str) -> bool:
    return name.startswith("metrics.") or name in google.UNIT_COSTS or name == "revenue"


def _mask_of(context: Mapping[str, object], without_mask: frozenset[str]) -> frozenset[str]:
    """Metrics that are 0 where a row of the page lacks them."""
    mask = context.get("field_mask")
    return _zeros_of(mask) if isinstance(mask, str) and mask else without_mask


@lru_cache(maxsize=256)
def _zeros_of(mask: str) -> frozenset[str]:
    return frozenset(flat_name(name.strip()) for name in mask.split(",")) & google.SUMMED


def _zeros_without_mask(rows: Iterable[object]) -> frozenset[str]:
    """The common metrics, unless the answer has conversions by their own day and none of these anywhere."""
    later = False
    for row in rows:
        metrics = row.get("metrics") if isinstance(row, dict) else None
        names = {f"metrics.{snake_case(key)}" for key in metrics} if isinstance(metrics, dict) else set()
        if names & google.DEFAULT_ZEROS:
            return google.DEFAULT_ZEROS
        later = later or not names.isdisjoint(google.BY_CONVERSION_DATE)
    return frozenset() if later else google.DEFAULT_ZEROS


def _decimal_mark(raw: Iterable[object], rows: list[Flat]) -> str | None:
    """The decimal mark of an export of Google's pages: what its numbers tell, else what its language has."""
    shapes = {shape_of(tuple(row)) for row in raw if isinstance(row, dict)}
    languages = {shape.language for shape in shapes if shape.is_export and shape.language}
    if not any(shape.is_export for shape in shapes):
        return None
    texts = (text for row in rows[:MOST_TEXTS] for name in _MONEY_TEXTS if isinstance(text := row.get(name), str))
    return told_mark(texts) or (COMMA if languages and languages <= COMMA_LANGUAGES else None)

"""The JSON columns of a record: platform metrics, conversions by type, and what no rule maps."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.labels import Labels, Mask
from domain.normalize.bookkeeping import is_bookkeeping
from domain.normalize.draft import Draft
from domain.normalize.identity import encode, present
from domain.normalize.numbers import ABSENT, Numbers, column_floats, parse_number
from domain.normalize.pieces import Pieces
from domain.records import MICROS

_BOUND = re.compile(r"([<>])\s*(\d+(?:\.\d+)?)\s*%")
_SHARE_BOUNDS = {"0.0999": "LT", "0.9001": "GT"}
_PERCENT = re.compile(r"(-?[\d.,]+)\s*%")
SHARES = ("impression_share", "click_share")
CAREFUL = ("quality_score", *SHARES)
UNRATED = frozenset({"UNKNOWN", "UNSPECIFIED", "0"})


def platform_metrics(draft: Draft) -> Labels:
    """Metrics without a shared name, e.g. reach; impression shares with their bound."""
    pieces = Pieces(len(draft))
    for name in sorted(draft.spec.keeps_as_metrics(draft.names)):
        shown, column = name.rsplit(".", 1)[-1], draft.plain_column(name)
        careful = shown.endswith(CAREFUL)
        floats = np.full(len(column), np.nan) if careful else column_floats(column)
        known = ~np.isnan(floats)
        pieces.put(shown, known, _figures(floats, known))
        for place in np.flatnonzero(column.present & ~known).tolist():
            value = column.at(place)
            for key, figure in read_platform_metric(shown, value).items() if present(value) else ():
                pieces.put_one(key, place, encode(figure))
    return pieces.documents()


def _figures(floats: npt.NDArray[np.float64], known: Mask) -> Labels:
    """Figures as JSON writes them, whole ones without a point."""
    codes, distinct = pd.factorize(np.where(known, floats, 0.0))
    texts = [encode(int(figure) if figure.is_integer() else figure) for figure in distinct.tolist()]
    return Labels(codes.astype(np.int64), list(texts))


def read_platform_metric(name: str, value: object) -> dict[str, object]:
    """One metric as JSON; ratings that the platform does not know are left out.

    >>> read_platform_metric("search_impression_share", "< 10%")
    {'search_impression_share': 0.0999, 'search_impression_share_bound': 'LT'}
    """
    if isinstance(value, bool):
        return {name: value}
    if name.endswith("quality_score") and str(value) in UNRATED:
        return {}
    bound = _BOUND.fullmatch(value.strip()) if isinstance(value, str) else None
    if bound:
        below = bound[1] == "<"
        edge = float(bound[2]) / 100
        return {name: edge - 0.0001 if below else edge + 0.0001, f"{name}_bound": "LT" if below else "GT"}
    percent = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    _, number = parse_number(percent[1] if percent else value)
    number = number / 100 if percent and number is not None else number
    if number is None:
        unknown = not isinstance(value, str) or not value.strip("- ") or value in UNRATED
        return {} if unknown else {name: value}
    shown: dict[str, object] = {name: int(number) if number == number.to_integral_value() else float(number)}
    if name.endswith(SHARES) and str(number) in _SHARE_BOUNDS:
        shown[f"{name}_bound"] = _SHARE_BOUNDS[str(number)]
    return shown


def conversions_by_type(draft: Draft) -> Labels:
    """Count and value of every family, e.g. {"lead": {"count": 3}}."""
    pieces = Pieces(len(draft))
    for family, (counts, values) in sorted(draft.families.items()):
        _put(pieces, family, counts, values)
    for names, counts, values in draft.named:
        labels = Labels.of(names)
        for name in sorted(labels.used()):
            own = labels.equal(name)
            _put(pieces, name, Numbers(counts.values, counts.known & own), Numbers(values.values, values.known & own))
    return pieces.documents()


def _put(pieces: Pieces, family: str, counts: Numbers, values: Numbers) -> None:
    """Put the figures of one family; those that an earlier one of that name has put stay where these are unknown."""
    inner = pieces.within(family)
    inner.put("count", counts.known, _micro_figures(counts))
    inner.put("value", values.known, _micro_figures(values))


def _micro_figures(numbers: Numbers) -> Labels:
    codes, distinct = pd.factorize(numbers.values)
    figures = (micros // MICROS if micros % MICROS == 0 else micros / MICROS for micros in distinct.tolist())
    return Labels(codes.astype(np.int64), [encode(figure) for figure in figures])


def extras(draft: Draft, unmapped: frozenset[str]) -> Labels:
    """Fields that no rule maps, verbatim."""
    pieces = Pieces(len(draft))
    for name in sorted(unmapped | (draft.names & draft.spec.kept - {"id"})):
        column, path = draft.column(name), draft.path(name)
        if column.holds_texts:
            texts = Labels.read(column.parsed)
            pieces.put(path, texts.known, texts.map(lambda text: None if text is None else encode(text)))
            loose = column.loose
        else:
            loose = {place: cell for place, cell in enumerate(column.cells()) if cell is not ABSENT}
        for place, value in loose.items():
            if value is not None:
                pieces.put_one(path, place, encode(value))
    return pieces.documents()


def unmapped_names(draft: Draft) -> frozenset[str]:
    """Names of the batch that no rule of the source knows."""
    spec = draft.spec
    metrics = spec.keeps_as_metrics(draft.names) | spec.ignores(draft.names)
    known = spec.mapped | spec.breakdowns | metrics | spec.kept | spec.consumed
    free = {name for name in draft.names - known if not is_bookkeeping(name)}
    prefix = spec.breakdown_prefix
    return frozenset(name for name in free if prefix is None or not name.startswith(prefix))

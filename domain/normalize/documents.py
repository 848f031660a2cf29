"""The JSON columns of a record: platform metrics, conversions by type, and what no rule maps."""

from __future__ import annotations

import re

from domain.normalize.draft import Draft, Texts
from domain.normalize.identity import encode, present
from domain.normalize.numbers import Numbers, parse_number, to_floats
from domain.records import MICROS

_BOUND = re.compile(r"([<>])\s*(\d+(?:\.\d+)?)\s*%")
_SHARE_BOUNDS = {"0.0999": "LT", "0.9001": "GT"}
BOOKKEEPING = ("_fivetran_", "_dlt_", "_airbyte_", "_sdc_")
"""Beginnings of what loaders write about their own work: it changes with every sync and says nothing of the row."""
_PERCENT = re.compile(r"(-?[\d.,]+)\s*%")
SHARES = ("impression_share", "click_share")
CAREFUL = ("quality_score", *SHARES)
UNRATED = frozenset({"UNKNOWN", "UNSPECIFIED", "0"})
Documents = list[dict[str, object]]


def platform_metrics(draft: Draft) -> Texts:
    """Metrics without a shared name, e.g. reach; impression shares with their bound."""
    documents: Documents = [{} for _ in range(len(draft))]
    for name in sorted(draft.spec.keeps_as_metrics(draft.names)):
        shown, cells = name.rsplit(".", 1)[-1], draft.plain_cells(name)
        careful = shown.endswith(CAREFUL)
        for position, (value, number) in enumerate(zip(cells, to_floats(cells).tolist(), strict=True)):
            if present(value):
                if number == number and not careful:  # noqa: PLR0124 - not NaN: an ordinary number
                    documents[position][shown] = int(number) if number.is_integer() else number
                else:
                    documents[position].update(read_platform_metric(shown, value))
    return _encoded(documents)


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


def conversions_by_type(draft: Draft) -> Texts:
    """Count and value of every family, e.g. {"lead": {"count": 3}}."""
    documents: Documents = [{} for _ in range(len(draft))]
    for family, (counts, values) in sorted(draft.families.items()):
        _put(documents, family, "count", counts)
        _put(documents, family, "value", values)
    for names, counts, values in draft.named:
        _put(documents, names, "count", counts)
        _put(documents, names, "value", values)
    return _encoded(documents)


def _put(documents: Documents, family: str | Texts, end: str, numbers: Numbers) -> None:
    """Put figures under one family, or under the name that each row has of its own."""
    for position in numbers.known.nonzero()[0].tolist():
        name = family if isinstance(family, str) else family[position]
        if name is None:
            continue
        micros = int(numbers.values[position])
        figure = micros // MICROS if micros % MICROS == 0 else micros / MICROS
        entry = documents[position].setdefault(name, {})
        if isinstance(entry, dict):
            entry[end] = figure


def extras(draft: Draft, unmapped: frozenset[str]) -> Texts:
    """Fields that no rule maps, verbatim."""
    documents: Documents = [{} for _ in range(len(draft))]
    for name in sorted(unmapped | (draft.names & draft.spec.kept - {"id"})):
        for position, value in enumerate(draft.cells(name)):
            if present(value):
                documents[position][draft.path(name)] = value
    return _encoded(documents)


def _encoded(documents: Documents) -> Texts:
    return [encode(document) if document else None for document in documents]


def unmapped_names(draft: Draft) -> frozenset[str]:
    """Names of the batch that no rule of the source knows."""
    spec = draft.spec
    metrics = spec.keeps_as_metrics(draft.names) | spec.ignores(draft.names)
    known = spec.mapped | spec.breakdowns | metrics | spec.kept | spec.consumed
    prefix = spec.breakdown_prefix
    beginnings = (*BOOKKEEPING, prefix) if prefix else BOOKKEEPING
    return frozenset(name for name in draft.names if name not in known and not name.startswith(beginnings))

"""Columns that the caller gives: the population of geos, and controls of his own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from domain.causal.cells import FILLS, Floats
from domain.causal.columns import PanelColumn, Role
from domain.causal.grid import Periods
from domain.causal.made import Made
from domain.causal.names import NAME, slug
from domain.errors import InvalidInputError
from domain.insights.spine import EPOCH

MOST_CONTROLS = 50
LONGEST_CONTROL = 64
"""Characters of a control's name: it heads a column, and stands in graphs, loaders and findings."""
LARGEST = 1e15
"""Beyond it a float is no longer exact, and squares overflow."""
Path = tuple[str, ...]


def population_column(given: Mapping[str, object], periods: Periods, geos: Sequence[str]) -> Made | None:
    """People of each geo; None where nobody gave any. Geos that the panel does not have are passed over."""
    by_geo = _by_geo(given, ("input", "population"), "population")
    if not any(geo in by_geo for geo in geos):
        return None
    columns = [_series(by_geo.get(geo), periods, ("input", "population"), geo) for geo in geos]
    values = np.stack(columns, axis=1).reshape(-1)
    if (values <= 0).any():
        raise InvalidInputError(
            "population has a number that is not above 0.",
            hint="Send numbers of people.",
            field=("input", "population"),
        )
    column = PanelColumn(
        "population",
        Role.POPULATION,
        "float64",
        "people",
        "mean",
        "People of the geo.",
        source="given",
        null_means=_NOT_GIVEN,
    )
    return Made(column, values, _statuses(values))


def control_columns(
    given: Mapping[str, object], periods: Periods, geos: Sequence[str], taken: frozenset[str]
) -> list[Made]:
    """One column per control, in the order given; missing where the caller has no value for a period."""
    if len(given) > MOST_CONTROLS:
        raise InvalidInputError(
            f"controls has {len(given)} columns.", hint=f"Send at most {MOST_CONTROLS}.", field=("input", "controls")
        )
    return [_control(name, value, periods, geos, taken) for name, value in given.items()]


_NOT_GIVEN = "The caller gave no value."


def _control(name: str, value: object, periods: Periods, geos: Sequence[str], taken: frozenset[str]) -> Made:
    path = ("input", "controls")
    if len(name) > LONGEST_CONTROL:
        raise InvalidInputError(
            f"controls has a name of {len(name):,} characters: {name[:24]}….",
            hint=f"Give at most {LONGEST_CONTROL}, such as {_free(name, taken)!r}.",
            field=path,
        )
    if not NAME.fullmatch(name) or name in taken:
        why = "is a column of the panel already" if name in taken else "cannot be the name of a column"
        raise InvalidInputError(
            f"controls has {name[:64]!r}, which {why}.", hint=f"Call it {_free(name, taken)!r}, say.", field=path
        )
    if not isinstance(value, dict):
        raise _not_a_series(path, name, value)
    if value and all(isinstance(of_geo, dict) for of_geo in value.values()):
        by_geo = _by_geo(value, path, f"controls {name}")
        columns = [_series(by_geo.get(geo), periods, path, f"{name}, {geo}") for geo in geos]
    else:
        columns = [_series(value, periods, path, name)] * len(geos)
    values = np.stack(columns, axis=1).reshape(-1)
    about = "A control that the caller gave."
    column = PanelColumn(name, Role.CONTROL, "float64", None, "as given", about, source="given", null_means=_NOT_GIVEN)
    return Made(column, values, _statuses(values))


def _by_geo(given: Mapping[str, object], path: Path, what: str) -> dict[str, object]:
    """What is given, by the names of the panel's geos; raises InvalidInputError where two are of one geo."""
    found: dict[str, object] = {}
    for geo, value in given.items():
        name = slug(geo)
        if name in found:
            raise InvalidInputError(
                f"{what} has the geo {name!r} twice, once as {geo[:64]!r}.", hint="Send each geo once.", field=path
            )
        found[name] = value
    return found


def _free(name: str, taken: frozenset[str]) -> str:
    wanted = slug(name) or "control"
    return f"{wanted}_given" if wanted in taken else wanted


def _series(value: object, periods: Periods, path: Path, name: str) -> Floats:
    """One number per period: of one number for all of them, or of period to number; NaN where there is none."""
    if value is None:
        return np.full(periods.size, np.nan)
    if isinstance(value, dict):
        return _by_period(value, periods, path, name)
    return np.full(periods.size, _number(value, path, name))


def _by_period(value: Mapping[object, object], periods: Periods, path: Path, name: str) -> Floats:
    found = np.full(periods.size, np.nan)
    for said, number in value.items():
        place = int(periods.places(np.asarray([_day(str(said), path, name)]))[0])
        if not 0 <= place < periods.size or number is None:
            continue
        if np.isfinite(found[place]):
            raise InvalidInputError(
                f"{path[-1]} {name}: {said} is in the same period as a day before it.",
                hint=f"Send one value per period, by its first day: {periods.label(place)}.",
                field=path,
            )
        found[place] = _number(number, path, f"{name}, {said}")
    return found


def _day(said: str, path: Path, name: str) -> int:
    try:
        return (date.fromisoformat(said) - EPOCH).days
    except ValueError as error:
        raise InvalidInputError(
            f"{path[-1]} {name}: {said[:64]!r} is no day.", hint="Send periods as YYYY-MM-DD.", field=path
        ) from error


def _number(value: object, path: Path, name: str) -> float:
    if isinstance(value, int | float) and abs(value) <= LARGEST:
        return float(value)
    raise InvalidInputError(
        f"{path[-1]} {name}: {str(value)[:64]!r} is no number, or too large a one.",
        hint=f"Send numbers up to {LARGEST:.0e}, or leave the period out.",
        field=path,
    )


def _not_a_series(path: Path, name: str, value: object) -> InvalidInputError:
    return InvalidInputError(
        f"{path[-1]} {name} is {str(value)[:64]!r}.", hint='Send numbers by period: {"2024-01-01": 1}.', field=path
    )


def _statuses(values: Floats) -> np.ndarray:
    return np.asarray(FILLS)[np.where(np.isnan(values), 2, 0)]

"""The country, and part of it, whose calendar a geo has."""

from __future__ import annotations

from dataclasses import dataclass

from domain.calendar import calendar_basis, knows_country
from domain.calendar.work_days import Place
from domain.causal.counted import Counted
from domain.causal.request import CausalRequest
from domain.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class GeoPlaces:
    """`places`: as the geos, in order; `unknown`: geos that have the calendar of the request for want of their own."""

    places: list[Place]
    unknown: list[str]


def places_of(counted: Counted, request: CausalRequest) -> GeoPlaces:
    """Countries have their own calendar, regions that of the request's country and, where it is known, of the region."""
    asked = Place(request.country, request.subdivision)
    found: list[Place] = []
    unknown: list[str] = []
    for name, value in zip(counted.geos, counted.geo_values, strict=True):
        own = None
        if value is not None:
            own = _region(request.country, value) if counted.by_region else _country(value, request)
            unknown += [] if own else [name]
        found.append(own or asked)
    return GeoPlaces(found, unknown)


def _country(value: str, request: CausalRequest) -> Place | None:
    if not knows_country(value):
        return None
    code = calendar_basis(value).country
    return Place(code, request.subdivision if code == request.country else None)


def _region(country: str, value: str) -> Place | None:
    try:
        return Place(country, calendar_basis(country, value).subdivision)
    except InvalidInputError:
        return None

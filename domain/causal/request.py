"""What a causal export is asked for, checked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from domain.calendar import calendar_basis
from domain.errors import InvalidInputError
from domain.insights.spread import parse_spread
from domain.metrics import RATIO_BY_NAME
from domain.reading import RowFilter
from domain.records import ADDITIVE, BY_NAME
from domain.vocabulary import Granularity

WEEK_STARTS = ("MONDAY", "SUNDAY")
CHANNELS_BY = ("DATA_SOURCE", "CHANNEL", "CAMPAIGN")
NATIONAL, GEO, COUNTRY, REGION = GEOS = ("NATIONAL", "GEO", "COUNTRY", "REGION")
TREATMENTS = frozenset({"spend", "sent", "delivered"})
"""What a marketer decides: no outcome that a model could explain."""
TARGETS = tuple(column.name for column in ADDITIVE if column.name not in TREATMENTS)
GRANULARITIES = (Granularity.DAY, Granularity.WEEK)
Given = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CausalRequest:
    """What panel to build; names in the API's capitals, the metric in lower case.

    `population`: geo to people, or to people by period; `controls`: name to value by period, or by geo and period.
    """

    rows: RowFilter = field(default_factory=RowFilter)
    granularity: Granularity = Granularity.WEEK
    week_start: str = "MONDAY"
    channel_by: str = "DATA_SOURCE"
    geo: str = NATIONAL
    target: str = "conversions"
    country: str = "US"
    subdivision: str | None = None
    fiscal_start: int = 1
    spread: str = "NONE"
    population: dict[str, object] = field(default_factory=dict)
    controls: dict[str, object] = field(default_factory=dict)
    strict: bool = False

    @property
    def kpi_is_money(self) -> bool:
        """Whether the KPI is in a currency."""
        return BY_NAME[self.target].money


def settle_request(request: CausalRequest) -> CausalRequest:
    """The request in one spelling; raises InvalidInputError naming the field and the valid values."""
    _one_of("granularity", request.granularity, GRANULARITIES)
    _one_of("weekStart", request.week_start, WEEK_STARTS)
    _one_of("channelBy", request.channel_by, CHANNELS_BY)
    _one_of("geo", request.geo, GEOS)
    parse_spread(request.spread, ("input", "spread"))
    _check_target(request.target)
    try:
        basis = calendar_basis(request.country, request.subdivision, request.fiscal_start)
    except InvalidInputError as error:
        raise InvalidInputError(error.message, hint=error.hint, field=("input", *error.field)) from error
    return replace(request, country=basis.country, subdivision=basis.subdivision)


def _one_of(name: str, value: str, valid: tuple[str, ...]) -> None:
    if value not in valid:
        raise InvalidInputError(
            f"{name} is {str(value)[:64]!r}.", hint=f"Send one of: {', '.join(valid)}.", field=("input", name)
        )


def _check_target(name: str) -> None:
    if name in TARGETS:
        return
    why = "is a ratio" if name in RATIO_BY_NAME else "is a treatment" if name in TREATMENTS else "is not known"
    valid = ", ".join(target.upper() for target in TARGETS)
    raise InvalidInputError(
        f"targetMetric {name.upper()[:64]!r} {why}, not an outcome that adds up.",
        hint=f"Send one of: {valid}.",
        field=("input", "targetMetric"),
    )

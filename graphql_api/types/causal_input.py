"""What a causal export is asked for, and what it means to the domain."""

from __future__ import annotations

import strawberry
from strawberry import UNSET

from domain import vocabulary
from domain.causal.request import CausalRequest
from domain.errors import InvalidInputError
from graphql_api.types.enums import Dimension, Granularity, Metric
from graphql_api.types.filter_input import RecordFilter, to_row_filter
from graphql_api.types.given import describe, given
from graphql_api.types.scalars import JsonValue


@strawberry.input(description="What panel to build.")
class CausalExportInput:
    filter: RecordFilter = describe(
        "Which rows. Name data sources to say which must have told of every period; name a currency where money is of several."
    )
    granularity: Granularity = describe("DAY or WEEK.", default=Granularity.WEEK)
    week_start: str | None = describe("First day of a week: MONDAY or SUNDAY.", default="MONDAY")
    channel_by: Dimension = describe(
        "What a media column stands for: DATA_SOURCE, CHANNEL or CAMPAIGN.", default=Dimension.DATA_SOURCE
    )
    geo: str | None = describe(
        "NATIONAL, or GEO: one row per country (by region where no row has a country) and period. COUNTRY and REGION "
        "ask for the one.",
        default="NATIONAL",
    )
    target_metric: Metric = describe(
        "The outcome a model explains; no ratio, spend or sends.", default=Metric.CONVERSIONS
    )
    country: str | None = describe(
        "ISO 3166-1 code of the country whose holidays a national panel has; each geo has its own country's.",
        default="US",
    )
    subdivision: str | None = describe("Its part, e.g. CA, SCT: adds its holidays.", default=UNSET)
    fiscal_year_start_month: int | None = describe("Month in which the fiscal year begins, 1 to 12.", default=1)
    spread: str | None = describe(
        "NONE leaves rows that span several periods out (reported in `excluded`); EVEN spreads them over their days.",
        default="NONE",
    )
    population: JsonValue | None = describe(
        'Geo to number of people, for geo panels: {"us": 331000000}.', default=UNSET
    )
    controls: JsonValue | None = describe(
        'Extra control columns: name to {period: value}, or to {geo: {period: value}}: {"promo": {"2024-01-01": 1}}. '
        "At most 50, with names of 64 characters at most: a-z, 0-9 and _.",
        default=UNSET,
    )
    strict: bool | None = describe("Refuse instead of flagging when the panel has integrity errors.", default=False)


def to_causal_request(sent: CausalExportInput) -> CausalRequest:
    """The request in the domain's words; what is null takes the default."""
    usual = CausalRequest()
    return CausalRequest(
        rows=to_row_filter(sent.filter, ("input", "filter")),
        granularity=vocabulary.Granularity(sent.granularity.value),
        week_start=usual.week_start if sent.week_start is None else sent.week_start,
        channel_by=sent.channel_by.value,
        geo=usual.geo if sent.geo is None else sent.geo,
        target=sent.target_metric.value,
        country=usual.country if sent.country is None else sent.country,
        subdivision=given(sent.subdivision),
        fiscal_start=usual.fiscal_start if sent.fiscal_year_start_month is None else sent.fiscal_year_start_month,
        spread=usual.spread if sent.spread is None else sent.spread,
        population=_object(given(sent.population), "population"),
        controls=_object(given(sent.controls), "controls"),
        strict=bool(sent.strict),
    )


def _object(value: object, name: str) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidInputError(
            f"{name} is {str(value)[:64]!r}.", hint="Send a JSON object by name.", field=("input", name)
        )
    return {str(key): item for key, item in value.items()}

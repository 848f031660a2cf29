"""Raw rows as the API takes them, and what they mean to the domain."""

from __future__ import annotations

from datetime import datetime

import strawberry
from strawberry import UNSET

from domain import vocabulary
from domain.errors import InvalidInputError
from domain.use_cases.submission import Submission
from graphql_api.types.column_map import COLUMN_MAP, to_column_map
from graphql_api.types.conversion_rules import ConversionRulesInput, to_said_rules
from graphql_api.types.enums import ConflictPolicy, DataSource
from graphql_api.types.filter_input import DateRange
from graphql_api.types.given import describe, given
from graphql_api.types.scalars import JsonValue
from graphql_api.undecoded_rows import payload_of

_ENTRIES = (
    "Raw rows exactly as the platform returned them: a list of rows, one response envelope, or a list of envelopes."
)
_PERIOD = "Period of rows that carry no date of their own (a single day, or a report over the whole period)."


@strawberry.input(description="Raw rows to normalize without storing.")
class TransformInput:
    data_source: DataSource = describe("The system that the rows came from.")
    data_entries: JsonValue = describe(_ENTRIES)
    date_range: DateRange | None = describe(_PERIOD, default=UNSET)
    account_id: strawberry.ID | None = describe("Account of rows that do not say.", default=UNSET)
    currency: str | None = describe("Currency (ISO 4217) of rows that do not say.", default=UNSET)
    timezone: str | None = describe("Time zone (IANA) of rows that do not say.", default=UNSET)
    number_locale: str | None = describe(
        "Locale in which texts write numbers, such as `de-DE` or `en-US`: it settles whether 1,234 is 1.234 or 1234.",
        default=UNSET,
    )
    metadata: JsonValue | None = describe(
        "What the report does not say: for Klaviyo `conversion_metric_id` and `metric {name}`; for Google Ads "
        "`auto_tagging: true` where ads carry no UTM parameters of their own.",
        default=UNSET,
    )
    strict: bool | None = describe("Turn ambiguous inputs into rejections.", default=False)
    on_conflict: ConflictPolicy | None = describe(
        "What happens to rows that share a key but not their figures.", default=ConflictPolicy.REJECT
    )
    conversion_rules: ConversionRulesInput | None = describe(
        "What counts as a conversion in these rows; each rule goes before the organization's stored one.", default=UNSET
    )
    column_map: JsonValue | None = describe(
        f"{COLUMN_MAP} Goes before the stored map, column by column.", default=UNSET
    )


@strawberry.input(description="Raw rows to normalize and store.")
class IngestInput(TransformInput):
    observed_at: datetime | None = describe(
        "When the platform was asked; decides which of two versions of a row is newer. Default: now.", default=UNSET
    )
    idempotency_key: strawberry.ID | None = describe(
        "1 to 200 printable characters. The same key and content within 24 hours returns the first result.",
        default=UNSET,
    )
    replace_window: bool | None = describe(
        "Also remove stored rows of this account and `dateRange` that the batch lacks: levels, breakdowns, attribution, "
        "date basis and metric of its own rows only, an empty batch all. For complete pulls: refused while pages follow; "
        "nothing is removed where a row is rejected.",
        default=False,
    )


def to_submission(sent: TransformInput) -> Submission:
    """Raw rows and what is said of them, in the domain's words."""
    metadata: object = given(sent.metadata)
    if not isinstance(metadata, dict | None):
        raise InvalidInputError(
            f"metadata is {str(metadata)[:64]}.", hint="Send an object.", field=("input", "metadata")
        )
    return Submission(
        vocabulary.DataSource(sent.data_source.value),
        payload_of(sent.data_entries),
        sent.date_range.to_period() if sent.date_range else None,
        given(sent.account_id),
        given(sent.currency),
        given(sent.timezone),
        metadata or {},
        bool(sent.strict),
        vocabulary.ConflictPolicy(sent.on_conflict.value) if sent.on_conflict else vocabulary.ConflictPolicy.REJECT,
        to_said_rules(given(sent.conversion_rules)),
        number_locale=given(sent.number_locale),
        column_map=to_column_map(sent.column_map, ("input", "columnMap")),
        replace_window=isinstance(sent, IngestInput) and bool(sent.replace_window),
    )

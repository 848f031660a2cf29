"""What a caller hands in, for ingest and preview alike, and reading it into records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from domain.column_map import ColumnMap, column_map_of, over
from domain.conversions import ConversionRules
from domain.errors import InvalidInputError
from domain.issues import WHOLE, Place
from domain.money import parse_currency
from domain.normalize.batch import NormalizedBatch, Policies, normalize
from domain.normalize.locales import decimal_mark
from domain.ports import AccountDefault
from domain.said_rules import NOTHING_SAID, SaidRules, effective_rules
from domain.sources.registry import SOURCES
from domain.sources.spec import BatchContext, SourceSpec
from domain.vocabulary import ConflictPolicy, DataSource, OrgId, Period
from domain.zones import is_time_zone

COLUMN_MAP = "column_map"


@dataclass(frozen=True, slots=True)
class Submission:
    """Raw rows and what the caller says about them."""

    data_source: DataSource
    payload: object
    """A decoded payload, or the bytes of one: these are read faster."""
    period: Period | None = None
    account_id: str | None = None
    currency: str | None = None
    timezone: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    strict: bool = False
    on_conflict: ConflictPolicy = ConflictPolicy.REJECT
    rules: SaidRules = NOTHING_SAID
    number_locale: str | None = None
    """Locale in which texts write numbers, e.g. `de-DE`: it settles 1,234."""
    column_map: ColumnMap | None = None
    replace_window: bool = False
    """Whether the rows are a complete pull of `period`, so that stored rows that they lack are removed."""
    place: Place = WHOLE
    """Where in an upload the rows stand."""
    is_part: bool = False
    """Whether the rows are a part of an upload: see `Policies.settles`."""


def read_submission(
    org: OrgId,
    submission: Submission,
    today: date,
    defaults: Sequence[AccountDefault] = (),
    stored_rules: SaidRules = NOTHING_SAID,
    stored_map: ColumnMap | None = None,
) -> NormalizedBatch:
    """The records of a submission; raises InvalidInputError or UnreadableBatchError where nothing can be read.

    `defaults`: what the organization's settings say of the source's accounts; `stored_rules`: of its conversions;
    `stored_map`: of its columns, which what the submission says of a column goes before.
    """
    spec = _spec_of(submission)
    rules = effective_rules(spec, stored_rules, submission.rules, ("input", "conversionRules"))
    if spec.takes_any:
        submission = replace(submission, column_map=over(stored_map or {}, _sent_map(submission)))
    return read_with(org, submission, spec, rules, today, defaults)


def read_with(
    org: OrgId,
    submission: Submission,
    spec: SourceSpec,
    rules: ConversionRules,
    today: date,
    defaults: Sequence[AccountDefault],
) -> NormalizedBatch:
    """The records of a submission by the spec and the conversion rules that are given; raises as `read_submission`."""
    checked = _check(submission)
    if submission.column_map is not None and not spec.takes_any:
        raise InvalidInputError(
            f"columnMap was given, and the columns of {spec.name} are known.",
            hint=f"Leave it out, or send the rows as {' or '.join(n for n, s in SOURCES.items() if s.takes_any)}.",
            field=("input", "columnMap"),
        )
    context = BatchContext(
        today,
        checked.period,
        checked.account_id,
        checked.currency,
        checked.timezone,
        checked.metadata,
        {default.account_id: default.currency for default in defaults},
        {default.account_id: default.timezone for default in defaults},
        number_locale=checked.number_locale,
        column_map=submission.column_map or {},
    )
    policies = Policies(
        strict=checked.strict,
        on_conflict=checked.on_conflict,
        rules=rules,
        place=checked.place,
        settles=not checked.is_part,
    )
    return normalize(org, checked.payload, spec, context, policies)


def _sent_map(submission: Submission) -> ColumnMap:
    """The map that was sent; one among the metadata does where none stands by itself."""
    if submission.column_map is not None or COLUMN_MAP not in submission.metadata:
        return submission.column_map or {}
    return column_map_of(submission.metadata[COLUMN_MAP], ("input", "metadata", COLUMN_MAP))


def _spec_of(submission: Submission) -> SourceSpec:
    spec = SOURCES.get(submission.data_source)
    if spec is None:
        raise InvalidInputError(
            f"data source {submission.data_source!r} is not known.",
            hint=f"Send one of: {', '.join(SOURCES)}.",
            field=("input", "dataSource"),
        )
    return spec


def _check(submission: Submission) -> Submission:
    check_period(submission.period, ("input", "dateRange"))
    if submission.timezone is not None and not is_time_zone(submission.timezone):
        raise InvalidInputError(
            f"timezone {submission.timezone!r} is not an IANA time zone.",
            hint="Send one such as 'America/New_York'.",
            field=("input", "timezone"),
        )
    if submission.number_locale is not None and decimal_mark(submission.number_locale) is None:
        raise InvalidInputError(
            f"numberLocale {submission.number_locale[:64]!r} is not a locale whose decimal mark is known.",
            hint="Send one such as 'en-US' or 'de-DE', or leave it out.",
            field=("input", "numberLocale"),
        )
    if submission.currency is None:
        return submission
    code = parse_currency(submission.currency)
    if code is None:
        raise InvalidInputError(
            f"currency {submission.currency!r} is not an ISO 4217 code.",
            hint="Send one such as 'USD'.",
            field=("input", "currency"),
        )
    return replace(submission, currency=code)


def check_period(period: Period | None, field_path: tuple[str, ...]) -> None:
    """Refuse a range that ends before it starts."""
    if period is not None and period.end < period.start:
        raise InvalidInputError(
            f"dateRange ends ({period.end}) before it starts ({period.start}).",
            hint="Swap the two dates.",
            field=field_path,
        )

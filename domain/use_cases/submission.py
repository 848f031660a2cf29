"""What a caller hands in, for ingest and preview alike, and reading it into records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from domain.errors import InvalidInputError
from domain.issues import WHOLE, Place
from domain.money import parse_currency
from domain.normalize.batch import NormalizedBatch, Policies, normalize
from domain.ports import AccountDefault
from domain.said_rules import NOTHING_SAID, SaidRules, effective_rules
from domain.sources.registry import SOURCES
from domain.sources.spec import BatchContext
from domain.vocabulary import ConflictPolicy, DataSource, OrgId, Period
from domain.zones import is_time_zone


@dataclass(frozen=True, slots=True)
class Submission:
    """Raw rows and what the caller says about them."""

    data_source: DataSource
    payload: object
    period: Period | None = None
    account_id: str | None = None
    currency: str | None = None
    timezone: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    strict: bool = False
    on_conflict: ConflictPolicy = ConflictPolicy.REJECT
    rules: SaidRules = NOTHING_SAID
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
) -> NormalizedBatch:
    """The records of a submission; raises InvalidInputError or UnreadableBatchError where nothing can be read.

    `defaults`: what the organization's settings say of the source's accounts; `stored_rules`: of its conversions.
    """
    spec = SOURCES.get(submission.data_source)
    if spec is None:
        raise InvalidInputError(
            f"data source {submission.data_source!r} is not known.",
            hint=f"Send one of: {', '.join(SOURCES)}.",
            field=("input", "dataSource"),
        )
    checked = _check(submission)
    context = BatchContext(
        today,
        checked.period,
        checked.account_id,
        checked.currency,
        checked.timezone,
        checked.metadata,
        {default.account_id: default.currency for default in defaults},
        {default.account_id: default.timezone for default in defaults},
    )
    rules = effective_rules(spec, stored_rules, submission.rules, ("input", "conversionRules"))
    policies = Policies(
        strict=checked.strict,
        on_conflict=checked.on_conflict,
        rules=rules,
        place=checked.place,
        settles=not checked.is_part,
    )
    return normalize(org, checked.payload, spec, context, policies)


def _check(submission: Submission) -> Submission:
    check_period(submission.period, ("input", "dateRange"))
    if submission.timezone is not None and not is_time_zone(submission.timezone):
        raise InvalidInputError(
            f"timezone {submission.timezone!r} is not an IANA time zone.",
            hint="Send one such as 'America/New_York'.",
            field=("input", "timezone"),
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

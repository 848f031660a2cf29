"""The world into a running application, through the real ingest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import orjson

from benchmarks.search_world.facts import Organization
from benchmarks.search_world.rows import pulls
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId
from graphql_api.context import Services

OBSERVED_AT = datetime(2025, 1, 1, 5, 30, tzinfo=UTC)
TIMEZONE = "Europe/London"


def load(services: Services, organizations: Iterable[Organization]) -> int:
    """Ingest every pull; gives the number of raw rows. Raises ValueError where one is rejected: all are good."""
    return sum(_load(services, organization) for organization in organizations)


def _load(services: Services, organization: Organization) -> int:
    received = 0
    for pull in pulls(organization):
        submission = Submission(
            DataSource(pull.data_source),
            orjson.dumps(pull.rows),
            account_id=pull.account_id,
            currency=pull.currency,
            timezone=TIMEZONE,
            metadata={"metric": {"name": "Placed Order"}} if pull.data_source == "klaviyo" else {},
        )
        report = services.ingest(OrgId(organization.name), submission, OBSERVED_AT)
        if report.rejected:
            raise ValueError(f"{organization.name}, {pull.data_source}: {report.issues[0].message}")
        received += report.received
    return received

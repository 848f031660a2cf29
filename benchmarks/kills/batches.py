"""What is written until the kill: new campaigns, new names for old ones, and campaigns taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

import orjson

from benchmarks.kills.ledger import ORGANIZATIONS, Batch, Ledger
from domain.reading import RowFilter
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId
from graphql_api.context import Services

SIZES = (2, 10, 40, 120)
"""Campaigns of a batch."""
ADS = 2
LETTERS, WORD = "bcdfghjklmnprstvwz", 9
THINGS = ("Lanterns", "Teapots", "Saddles", "Ribbons", "Anvils", "Kettles")


def next_batch(ledger: Ledger, dice: Random) -> Batch:
    """A batch for one of the organizations; every name ends with a word that no other name has."""
    organization = dice.choice(ORGANIZATIONS)
    known = sorted(ledger.names[organization])
    kind = dice.choices(("new", "renamed", "removed"), (5, 4, 1))[0] if known else "new"
    size = dice.choice(SIZES)
    if kind == "new":
        return Batch(organization, {str(dice.randrange(10**14, 10**15)): _name(dice) for _ in range(size)})
    some = dice.sample(known, min(size, len(known)))
    return Batch(organization, {campaign: _name(dice) if kind == "renamed" else None for campaign in some})


def write(services: Services, batch: Batch, tell: Callable[[str], None]) -> str | None:
    """Hand the batch in as a client does, a submission of bytes or a deletion; gives the notice of the answer."""
    organization = OrgId(batch.organization)
    named = {campaign: name for campaign, name in batch.names.items() if name is not None}
    if not named:
        removed = RowFilter(campaign_ids=tuple(batch.names))
        return services.delete_records(organization, removed, dry_run=False).notice
    submission = Submission(DataSource("meta_business"), orjson.dumps(rows_of(batch.organization, named)))
    report = services.ingest(organization, submission, tell=tell)
    if report.rejected:
        raise ValueError(f"{batch.organization}: {report.issues[0].message}")
    return report.notice


def rows_of(account: str, named: Mapping[str, str]) -> list[dict[str, str]]:
    """Rows as Meta reports them, by ad."""
    return [
        {
            "account_id": str(ORGANIZATIONS.index(account) + 100),
            "account_currency": "USD",
            "campaign_id": campaign,
            "campaign_name": name,
            "adset_id": f"{campaign}0",
            "adset_name": f"Everybody {name.split()[0]}",
            "ad_id": f"{campaign}0{ad}",
            "ad_name": f"Picture {ad}",
            "date_start": "2024-11-05",
            "date_stop": "2024-11-05",
            "spend": "1.25",
            "impressions": "1000",
            "clicks": "10",
        }
        for campaign, name in named.items()
        for ad in range(ADS)
    ]


def _name(dice: Random) -> str:
    return f"{dice.choice(THINGS)} {dice.choice(THINGS)} {''.join(dice.choices(LETTERS, k=WORD))}"

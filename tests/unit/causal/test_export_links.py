"""Addresses of exports: good for a day, for one file of one organization, and not a letter may change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.causal.request import CausalRequest
from domain.errors import LinkEndedError, LinkRefusedError
from domain.reading import RowFilter
from domain.use_cases.export_links import LIFETIME, ExportLinks, SignedLink
from domain.vocabulary import DataSource, Granularity, OrgId, Period
from tests.fakes.clock import FixedClock
from tests.fakes.export_links import MemoryExportLinks

ACME, OTHER = OrgId("acme"), OrgId("other")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
START, END = datetime(2024, 1, 1, tzinfo=UTC).date(), datetime(2024, 6, 30, tzinfo=UTC).date()
REQUEST = CausalRequest(
    rows=RowFilter(
        data_sources=(DataSource("google_ads"),),
        period=Period(START, END),
        breakdowns={"age": ("25-34",)},
        as_of=NOON,
    ),
    granularity=Granularity.DAY,
    geo="GEO",
    population={"us": 3.0},
    controls={"promo": {"2024-01-01": 1}},
    strict=True,
)


def on(links: MemoryExportLinks, now: datetime = NOON) -> ExportLinks:
    return ExportLinks(links, FixedClock(now))


def given(links: MemoryExportLinks, org: OrgId = ACME) -> SignedLink:
    return on(links).give(org, REQUEST, "panel.csv")


def test_an_address_opens_to_exactly_what_was_asked() -> None:
    links = MemoryExportLinks()
    assert on(links).open(given(links)) == (ACME, REQUEST)


def test_an_address_is_good_until_its_last_second_and_not_at_it() -> None:
    links = MemoryExportLinks()
    link = given(links)
    assert on(links, NOON + LIFETIME - timedelta(seconds=1)).open(link)[0] == ACME
    with pytest.raises(LinkEndedError, match="new downloadUrl"):
        on(links, NOON + LIFETIME).open(link)


@pytest.mark.parametrize("part", ["export_id", "file", "expires", "signature"])
def test_a_change_in_any_part_is_refused(part: str) -> None:
    links = MemoryExportLinks()
    link = given(links)
    other = given(links, OTHER)
    changed: dict[str, object] = {
        "export_id": other.export_id,
        "file": "panel.zip",
        "expires": link.expires + 1,
        "signature": other.signature,
    }
    with pytest.raises(LinkRefusedError):
        on(links).open(replace(link, **{part: changed[part]}))  # type: ignore[arg-type]


def test_the_same_request_of_two_organizations_is_two_exports() -> None:
    links = MemoryExportLinks()
    assert given(links).export_id != given(links, OTHER).export_id
    assert given(links).path == given(links).path
    assert "acme" not in given(links).path


def test_what_is_no_longer_kept_is_refused() -> None:
    link = given(MemoryExportLinks())
    with pytest.raises(LinkRefusedError):
        on(MemoryExportLinks()).open(link)

"""What all stores of export links must do. Subclasses give the fixture `links`: empty, at most three per organization."""

from datetime import UTC, datetime, timedelta

from domain.ports import ExportLinkStore
from domain.vocabulary import OrgId

ACME, OTHER = OrgId("acme"), OrgId("other")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class ExportLinkContract:
    def test_what_was_kept_is_found_with_its_owner(self, links: ExportLinkStore) -> None:
        links.keep(ACME, "a1", b'{"geo":"GEO"}', NOON, NOON + HOUR)
        assert links.find("a1") == (ACME, b'{"geo":"GEO"}')
        assert links.find("a2") is None

    def test_keeping_again_lengthens_and_never_shortens(self, links: ExportLinkStore) -> None:
        links.keep(ACME, "a1", b"{}", NOON, NOON + 2 * HOUR)
        links.keep(ACME, "a1", b"{}", NOON, NOON + HOUR)
        links.keep(ACME, "a2", b"{}", NOON + HOUR, NOON + 2 * HOUR)
        assert links.find("a1") == (ACME, b"{}")

    def test_what_has_ended_is_forgotten(self, links: ExportLinkStore) -> None:
        links.keep(ACME, "a1", b"{}", NOON, NOON + HOUR)
        links.keep(OTHER, "b1", b"{}", NOON + HOUR, NOON + 2 * HOUR)
        assert links.find("a1") is None
        assert links.find("b1") == (OTHER, b"{}")

    def test_of_too_many_those_that_end_first_go_and_no_other_organizations(self, links: ExportLinkStore) -> None:
        links.keep(OTHER, "b1", b"{}", NOON, NOON + HOUR)
        for number in range(4):
            links.keep(ACME, f"a{number}", b"{}", NOON, NOON + (number + 1) * HOUR)
        assert [links.find(f"a{number}") is not None for number in range(4)] == [False, True, True, True]
        assert links.find("b1") == (OTHER, b"{}")

    def test_the_signing_key_is_secret_and_stays(self, links: ExportLinkStore) -> None:
        assert len(links.signing_key()) >= 32
        assert links.signing_key() == links.signing_key()

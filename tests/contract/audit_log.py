"""What every audit log must do. An adapter's test subclasses `AuditLogContract` and gives a fixture `log`."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

from domain.audit import Actor, AuditEnd, AuditEntry, AuditLine, AuditOutcome
from domain.ports import AuditLog
from domain.vocabulary import OrgId

ACME, OTHER = OrgId("acme"), OrgId("other")
NOON = datetime(2026, 3, 1, 12, 0, 0, 1, tzinfo=UTC)
KEY = Actor("nightly 'ingest'; --", "abcdefgh2345")
BEGUN = AuditEntry(NOON, KEY, "ingest", '{"dataSource":"klaviyo"}', "request-1")
DONE = AuditEnd(NOON + timedelta(seconds=2), AuditOutcome.DONE, '{"inserted":3}')


class AuditLogContract:
    def test_nothing_was_written_at_first(self, log: AuditLog) -> None:
        assert list(log.entries(ACME, 10)) == []

    def test_a_line_is_there_before_the_write_ends(self, log: AuditLog) -> None:
        number = log.begin(ACME, BEGUN)
        assert list(log.entries(ACME, 10)) == [AuditLine(number, BEGUN)]
        assert log.entries(ACME, 10)[0].outcome is AuditOutcome.STARTED

    def test_a_completed_line_says_how_the_write_ended(self, log: AuditLog) -> None:
        number = log.begin(ACME, BEGUN)
        assert log.finish(ACME, number, DONE) is True
        assert list(log.entries(ACME, 10)) == [AuditLine(number, BEGUN, DONE)]

    def test_what_is_not_known_stays_unknown(self, log: AuditLog) -> None:
        entry = AuditEntry(NOON, Actor("command line (ada)"), "revokeApiKey", "{}")
        refused = AuditEnd(NOON, AuditOutcome.REFUSED, error_code="NOT_FOUND")
        log.finish(ACME, log.begin(ACME, entry), refused)
        assert list(log.entries(ACME, 1)) == [AuditLine(1, entry, refused)]

    def test_a_line_ends_once(self, log: AuditLog) -> None:
        number = log.begin(ACME, BEGUN)
        log.finish(ACME, number, DONE)
        assert log.finish(ACME, number, AuditEnd(NOON, AuditOutcome.FAILED)) is False
        assert log.entries(ACME, 1)[0].end == DONE

    def test_an_unknown_line_and_anothers_do_not_end(self, log: AuditLog) -> None:
        number = log.begin(ACME, BEGUN)
        assert log.finish(OTHER, number, DONE) is False
        assert log.finish(ACME, number + 1, DONE) is False
        assert log.entries(ACME, 1)[0].end is None

    def test_numbers_rise_by_one_in_each_organization_and_tell_nothing_of_others(self, log: AuditLog) -> None:
        assert [log.begin(org, BEGUN) for org in (ACME, OTHER, ACME, ACME, OTHER)] == [1, 1, 2, 3, 2]
        assert [line.number for line in log.entries(OTHER, 10)] == [2, 1]

    def test_the_newest_lines_come_first_a_page_at_a_time(self, log: AuditLog) -> None:
        for _ in range(5):
            log.begin(ACME, BEGUN)
        pages = [log.entries(ACME, 2, before) for before in (None, 4, 2, 1)]
        assert [[line.number for line in page] for page in pages] == [[5, 4], [3, 2], [1], []]

    def test_an_instant_of_another_zone_comes_back_in_utc(self, log: AuditLog) -> None:
        helsinki = NOON.astimezone(timezone(timedelta(hours=2)))
        log.begin(ACME, AuditEntry(helsinki, KEY, "ingest", "{}"))
        assert log.entries(ACME, 1)[0].entry.at == NOON

    def test_lines_of_many_threads_have_numbers_of_their_own(self, log: AuditLog) -> None:
        with ThreadPoolExecutor(8) as pool:
            numbers = list(pool.map(lambda _: log.begin(ACME, BEGUN), range(40)))
        assert sorted(numbers) == list(range(1, 41))

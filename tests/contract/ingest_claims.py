"""What all ingest claims must do. Subclasses give the fixture `claims`: empty, at most three keys per organization."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest

from domain.errors import TooLargeError
from domain.idempotency import Claim, Claimed, Standing
from domain.ports import IngestClaims
from domain.vocabulary import BatchId, OrgId

ACME, OTHER = OrgId("acme"), OrgId("other")
NOON = datetime(2026, 3, 1, 12, 0, 0, 1, tzinfo=UTC)
DAY, HOUR, MOMENT = timedelta(days=1), timedelta(hours=1), timedelta(microseconds=1)
FIRST, SECOND = BatchId("b1"), BatchId("b2")


def wish(
    batch: BatchId = FIRST, *, content: bytes = b"a", holder: str = "here", after: timedelta = MOMENT * 0
) -> Claim:
    return Claim(content * 32, batch, holder, NOON + after)


class IngestClaimsContract:
    def test_the_first_claim_of_a_key_is_its_own(self, claims: IngestClaims) -> None:
        assert claims.claim(ACME, "k", wish()) == Claimed(Standing.YOURS, FIRST, NOON)

    def test_a_key_is_another_in_another_organization_and_keys_are_exact(self, claims: IngestClaims) -> None:
        for org, key in ((ACME, "k"), (OTHER, "k"), (ACME, "K"), (ACME, "k ")):
            assert claims.claim(org, key, wish()).standing is Standing.YOURS

    def test_a_second_claim_meets_the_first_one_at_work(self, claims: IngestClaims) -> None:
        claims.claim(ACME, "k", wish())
        assert claims.claim(ACME, "k", wish(SECOND, after=MOMENT)) == Claimed(Standing.HELD, FIRST, NOON)

    def test_an_answered_claim_gives_the_result_to_whoever_comes(self, claims: IngestClaims) -> None:
        claims.claim(ACME, "k", wish())
        claims.answer(ACME, "k", wish(), '{"x":1}')
        for holder in ("here", "there"):
            met = claims.claim(ACME, "k", wish(SECOND, holder=holder, after=HOUR))
            assert met == Claimed(Standing.ANSWERED, FIRST, NOON, '{"x":1}')

    def test_other_content_is_told_apart_before_and_after_the_answer(self, claims: IngestClaims) -> None:
        claims.claim(ACME, "k", wish())
        assert claims.claim(ACME, "k", wish(SECOND, content=b"z", holder="there")).standing is Standing.TAKEN
        claims.answer(ACME, "k", wish(), "{}")
        met = claims.claim(ACME, "k", wish(SECOND, content=b"z"))
        assert (met.standing, met.batch_id, met.at) == (Standing.TAKEN, FIRST, NOON)

    def test_a_claim_of_another_process_passes_on_with_its_batch(self, claims: IngestClaims) -> None:
        claims.claim(ACME, "k", wish())
        after = wish(SECOND, holder="next", after=HOUR)
        assert claims.claim(ACME, "k", after) == Claimed(Standing.YOURS, FIRST, NOON + HOUR)
        assert claims.claim(ACME, "k", wish(SECOND, holder="next", after=HOUR)).standing is Standing.HELD

    def test_a_claim_that_was_let_go_passes_on_with_its_batch(self, claims: IngestClaims) -> None:
        claims.claim(ACME, "k", wish())
        claims.let_go(ACME, "k", wish())
        assert claims.claim(ACME, "k", wish(SECOND, after=MOMENT)) == Claimed(Standing.YOURS, FIRST, NOON + MOMENT)

    def test_a_claim_that_was_held_for_an_hour_passes_on(self, claims: IngestClaims) -> None:
        claims.claim(ACME, "k", wish())
        assert claims.claim(ACME, "k", wish(SECOND, after=HOUR - MOMENT)).standing is Standing.HELD
        assert claims.claim(ACME, "k", wish(SECOND, after=HOUR)).standing is Standing.YOURS

    def test_a_forgotten_key_is_free_for_other_content(self, claims: IngestClaims) -> None:
        claims.claim(ACME, "k", wish())
        claims.forget(ACME, "k", wish())
        assert claims.claim(ACME, "k", wish(SECOND, content=b"z")) == Claimed(Standing.YOURS, SECOND, NOON)

    @pytest.mark.parametrize("answered", [False, True])
    def test_a_key_is_free_again_after_24_hours(self, claims: IngestClaims, *, answered: bool) -> None:
        claims.claim(ACME, "k", wish())
        if answered:
            claims.answer(ACME, "k", wish(), "{}")
        early = claims.claim(ACME, "k", wish(SECOND, content=b"z", after=DAY - MOMENT))
        assert early.standing is Standing.TAKEN
        assert claims.claim(ACME, "k", wish(SECOND, content=b"z", after=DAY)).batch_id == SECOND

    def test_only_the_batch_of_the_key_is_answered_let_go_or_forgotten(self, claims: IngestClaims) -> None:
        claims.claim(ACME, "k", wish())
        claims.answer(OTHER, "k", wish(), "{}")
        claims.answer(ACME, "k", wish(SECOND), "{}")
        claims.let_go(ACME, "k", wish(SECOND))
        claims.forget(ACME, "k", wish(SECOND))
        claims.forget(ACME, "other", wish())
        assert claims.claim(ACME, "k", wish(SECOND)).standing is Standing.HELD

    def test_a_holder_that_lost_the_key_changes_nothing(self, claims: IngestClaims) -> None:
        claims.claim(ACME, "k", wish())
        claims.claim(ACME, "k", wish(SECOND, holder="next"))
        claims.let_go(ACME, "k", wish())
        claims.forget(ACME, "k", wish())
        claims.answer(ACME, "k", wish(), "{}")
        assert claims.claim(ACME, "k", wish(SECOND, holder="next")).standing is Standing.HELD

    def test_an_answer_stays(self, claims: IngestClaims) -> None:
        claims.claim(ACME, "k", wish())
        claims.answer(ACME, "k", wish(), "1")
        claims.answer(ACME, "k", wish(), "2")
        claims.let_go(ACME, "k", wish())
        claims.forget(ACME, "k", wish())
        assert claims.claim(ACME, "k", wish(SECOND)).result == "1"

    def test_an_organization_has_so_many_keys_in_24_hours_and_no_more(self, claims: IngestClaims) -> None:
        for key in ("1", "2", "3"):
            claims.claim(ACME, key, wish())
        with pytest.raises(TooLargeError, match="idempotency keys within 24 hours"):
            claims.claim(ACME, "4", wish())
        assert claims.claim(ACME, "3", wish()).standing is Standing.HELD
        assert claims.claim(OTHER, "4", wish()).standing is Standing.YOURS
        assert claims.claim(ACME, "4", wish(after=DAY)).standing is Standing.YOURS

    def test_an_instant_of_another_zone_comes_back_in_utc(self, claims: IngestClaims) -> None:
        helsinki = NOON.astimezone(timezone(timedelta(hours=2)))
        claims.claim(ACME, "k", Claim(b"a" * 32, FIRST, "here", helsinki))
        assert claims.claim(ACME, "k", wish(SECOND)).at == NOON

    def test_of_many_claims_at_once_one_is_its_own(self, claims: IngestClaims) -> None:
        with ThreadPoolExecutor(8) as pool:
            met = list(pool.map(lambda number: claims.claim(ACME, "k", wish(BatchId(f"b{number}"))), range(24)))
        assert Counter(claimed.standing for claimed in met) == {Standing.YOURS: 1, Standing.HELD: 23}
        assert len({claimed.batch_id for claimed in met}) == 1

"""The embedder over HTTP against a look-alike service: what it sends, what it costs, and every way it can go wrong."""

import base64
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.embedders.openai import MOST_REQUEST_BYTES, MOST_TEXTS, OpenAIEmbedder, batches, shortened
from adapters.openai_service.service import Patience
from domain.errors import EmbedderRefusedError, EmbedderUnavailableError, MarketingMemoryError
from tests.fakes.openai_server import KEY, Failure, LookAlike, base64_of, direction_of, serving_look_alike

QUICK = Patience(timeout_s=0.5, budget_s=3.0, hurried_s=1.5, tries=4, pause_s=0.0)
Opened = Callable[..., OpenAIEmbedder]


@pytest.fixture
def service() -> Iterator[LookAlike]:
    with serving_look_alike() as told:
        yield told


@pytest.fixture
def opened(service: LookAlike, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setattr("adapters.openai_service.service.FIRST_WAIT_S", 0.01)
    embedders: list[OpenAIEmbedder] = []

    def open_embedder(key: str = KEY, **options: object) -> OpenAIEmbedder:
        settings: dict[str, object] = {"base_url": service.url, "patience": QUICK} | options
        embedders.append(OpenAIEmbedder(key, **settings))  # type: ignore[arg-type]
        return embedders[-1]

    yield open_embedder
    for embedder in embedders:
        embedder.close()


# --- what is sent, and what comes back ---


def test_vectors_are_those_of_the_service(service: LookAlike, opened: Opened) -> None:
    vectors = opened().embed(["spring sale", "welcome"])
    expected = [direction_of(f"text-embedding-3-small {text}", 256) for text in ("spring sale", "welcome")]
    assert vectors == pytest.approx(np.array(expected), abs=1e-6)
    [request] = service.requests
    assert request == {
        "input": ["spring sale", "welcome"],
        "model": "text-embedding-3-small",
        "dimensions": 256,
        "encoding_format": "base64",
    }


def test_vectors_in_another_order_find_their_texts(service: LookAlike, opened: Opened) -> None:
    in_order = opened(kept_bytes=0).embed(["a", "b", "c"])
    service.shuffled = True
    assert (opened(kept_bytes=0).embed(["a", "b", "c"]) == in_order).all()


def test_a_text_is_paid_for_once(service: LookAlike, opened: Opened) -> None:
    embedder = opened()
    embedder.embed(["a", "b", "a", ""])
    embedder.embed(["b", "c", "a"])
    embedder.embed(["c"])
    embedder.embed(["", " "])
    assert [request["input"] for request in service.requests] == [["a", "b"], ["c"]]


def test_memory_forgets_what_was_not_used_for_longest(service: LookAlike, opened: Opened) -> None:
    embedder = opened(kept_bytes=2 * 4 * 256)
    for text in ("a", "b", "a", "c", "a", "b"):
        embedder.embed([text])
    assert [request["input"] for request in service.requests] == [["a"], ["b"], ["c"], ["b"]]


def test_many_texts_come_in_requests_of_2048(service: LookAlike, opened: Opened) -> None:
    opened().embed([f"text {number}" for number in range(4_100)])
    assert [len(request["input"]) for request in service.requests] == [2_048, 2_048, 4]


def test_long_texts_come_in_requests_of_300_000_tokens_and_none_has_over_8192(
    service: LookAlike, opened: Opened
) -> None:
    opened().embed([f"{number} {'é' * 6_000}" for number in range(40)])
    assert [len(request["input"]) for request in service.requests] == [36, 4]  # 36 x 8,192 = 294,912
    assert max(len(text.encode()) for request in service.requests for text in request["input"]) <= 8_192


@given(st.lists(st.text(max_size=30_000), max_size=30))
def test_no_request_is_too_large_and_no_text_gets_lost(texts: list[str]) -> None:
    short = [text for text in map(shortened, texts) if text]
    made = list(batches(short))
    assert [text for batch in made for text in batch] == short
    assert all(0 < len(batch) <= MOST_TEXTS for batch in made)
    assert all(sum(len(text.encode()) for text in batch) <= MOST_REQUEST_BYTES for batch in made)
    assert all(text.startswith(part) for text, part in zip(filter(str.strip, texts), short, strict=True))


def test_half_of_a_surrogate_pair_does_no_harm(opened: Opened) -> None:
    assert opened().embed(["sale \ud83d"]).any()


# --- services that speak nearly like it ---


@pytest.mark.parametrize(
    "habit",
    [
        {"knows_base64": False},
        {"refuses_base64": True},
        {"refuses_base64": True, "refuses_dimensions": True},
        {"refuses_dimensions": True},
        {"knows_dimensions": False},
    ],
    ids=str,
)
def test_a_service_may_not_know_base64_or_dimensions(
    service: LookAlike, opened: Opened, habit: dict[str, bool]
) -> None:
    for name, value in habit.items():
        setattr(service, name, value)
    embedder = opened(model="nomic-embed-text", dimensions=768)
    expected = np.array([direction_of("nomic-embed-text sale", 768)])
    assert embedder.embed(["sale"]) == pytest.approx(expected, abs=1e-6)
    before = len(service.requests)
    embedder.embed(["another sale"])
    assert len(service.requests) == before + 1, "what was learned is not asked again"


@pytest.mark.parametrize("habit", ["knows_dimensions", "refuses_dimensions"])
def test_vectors_of_another_length_are_refused_with_the_setting_to_change(
    service: LookAlike, opened: Opened, habit: str
) -> None:
    setattr(service, habit, habit == "refuses_dimensions")
    with pytest.raises(EmbedderRefusedError) as refused:
        opened(model="nomic-embed-text").embed(["sale"])
    assert "vectors of 768 numbers, not 256" in refused.value.message
    assert "MARKETING_MEMORY_EMBEDDING_DIMENSIONS" in refused.value.hint


def test_vectors_of_any_length_but_one_are_scaled_to_one(service: LookAlike, opened: Opened) -> None:
    service.failures.append(answer_with([[3.0, 4.0]]))
    assert opened(dimensions=2).embed(["sale"]).tolist() == [[np.float32(0.6), np.float32(0.8)]]


# --- refused: trying again does not help ---


def test_a_wrong_key_is_refused_by_the_name_of_its_setting(service: LookAlike, opened: Opened) -> None:
    embedder = opened("sk-wrong")
    with pytest.raises(EmbedderRefusedError) as refused:
        embedder.embed(["sale"])
    assert "LLM_API_KEY" in refused.value.hint
    assert service.url in refused.value.message
    assert "sk-wr" not in str(refused.value), "no part of a key is shown"
    assert len(service.requests) == 1
    assert (embedder.ping().ok, "401" in embedder.ping().detail) == (False, True)


def test_an_unknown_model_is_refused_by_name(service: LookAlike, opened: Opened) -> None:
    with pytest.raises(EmbedderRefusedError, match=r"refuses text-embedding-9: .*does not exist"):
        opened(model="text-embedding-9").embed(["sale"])
    assert len(service.requests) == 1


def test_an_account_without_credit_is_refused_at_once(service: LookAlike, opened: Opened) -> None:
    service.failures.append(Failure.error(429, "You exceeded your current quota", "insufficient_quota"))
    with pytest.raises(EmbedderRefusedError, match="no credit left"):
        opened().embed(["sale"])
    assert len(service.requests) == 1


# --- away: trying again helps, within bounds ---


@pytest.mark.parametrize(
    "failure",
    [
        Failure.error(500),
        Failure.error(503, retry_after="0"),
        Failure.error(429, retry_after="0.05"),
        Failure.error(429, retry_after="soon"),
        Failure.error(408),
        Failure(502, body="<html>Bad gateway</html>"),
        Failure(cut=True),
        Failure(hang=True),
        Failure(trickle=True),
        Failure(body={"data": []}),
        Failure(body={"object": "list"}),
        Failure(body={"data": [{"index": 1, "embedding": "AACAPwAAgD8="}]}),
        Failure(body={"data": [{"index": 0, "embedding": "no base64!"}]}),
        Failure(body={"data": [{"index": 0, "embedding": "AAAA"}]}),
        Failure(body={"data": [{"index": 0, "embedding": [0.0] * 256}]}),
        Failure(body={"data": [{"index": 0, "embedding": base64.b64encode(b"\0\0\xc0\x7f" * 256).decode()}]}),
    ],
    ids=str,
)
def test_one_failure_is_tried_again(service: LookAlike, opened: Opened, failure: Failure) -> None:
    service.failures.append(failure)
    embedder = opened()
    assert embedder.embed(["sale", "shoes"]).all(axis=1).tolist() == [True, True]
    assert len(service.requests) == 2
    assert embedder.ping().ok


def test_a_service_that_stays_away_is_told_as_one(service: LookAlike, opened: Opened) -> None:
    service.failures.extend([Failure.error(500, "the database is on fire")] * 9)
    embedder = opened()
    with pytest.raises(EmbedderUnavailableError, match="500: the database is on fire") as failed:
        embedder.embed(["sale"])
    assert (failed.value.retryable, len(service.requests)) == (True, 4)
    assert "the database is on fire" in embedder.ping().detail


def test_nobody_there_is_told_as_away(opened: Opened) -> None:
    with pytest.raises(EmbedderUnavailableError, match="cannot be reached"):
        opened(base_url="http://127.0.0.1:9/v1").embed(["sale"])


def test_retry_after_is_waited_for(service: LookAlike, opened: Opened) -> None:
    service.failures.append(Failure.error(429, retry_after="0.4"))
    began = time.monotonic()
    opened().embed(["sale", "shoes"])
    assert time.monotonic() - began >= 0.4


@pytest.mark.parametrize("wait", ["3600", formatdate(time.time() + 3600, usegmt=True)], ids=["seconds", "instant"])
def test_a_wait_longer_than_there_is_time_is_not_begun(service: LookAlike, opened: Opened, wait: str) -> None:
    service.failures.append(Failure.error(429, "slow down", retry_after=wait))
    embedder = opened()
    began = time.monotonic()
    with pytest.raises(EmbedderUnavailableError, match="429: slow down"):
        embedder.embed(["sale"])
    with pytest.raises(EmbedderUnavailableError, match="asked again in a few seconds"):
        embedder.embed(["sale"])
    assert (time.monotonic() - began < 1, len(service.requests)) == (True, 1)


@pytest.mark.parametrize(("texts", "most_s"), [(["one question"], 1.5), (["one", "two"], 3.0)])
def test_a_hanging_service_is_left_when_the_time_is_up(
    service: LookAlike, opened: Opened, texts: list[str], most_s: float
) -> None:
    service.failures.extend([Failure(hang=True)] * 9)
    patient = Patience(timeout_s=1.0, budget_s=3.0, hurried_s=1.5, tries=9, pause_s=0.0)
    began = time.monotonic()
    with pytest.raises(EmbedderUnavailableError, match="did not answer within"):
        opened(patience=patient).embed(texts)
    assert most_s - 1.0 < time.monotonic() - began < most_s + 0.5


def test_after_a_failure_the_next_ones_fail_at_once_for_a_while(service: LookAlike, opened: Opened) -> None:
    embedder = opened(patience=Patience(timeout_s=0.5, budget_s=1.0, hurried_s=1.0, tries=1, pause_s=0.3))
    embedder.embed(["known"])
    service.failures.append(Failure.error(500))
    for _ in range(5):
        with pytest.raises(EmbedderUnavailableError):
            embedder.embed(["sale"])
    assert len(service.requests) == 2
    assert embedder.embed(["known"]).any(), "what is in memory is there"
    time.sleep(0.35)
    assert embedder.embed(["sale"]).any()
    assert embedder.ping().ok


def test_what_one_request_brought_is_not_asked_again_when_the_next_fails(service: LookAlike, opened: Opened) -> None:
    texts = [f"text {number}" for number in range(MOST_TEXTS + 1)]
    embedder = opened()
    service.failures.extend([Failure(), *[Failure.error(500)] * 4])
    with pytest.raises(MarketingMemoryError):
        embedder.embed(texts)
    embedder.embed(texts)
    assert len(service.requests[-1]["input"]) == 1


def answer_with(rows: list[list[float]]) -> Failure:
    data = [{"index": place, "embedding": base64_of(np.array(row))} for place, row in enumerate(rows)]
    return Failure(body={"data": data})

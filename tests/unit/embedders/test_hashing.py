"""The hashing embedder: the same bits everywhere, by a second reading of its rules, and what it finds alike."""

import hashlib
import math
import os
import subprocess
import sys
from time import process_time

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.embedders.hashing import MOST_CHARACTERS, HashingEmbedder, word_row, word_weights
from tests.architecture.repository import ROOT

EMBEDDER = HashingEmbedder()
NAMES = st.lists(
    st.sampled_from("prospecting retargeting spring sale shoes us q4 the".split()), min_size=1, max_size=12
)

GOLDEN_TEXT = "Prospecting | US | Mother's-Day Sale 2026 | Été | Sale"
GOLDEN_START = [
    0.0434173047542572,
    0.10049998760223389,
    0.027403822168707848,
    0.02733074501156807,
    -0.011819147504866123,
    0.0265131127089262,
    0.015690842643380165,
    -0.027802297845482826,
]
GOLDEN_SHA256 = "663973634188e690843374a762697f79c4b6132a48900126c1a0d0cda9a09e3d"


def cosine(one: str, other: str) -> float:
    first, second = EMBEDDER.embed([one, other])
    return float(first @ second)


def by_the_rules(weights: dict[str, int]) -> npt.NDArray[np.float64]:
    """The vector of weighted words, number by number, in Python's own whole numbers."""

    def row(kind: str, what: str) -> list[int]:
        drawn = hashlib.shake_256(f"marketing-memory hashing 1 {kind} {what}".encode()).digest(1024)
        return [sum(drawn[place::256]) - 510 for place in range(256)]

    total = [0] * 256
    for word, weight in weights.items():
        marked = f"^{word}$"
        trigrams = [marked[start : start + 3] for start in range(len(marked) - 2)]
        share = round(16 * math.sqrt(2 / len(trigrams)))
        rows = [(16, row("word", word)), *((share, row("trigram", trigram)) for trigram in trigrams)]
        total = [sum(times * numbers[place] for times, numbers in rows) * weight + total[place] for place in range(256)]
    return np.array(total) / math.sqrt(sum(number * number for number in total))


# --- the same everywhere ---


def test_a_vector_never_changes_without_a_new_version() -> None:
    [vector] = EMBEDDER.embed([GOLDEN_TEXT])
    assert vector[:8].tolist() == GOLDEN_START
    assert hashlib.sha256(vector.astype("<f4").tobytes()).hexdigest() == GOLDEN_SHA256
    assert (EMBEDDER.name, EMBEDDER.dimensions) == ("hashing-v1", 256)


def weights_in(text: str) -> dict[str, int]:
    words, [weights] = word_weights([text])
    return dict(zip(words, weights.tolist(), strict=True))


def test_a_vector_is_what_the_rules_say() -> None:
    weights = {
        "prospecting": 4 * 4,
        "us": 3 * 4,
        "mothers": 16,
        "day": 12,
        "sale": 4 * 7,
        "2026": 16,
        "ete": 12,
    }  # 7: 4 (1 + ln 2)
    assert weights_in(GOLDEN_TEXT) == weights
    [vector] = EMBEDDER.embed([GOLDEN_TEXT])
    assert (vector == by_the_rules(weights).astype(np.float32)).all()


def test_another_process_with_other_hashes_gives_the_same_bits() -> None:
    program = (
        "import sys; from adapters.embedders.hashing import HashingEmbedder; "
        f"sys.stdout.write(HashingEmbedder().embed([{GOLDEN_TEXT!r}]).tobytes().hex())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "1234"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment, cwd=ROOT)
    assert done.stdout.decode() == EMBEDDER.embed([GOLDEN_TEXT]).tobytes().hex()


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_text_has_unit_length_or_none(texts: list[str]) -> None:
    vectors = EMBEDDER.embed(texts)
    expected = [1.0 if weights_in(text) else 0.0 for text in texts]
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(expected, abs=1e-6)
    assert (vectors == np.array([EMBEDDER.embed([text])[0] for text in texts]).reshape(vectors.shape)).all()


@given(NAMES, st.randoms(use_true_random=False))
def test_order_of_words_case_and_signs_between_them_do_not_matter(words: list[str], dice: object) -> None:
    shuffled = words.copy()
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = EMBEDDER.embed([" ".join(words), " | ".join(shuffled).upper()])
    assert (first == second).all()


@given(NAMES)
def test_a_text_said_twice_is_the_text(words: list[str]) -> None:
    distinct = list(dict.fromkeys(words))
    assert cosine(" ".join(distinct), " ".join(distinct * 2)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["", "!?", "\ud800", "🎉 _ 🎉", "\x00"])
def test_what_holds_no_letter_and_no_digit_is_zeros(text: str) -> None:
    assert not EMBEDDER.embed([text]).any()


def test_accents_case_and_apostrophes_do_not_matter() -> None:
    first, second = EMBEDDER.embed(["MOTHER’S Day été Straße", "mothers day ete strasse"])
    assert (first == second).all()


# --- what is alike ---


@pytest.mark.parametrize(
    ("right", "wrong", "other"),
    [
        ("retargeting", "retargetting", "prospecting"),
        ("abandoned checkout", "abandonned chekout", "welcome series"),
        ("black friday", "blackfriday", "cyber monday"),
        ("newsletter", "newsleter", "shopping"),
        ("lookalike audience", "look alike audiences", "brand keywords"),
    ],
)
def test_a_typing_mistake_stays_near_and_another_word_far(right: str, wrong: str, other: str) -> None:
    assert cosine(right, wrong) > 0.4
    assert cosine(right, other) < 0.25


def test_words_that_are_common_everywhere_count_little() -> None:
    assert cosine("shoes in the sale", "shoes sale") > 0.95
    assert cosine("the campaign for shoes", "the campaign for jackets") < cosine("running shoes", "running jackets")


def test_a_word_repeated_counts_more_but_not_each_time() -> None:
    once, often = weights_in("sale shoes")["sale"], weights_in("sale " * 100)["sale"]
    assert (once, often) == (16, 4 * 22)  # 4 (1 + ln 100) = 22.4


def test_different_words_are_nearly_at_right_angles() -> None:
    vectors = EMBEDDER.embed([hashlib.md5(str(number).encode()).hexdigest()[:8] for number in range(300)])  # noqa: S324
    between = (vectors @ vectors.T)[~np.eye(300, dtype=bool)]
    assert abs(float(between.mean())) < 0.02  # 0 but for trigrams that two of them share
    assert float(between.std()) == pytest.approx(1 / 16, rel=0.25)  # 1 / sqrt(256)


# --- bounds ---


def test_what_follows_the_longest_text_is_not_read() -> None:
    start = "sale " * (MOST_CHARACTERS // 5)
    assert (EMBEDDER.embed([start]) == EMBEDDER.embed([start + "shoes"])).all()


def test_other_sizes_are_given() -> None:
    small = HashingEmbedder(64)
    assert (small.dimensions, small.embed(["sale"]).shape) == (64, (1, 64))


def test_more_words_than_are_kept_change_nothing() -> None:
    [before] = EMBEDDER.embed([GOLDEN_TEXT])
    EMBEDDER.embed([f"word{number}" for number in range(20_000)])
    assert word_row.cache_info().currsize <= 16_384
    assert (EMBEDDER.embed([GOLDEN_TEXT])[0] == before).all()


def test_thousands_of_short_documents_take_no_second() -> None:
    texts = [f"Prospecting_US_{number % 97}_Spring Sale_video {number % 13}_shoes women" for number in range(6_000)]
    began = process_time()
    EMBEDDER.embed(texts)
    assert process_time() - began < 6_000 / 5_000  # 60,000 a second on an idle core; 5,000 on the busiest

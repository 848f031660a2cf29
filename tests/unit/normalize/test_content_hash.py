"""The hash of a row's content: equal for equal content, whatever columns the record gains later."""

from decimal import Decimal

import pyarrow as pa

from domain.normalize.frame import content_hashes

SPEND = pa.decimal128(18, 6)


def columns(**changes: pa.Array) -> dict[str, pa.Array]:
    plain = {
        "campaign_name": pa.array(["a", "a", None, None]),
        "spend": pa.array([Decimal(1), Decimal(2), Decimal(1), None], SPEND),
        "clicks": pa.array([1, 1, 1, None], pa.int64()),
    }
    return {**plain, **changes}


def test_rows_that_differ_anywhere_have_different_hashes() -> None:
    assert len(set(content_hashes(columns()).tolist())) == 4


def test_a_column_that_is_missing_adds_nothing() -> None:
    wider = columns(reach=pa.nulls(4, pa.int64()), note=pa.array([None, None, None, "new"], pa.string()))
    before, after = content_hashes(columns()), content_hashes(wider)
    assert before[:3].tolist() == after[:3].tolist()
    assert before[3] != after[3]


def test_the_same_value_in_another_column_is_other_content() -> None:
    one, other = ({name: pa.array([5], pa.int64())} for name in ("clicks", "impressions"))
    assert content_hashes(one)[0] != content_hashes(other)[0]
    assert (
        content_hashes({"clicks": pa.array([0], pa.int64())})[0]
        != content_hashes({"clicks": pa.nulls(1, pa.int64())})[0]
    )


def test_swapped_values_are_other_content() -> None:
    pairs = pa.array([1, 2], pa.int64()), pa.array([2, 1], pa.int64())
    first, second = content_hashes(dict(zip(("clicks", "impressions"), pairs, strict=True))).tolist()
    assert first != second


def test_a_text_has_one_hash_however_it_is_held() -> None:
    text = pa.array(["a", None, "b", "a"])
    assert content_hashes({"x": text}).tolist() == content_hashes({"x": text.dictionary_encode()}).tolist()


def test_hashes_are_the_same_on_every_machine() -> None:
    assert content_hashes(columns()).tolist() == STORED


STORED = [5740861840784110386, 7839791365406485310, 2621127483495775982, 0]
"""What earlier releases have stored: a change would make every stored row look changed."""

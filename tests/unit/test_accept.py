"""Accept headers (RFC 9110, 12.5.1): weights, the most specific range, and ties."""

import pytest
from starlette.requests import Request

from graphql_api.accept import DATA, GRAPHQL_JSON, PLAIN_JSON, parse_accept, parse_weight, preferred, weight_of


def asking(*accepts: str) -> Request:
    return Request({"type": "http", "headers": [(b"accept", accept.encode("latin-1")) for accept in accepts]})


@pytest.mark.parametrize(
    ("accepts", "answer"),
    [
        ([], PLAIN_JSON),
        ([""], PLAIN_JSON),
        (["*/*"], PLAIN_JSON),
        (["application/*"], PLAIN_JSON),
        (["application/json"], PLAIN_JSON),
        (["APPLICATION/JSON"], PLAIN_JSON),
        (["application/json; charset=utf-8"], PLAIN_JSON),
        ([GRAPHQL_JSON], GRAPHQL_JSON),
        ([f"{GRAPHQL_JSON}, {PLAIN_JSON}"], PLAIN_JSON),
        ([f"{GRAPHQL_JSON}, {PLAIN_JSON};q=0.9"], GRAPHQL_JSON),
        ([f"{PLAIN_JSON};q=0.1", f"{GRAPHQL_JSON};q=0.2"], GRAPHQL_JSON),
        (["application/json;q=0, */*"], GRAPHQL_JSON),
        (["*/*;q=0.1, application/json;q=0"], GRAPHQL_JSON),
        (["image/png"], None),
        (["application/json;q=0"], None),
        (["*/*;q=0"], None),
        (["text/html, image/*;q=0.5"], None),
    ],
)
def test_the_best_offer_is_taken_and_the_first_on_a_tie(accepts: list[str], answer: str | None) -> None:
    assert preferred(asking(*accepts), DATA) == answer


@pytest.mark.parametrize(
    ("parameters", "weight"),
    [
        ([], 1.0),
        (["q=0.5"], 0.5),
        ([" Q=0.5"], 1.0),
        (["q=2"], 0.0),
        (["q=-1"], 0.0),
        (["q=nan"], 0.0),
        (["q="], 0.0),
        (["level=1", "q=1"], 1.0),
    ],
)
def test_a_weight_is_between_0_and_1_and_nonsense_is_0(parameters: list[str], weight: float) -> None:
    assert parse_weight(parameters) == weight


def test_a_header_is_read_without_regard_to_case_and_space() -> None:
    assert parse_accept(" Text/HTML ;Q=0.5 ,,*/* ") == {"text/html": 0.5, "*/*": 1.0}


def test_the_most_specific_range_counts() -> None:
    weights = {"*/*": 0.1, "application/*": 0.5, "application/json": 0.0}
    assert [weight_of(name, weights) for name in ("application/json", GRAPHQL_JSON, "text/html")] == [0.0, 0.5, 0.1]

"""Bounds on documents, each at its edge: the last that passes and the first that does not."""

import pytest
from graphql import GraphQLError, get_introspection_query

from domain.errors import TooLargeError
from graphql_api import limits
from graphql_api.limits import check_document, check_operation


def nested(depth: int) -> str:
    return "{ a " * depth + "}" * depth


def schema_nested(depth: int) -> str:
    return "{ __schema " + nested(depth - 1) + " }"


def names(count: int) -> str:
    return "{ r { " + " ".join(f"f{number}" for number in range(count)) + " } }"


def chained(links: int) -> str:
    """Fragments that each spread the next twice: 2^links leaves."""
    parts = (f"fragment F{n} on Q {{ ...F{n + 1} ...F{n + 1} }}" for n in range(links))
    return "{ ...F0 } " + " ".join(parts) + f" fragment F{links} on Q {{ leaf }}"


EDGES = {
    "depth": (nested(limits.MAX_DEPTH), nested(limits.MAX_DEPTH + 1)),
    "depth of introspection": (schema_nested(limits.MAX_INTROSPECTION_DEPTH), schema_nested(limits.MAX_INTROSPECTION_DEPTH + 1)),
    "aliases": tuple("{ r { " + " ".join(f"a{n}: b" for n in range(limits.MAX_ALIASES + more)) + " } }" for more in (0, 1)),
    "root fields": tuple("{ " + " ".join(f"f{n}" for n in range(limits.MAX_ROOT_FIELDS + more)) + " }" for more in (0, 1)),
    "fields": (names(limits.MAX_FIELDS - 1), names(limits.MAX_FIELDS)),
    "directives": tuple("{ r { " + " ".join(f"f{n} @d" for n in range(limits.MAX_DIRECTIVES + more)) + " } }" for more in (0, 1)),
    "directives of a node": tuple("{ a " + "@d " * (limits.MAX_DIRECTIVES_PER_NODE + more) + "}" for more in (0, 1)),
    "fields of one name": tuple("{ r { " + "a " * (limits.MAX_SAME_NAME + more) + "} }" for more in (0, 1)),
    "spreads": tuple("{ " + "...F " * (limits.MAX_SPREADS + more) + "} fragment F on Q { __typename @d }" for more in (-60 + 15, 1)),
    "operations": tuple(" ".join(f"query Q{n} {{ a }}" for n in range(limits.MAX_OPERATIONS + more)) for more in (0, 1)),
    "bytes": tuple("{ a } #" + "x" * (limits.MAX_DOCUMENT_BYTES - 7 + more) for more in (0, 1)),
    "bytes, not characters": ("{ a } #" + "é" * 8000, "{ a } #" + "é" * 8200),
    "exponential fragments": (chained(3), chained(10)),
}  # fmt: skip


@pytest.mark.parametrize("edge", EDGES)
def test_a_bound_holds_at_its_edge(edge: str) -> None:
    passes, too_much = EDGES[edge]
    check_document(passes)
    with pytest.raises(TooLargeError) as refused:
        check_document(too_much)
    assert refused.value.hint


def test_the_standard_introspection_query_passes_in_all_its_forms() -> None:
    for everything in (True, False):
        query = get_introspection_query(
            descriptions=everything,
            specified_by_url=everything,
            directive_is_repeatable=everything,
            schema_description=everything,
            input_value_deprecation=everything,
        )
        assert check_document(query) == ("IntrospectionQuery",)


@pytest.mark.parametrize(
    "document",
    ["{ ...F } fragment F on Q { ...F }", "{ ...F } fragment F on Q { a { ...G } } fragment G on Q { ...F }"],
)
def test_a_fragment_inside_itself_is_refused(document: str) -> None:
    with pytest.raises(TooLargeError, match="contains itself"):
        check_document(document)


@pytest.mark.parametrize(
    "document", ["", "{", "{ a", "query", "{ a(b: ) }", "{ a } }", "[" * 900, "{ a(b: " + "[" * 900]
)
def test_a_syntax_error_is_one(document: str) -> None:
    with pytest.raises(GraphQLError, match="Syntax Error"):
        check_document(document)


def test_an_undefined_fragment_is_left_to_validation() -> None:
    assert check_document("{ ...Nowhere }") == (None,)


@pytest.mark.parametrize(("operations", "name"), [((None,), None), (("A",), None), (("A",), "A"), (("A", "B"), "B")])
def test_an_operation_that_is_clear_passes(operations: tuple[str | None, ...], name: str | None) -> None:
    check_operation(operations, name)


@pytest.mark.parametrize(
    ("operations", "name", "said"),
    [
        ((), None, "no operation"),
        (("A", "B"), None, "several operations"),
        (("A",), "B", "named 'B'"),
        ((None,), "A", "named 'A'"),
        ((), "A", "no operation"),
    ],
)
def test_an_operation_that_is_not_clear_is_refused(
    operations: tuple[str | None, ...], name: str | None, said: str
) -> None:
    with pytest.raises(GraphQLError, match=said):
        check_operation(operations, name)

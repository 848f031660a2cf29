"""The schema against the contract that clients already write code for: all of it is there, with the same types."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    build_schema,
    is_specified_directive,
    is_specified_scalar_type,
)

from graphql_api.schema import make_schema, schema_text

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"


@cache
def contract() -> GraphQLSchema:
    return build_schema((FIXTURES / "contract.graphql").read_text(encoding="utf-8"))


@cache
def ours() -> GraphQLSchema:
    return build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))


def own_types(schema: GraphQLSchema) -> dict[str, GraphQLNamedType]:
    """Types that the schema itself declares."""
    types = schema.type_map.items()
    return {name: kind for name, kind in types if not name.startswith("__") and not is_specified_scalar_type(kind)}


def taken(place: str, arguments: Mapping[str, GraphQLArgument | GraphQLInputField]) -> Iterator[tuple[str, str]]:
    """Arguments or input fields: coordinate and type with its default."""
    for name, argument in arguments.items():
        has_default = argument.default_value is not Undefined
        default = f" = {argument.default_value!r}" if has_default else ""
        yield (f"{place[:-1]}{name}:)" if place.endswith(":)") else f"{place}.{name}"), f"{argument.type}{default}"


def coordinates(schema: GraphQLSchema) -> dict[str, str]:
    """Every coordinate (GraphQL's schema coordinates: Type.field(argument:)) and what stands there."""
    found: dict[str, str] = {}
    for name, kind in own_types(schema).items():
        found[name] = type(kind).__name__.removeprefix("GraphQL")
        if isinstance(kind, GraphQLEnumType):
            found |= {f"{name}.{value}": "value" for value in kind.values}
        elif isinstance(kind, GraphQLInputObjectType):
            found |= dict(taken(name, kind.fields))
        elif isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            found |= {f"{name} implements {interface.name}": "yes" for interface in kind.interfaces}
            for field_name, field in kind.fields.items():
                found[f"{name}.{field_name}"] = str(field.type)
                for argument_name, said in taken("", field.args):
                    found[f"{name}.{field_name}({argument_name.removeprefix('.')}:)"] = said
    return found


def test_what_the_contract_names_is_of_the_same_type_and_default() -> None:
    promised, kept = coordinates(contract()), coordinates(ours())
    different = {place: (said, kept[place]) for place, said in promised.items() if kept.get(place, said) != said}
    assert different == {}


def test_nothing_of_the_contract_is_missing() -> None:
    assert sorted(set(coordinates(contract())) - set(coordinates(ours()))) == []


def test_what_we_have_beyond_the_contract_breaks_no_request_written_for_it() -> None:
    """A new input field or argument that is required would refuse every request of the contract."""
    promised = coordinates(contract())
    kept = {place: said for place, said in coordinates(ours()).items() if place not in promised}
    required = [
        place
        for place, said in kept.items()
        if place.endswith(":)") and said.endswith("!") and place.partition("(")[0] in promised
    ]
    inputs = [kind for kind in own_types(ours()).values() if isinstance(kind, GraphQLInputObjectType)]
    required += [
        f"{kind.name}.{name}"
        for kind in inputs
        for name, given in kind.fields.items()
        if f"{kind.name}.{name}" in kept
        and kind.name in promised
        and str(given.type).endswith("!")
        and given.default_value is Undefined
    ]
    assert required == []


def described(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Every type, enum value, field and argument with its description."""
    for name, kind in own_types(schema).items():
        yield name, kind.description
        parts = kind.values if isinstance(kind, GraphQLEnumType) else getattr(kind, "fields", {})
        for part_name, part in parts.items():
            yield f"{name}.{part_name}", part.description
            for argument_name, argument in getattr(part, "args", {}).items():
                yield f"{name}.{part_name}({argument_name}:)", argument.description


def test_everything_is_described() -> None:
    assert [place for place, text in described(ours()) if not text] == []


def test_the_printed_schema_is_that_of_the_code() -> None:
    assert (ROOT / "schema.graphql").read_text(encoding="utf-8") == schema_text(), "./run schema --write"


def test_directives_are_the_specified_ones_only() -> None:
    assert [directive.name for directive in ours().directives if not is_specified_directive(directive)] == []


def test_query_roots_are_nullable_so_that_one_failing_panel_does_not_null_its_siblings() -> None:
    roots = [kind for kind in (ours().query_type, ours().mutation_type) if kind]
    assert [name for root in roots for name, field in root.fields.items() if str(field.type).endswith("!")] == []


def test_money_and_ratios_are_numbers_and_counts_are_longs() -> None:
    metrics = own_types(ours())["Metrics"]
    assert isinstance(metrics, GraphQLInterfaceType)
    longs = {name for name, field in metrics.fields.items() if str(field.type) == "Long"}
    floats = {name for name, field in metrics.fields.items() if str(field.type) == "Float"}
    assert longs | floats == set(metrics.fields)
    assert {"impressions", "clicks", "sent", "videoViews"} <= longs
    assert {"spend", "revenue", "conversions", "ctr", "roas"} <= floats


@pytest.mark.parametrize("introspection", [True, False])
def test_the_schema_is_valid_with_and_without_introspection(introspection: bool) -> None:  # noqa: FBT001
    assert make_schema(introspection=introspection).as_str()

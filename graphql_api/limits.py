"""Bounds on a document before anything runs: linear in its size, whatever its fragments do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graphql import (
    DocumentNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
)

from domain.errors import TooLargeError

MAX_DOCUMENT_BYTES = 16 * 1024
MAX_TOKENS = 2_000
MAX_DEPTH = 12
MAX_INTROSPECTION_DEPTH = 20
MAX_ALIASES = 15
MAX_ROOT_FIELDS = 15
MAX_FIELDS = 1_000
MAX_DIRECTIVES = 20
MAX_SAME_NAME = 200
"""Fields of one response name in a document: whether they can be merged is checked pair by pair."""
MAX_SPREADS = 60
"""Fragment spreads in a document: as above."""
MAX_OPERATIONS = 20
MAX_DIRECTIVES_PER_NODE = 5
_INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class _Size:
    """What a selection costs with its fragments spread out."""

    depth: int = 0
    inner_depth: int = 0
    """Depth below introspection fields, which have a bound of their own."""
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    roots: int = 0


@lru_cache(maxsize=1000)
def check_document(query: str) -> tuple[str | None, ...]:
    """Names of the operations; refuses a document beyond the bounds with TooLargeError, syntax errors with GraphQLError."""
    size = len(query.encode())
    if size > MAX_DOCUMENT_BYTES:
        raise TooLargeError(
            f"The document has {size} bytes; {MAX_DOCUMENT_BYTES} are allowed.",
            hint="Send rows as variables, not inside the document.",
        )
    document = _parse(query)
    measure = _Measure({d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)})
    _check_repetition(document)
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    for operation in operations:
        _check(measure.of(operation.selection_set), len(operation.directives or ()))
    return tuple(operation.name.value if operation.name else None for operation in operations)


def check_operation(operations: Sequence[str | None], name: str | None) -> None:
    """Refuse a request that does not say which operation of its document it means; raises GraphQLError."""
    if not operations:
        raise GraphQLError("The document has no operation.")
    if name is None and len(operations) > 1:
        raise GraphQLError("The document has several operations: say which one with `operationName`.")
    if name is not None and name not in operations:
        raise GraphQLError(f"The document has no operation named {name[:64]!r}.")


def _parse(query: str) -> DocumentNode:
    try:
        return parse(query, max_tokens=MAX_TOKENS, no_location=True)
    except GraphQLError as error:
        if "tokens" in error.message:
            raise TooLargeError(
                f"The document has more than {MAX_TOKENS} tokens.", hint="Ask for less at a time."
            ) from error
        raise


def _check_repetition(document: DocumentNode) -> None:
    """Bound what is checked pair by pair: whether fields of one name and fragments of one place can be merged."""
    names: Counter[str] = Counter()
    spreads = 0
    selections = [d.selection_set for d in document.definitions if isinstance(d, ExecutableDefinitionNode)]
    operations = sum(isinstance(d, OperationDefinitionNode) for d in document.definitions)
    while selections:
        for node in selections.pop().selections:
            spreads += isinstance(node, FragmentSpreadNode)
            if isinstance(node, FieldNode):
                names[(node.alias or node.name).value] += 1
            below = getattr(node, "selection_set", None)
            if below is not None:
                selections.append(below)
    name, most = next(iter(names.most_common(1)), ("", 0))
    for what, found, bound in (
        (f"fields named {name!r}", most, MAX_SAME_NAME),
        ("fragment spreads", spreads, MAX_SPREADS),
        ("operations", operations, MAX_OPERATIONS),
    ):
        if found > bound:
            raise TooLargeError(
                f"The document has {found} {what}; {bound} are allowed.", hint="Ask in several requests."
            )


def _check(size: _Size, own_directives: int) -> None:
    for what, found, bound in (
        ("levels deep", size.depth, MAX_DEPTH),
        ("levels deep below __schema", size.inner_depth, MAX_INTROSPECTION_DEPTH),
        ("fields", size.fields, MAX_FIELDS),
        ("aliases", size.aliases, MAX_ALIASES),
        ("root fields", size.roots, MAX_ROOT_FIELDS),
        ("directives", size.directives + own_directives, MAX_DIRECTIVES),
    ):
        if found > bound:
            raise TooLargeError(
                f"The operation has {found} {what}; {bound} are allowed.", hint="Ask in several requests."
            )


@dataclass(slots=True)
class _Measure:
    """Sizes of selections; each fragment is measured once."""

    fragments: dict[str, FragmentDefinitionNode]
    known: dict[str, _Size] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    def of(self, selections: SelectionSetNode | None) -> _Size:
        """Size of a selection set; counts stop growing at a bound far beyond all limits."""
        total = _Size()
        for size in self._parts(selections):
            total = _Size(
                max(total.depth, size.depth),
                max(total.inner_depth, size.inner_depth),
                _capped(total.fields + size.fields),
                _capped(total.aliases + size.aliases),
                _capped(total.directives + size.directives),
                _capped(total.roots + size.roots),
            )
        return total

    def _parts(self, selections: SelectionSetNode | None) -> Iterator[_Size]:
        for node in selections.selections if selections else ():
            directives = len(node.directives or ())
            if directives > MAX_DIRECTIVES_PER_NODE:
                raise TooLargeError(
                    f"A selection has {directives} directives; {MAX_DIRECTIVES_PER_NODE} are allowed.",
                    hint="Remove some.",
                )
            yield _Size(directives=directives)
            if isinstance(node, FieldNode):
                yield self._field(node)
            elif isinstance(node, FragmentSpreadNode):
                yield self._fragment(node.name.value)
            else:
                yield self.of(getattr(node, "selection_set", None))

    def _field(self, node: FieldNode) -> _Size:
        below = self.of(node.selection_set)
        inner = node.name.value in _INTROSPECTION
        return _Size(
            depth=1 if inner else below.depth + 1,
            inner_depth=max(below.inner_depth + 1, below.depth + 1) if inner else below.inner_depth,
            fields=_capped(below.fields + 1),
            aliases=_capped(below.aliases + (1 if node.alias else 0)),
            directives=below.directives,
            roots=1,
        )

    def _fragment(self, name: str) -> _Size:
        if name not in self.known:
            if name in self.open:
                raise TooLargeError(f"Fragment {name!r} contains itself.", hint="Spread it elsewhere.")
            self.open.add(name)
            fragment = self.fragments.get(name)
            self.known[name] = self.of(fragment.selection_set) if fragment else _Size()
            self.open.discard(name)
        return self.known[name]


def _capped(count: int) -> int:
    return min(count, 1_000_000)

"""Taking envelopes off: the parts that more than one platform's answers share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from domain.errors import UnreadableBatchError, UpstreamError
from domain.sources.spec import Page, RawBatch

Opened = tuple[Sequence[object], Mapping[str, object], bool]
"""Rows of one envelope, what the envelope says about them, and whether more pages follow it."""


def open_payload(payload: object, open_envelope: Callable[[Mapping[str, object]], Opened | None]) -> RawBatch:
    """Rows of a payload: rows, one envelope, a list of envelopes, or a mixture.

    `open_envelope` gives None for an object that is itself a row.
    """
    if not isinstance(payload, list | dict):
        raise UnreadableBatchError(
            f"The payload is {_kind_of(payload)}, not rows.",
            hint="Send a list of rows, one response envelope, or a list of envelopes.",
            field=("input", "dataEntries"),
        )
    rows: list[object] = []
    pages: list[Page] = []
    more = False
    for entry in payload if isinstance(payload, list) else [payload]:
        opened = open_envelope(refuse_error(entry)) if isinstance(entry, dict) else None
        if opened is None:
            rows.append(entry)
            continue
        found, context, follows = opened
        more = follows or (more and "body" in entry)  # parts of a Graph batch are lists of their own
        pages.append(Page(len(rows), context))
        rows.extend(found)
    return RawBatch(rows, tuple(pages), more_pages=more)


def page_contexts(raw: RawBatch) -> list[Mapping[str, object]]:
    """For each raw row what its page says; nothing for rows that came without one."""
    contexts: list[Mapping[str, object]] = [{}] * len(raw.rows)
    bounds = [*(page.first_row for page in raw.pages[1:]), len(raw.rows)]
    for page, end in zip(raw.pages, bounds, strict=False):
        contexts[page.first_row : end] = [page.context] * (end - page.first_row)
    return contexts


def rows_at(entry: Mapping[str, object], *path: str) -> list[object] | None:
    """The list that an envelope holds under a path of names; None where there is none."""
    node: object = entry
    for name in path:
        node = node.get(name) if isinstance(node, Mapping) else None
    return node if isinstance(node, list) else None


def number_at(entry: Mapping[str, object], *path: str) -> int:
    """The whole number that an envelope holds under a path of names; 0 where there is none."""
    node: object = entry
    for name in path:
        node = node.get(name) if isinstance(node, Mapping) else None
    return node if isinstance(node, int) and not isinstance(node, bool) else 0


def upstream_error(code: object, message: object) -> UpstreamError:
    """What is raised for a platform's error answer."""
    said = " ".join(str(part) for part in (code, message) if part not in {None, ""})
    return UpstreamError(
        f"The payload is an error answer: {said}"[:300] + ".",
        hint="Ask the platform again; nothing was stored.",
        field=("input", "dataEntries"),
    )


def refuse_error(entry: Mapping[str, object]) -> Mapping[str, object]:
    """`entry`, unless it is a platform's error answer."""
    error = entry.get("error")
    if isinstance(error, Mapping) and ("message" in error or "code" in error):
        raise upstream_error(error.get("code"), error.get("message"))
    errors = entry.get("errors")
    if isinstance(errors, list) and errors and isinstance(errors[0], Mapping) and "data" not in entry:
        first = errors[0]
        raise upstream_error(first.get("code"), first.get("detail") or first.get("title") or first.get("message"))
    return entry


def decode_body(body: object) -> object:
    """The JSON value of a body that was kept as text inside another answer."""
    if not isinstance(body, str):
        return body
    try:
        return msgspec.json.decode(body)
    except msgspec.DecodeError as error:
        raise UnreadableBatchError(
            f"A body inside the batch answer is not JSON: {error}.", field=("input", "dataEntries")
        ) from error


def _kind_of(payload: object) -> str:
    if payload is None:
        return "empty"
    return {str: "a text", bool: "true or false"}.get(type(payload), "a number")

"""Answers as JSON, whatever the rows hold."""

from __future__ import annotations

import json
import math

import orjson


def encode_body(body: object) -> bytes:
    """The JSON of an answer.

    orjson refuses integers beyond 64 bits and texts with half a character; raw rows may hold the first, error
    messages that quote an argument the second. Both leave as JSON allows: all digits, and an escape.
    """
    try:
        return orjson.dumps(body)
    except TypeError:
        return json.dumps(_finite(body), allow_nan=False, separators=(",", ":")).encode()


def _finite(value: object) -> object:
    """The value with null for NaN and infinity, as orjson writes them."""
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value

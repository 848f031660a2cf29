"""What `docker build` may see: .dockerignore's patterns, of which the last one that fits decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath


def is_sent(path: PurePosixPath, patterns: Iterable[str]) -> bool:
    """Whether a file goes to the builder; a pattern that fits one of its folders fits it too."""
    sent = True
    for pattern in patterns:
        bare = pattern.removeprefix("!")
        if any(_regex(bare).fullmatch(str(part)) for part in (path, *path.parents[:-1])):
            sent = pattern.startswith("!")
    return sent


def read_patterns(text: str) -> list[str]:
    """The patterns without comments and blank lines."""
    return [line.strip().rstrip("/") for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _regex(pattern: str) -> re.Pattern[str]:
    """`**/` stands for any folders or none, `*` and `?` for anything but a slash."""
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.strip("/"))
    return re.compile("".join(parts.get(piece, re.escape(piece)) for piece in pieces))

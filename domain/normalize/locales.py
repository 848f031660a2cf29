"""Numbers as a language writes them: with a declared decimal mark, 1.234 and 1,234 are no longer doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

COMMA, POINT = ",", "."
_COMMA_LANGUAGES = frozenset(
    """af az be bg bs ca cs da de el es et eu fi fo fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl pt ro ru sk
    sl sq sr sv tr uk uz vi""".split()
)
_POINT_LANGUAGES = frozenset(
    "am ar bn cy en fa fil ga gu he hi ja km kn ko ml mr ms mt my ne pa si sw ta te th ur zh zu".split()
)
_POINT_REGIONS = frozenset(
    "es-419 es-mx es-us es-pr es-gt es-hn es-ni es-pa es-pe es-sv es-do de-ch de-li it-ch".split()
)
"""Where the decimal mark is not the one of the language; Unicode CLDR."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
MOST_CHARACTERS = 64
"""Longer texts are no numbers."""
_AROUND = re.compile(r"(?P<before>[^\d.,]*?)(?P<number>[-+−]?\d[\d.,\s'’]*\d|[-+−]?\d)(?P<after>[^\d.,]*)", re.DOTALL)
_WRITTEN = {
    COMMA: re.compile(r"[-+−]?(?:\d{1,3}(?:[.\s'’]\d{3})+|\d+)(?:,\d+)?"),
    POINT: re.compile(r"[-+−]?(?:\d{1,3}(?:[,\s'’]\d{3})+|\d+)(?:\.\d+)?"),
}
_NOISE = {COMMA: re.compile(r"[.\s'’]"), POINT: re.compile(r"[,\s'’]")}
_CLEAR_COMMA = re.compile(r"\D*[\d.\s'’]*\d,(?:\d{1,2}|\d{4,})\D*|\D*\d{1,3}(?:[.\s'’]\d{3})+,\d+\D*")
_CLEAR_POINT = re.compile(r"\D*[\d,\s'’]*\d\.(?:\d{1,2}|\d{4,})\D*|\D*\d{1,3}(?:[,\s'’]\d{3})+\.\d+\D*")


def decimal_mark(locale: str) -> str | None:
    """The decimal mark of a locale such as `de-DE` or `en_US`; None where it is none that is known.

    >>> decimal_mark("de-DE"), decimal_mark("en-US"), decimal_mark("es-MX"), decimal_mark("Klingon")
    (',', '.', '.', None)
    """
    tag = locale.strip().replace("_", "-").lower()
    if not _TAG.fullmatch(tag):
        return None
    language, *others = tag.split("-")
    if any(f"{language}-{other}" in _POINT_REGIONS for other in others) or language in _POINT_LANGUAGES:
        return POINT
    return COMMA if language in _COMMA_LANGUAGES else None


def plain_values(values: Sequence[object], mark: str) -> list[object]:
    """The values with texts that are numbers under this decimal mark as plain ones; all others as they are."""
    return [plain_number(value, mark) if isinstance(value, str) else value for value in values]


@lru_cache(maxsize=16_384)
def plain_number(text: str, mark: str) -> str:
    """A text as its plain number, its sign and currency kept; unchanged where it is not written with this mark.

    >>> plain_number("1.234,56 €", ","), plain_number("1.234", ","), plain_number("1,234", "."), plain_number("1.5", ",")
    ('1234.56 €', '1234', '1234', '1.5')
    """
    found = _AROUND.fullmatch(text) if len(text) <= MOST_CHARACTERS else None
    if found is None or not _WRITTEN[mark].fullmatch(found["number"]):
        return text
    digits = _NOISE[mark].sub("", found["number"]).replace("−", "-").replace(mark, ".")
    return f"{found['before']}{digits}{found['after']}"


def told_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark that the clear ones among these numbers have, where they agree: 0,57 is clear, 1,234 is not.

    >>> told_mark(["1,234", "0,57"]), told_mark(["1,234"]), told_mark(["0,5", "0.5"])
    (',', None, None)
    """
    marks: set[str] = set()
    for text in texts:
        if len(text) > MOST_CHARACTERS:
            continue
        if _CLEAR_COMMA.fullmatch(text):
            marks.add(COMMA)
        elif _CLEAR_POINT.fullmatch(text):
            marks.add(POINT)
        if len(marks) > 1:
            return None
    return next(iter(marks), None)

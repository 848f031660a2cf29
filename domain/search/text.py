"""Words of a text, folded: one spelling for questions, names, and the organization's own words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’`´]s\b)?", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_SPACED = {code: " " for code in range(128) if not chr(code).isalnum()}
"""Most texts are plain: of these, words are found in a fifth of the time."""
_SIBILANT = ("sses", "shes", "ches", "xes", "zzes")
_NOT_PLURAL = frozenset(
    """news does was his this has its yes gas plus bus less ours las los les des dos das mes sms pos ios mas mais menos tres
    christmas xmas roas always across versus minus sans dans sous aus als bis was etwas paris texas atlas swiss""".split()
)
_SHORTEST_PLURAL = 3
_FEWEST_IN_ANY_ORDER = 3
"""Words of a name from which on it is known by them in any order."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word and its place in the text that was read."""

    text: str
    """As written."""
    word: str
    """Folded."""
    stem: str
    """Folded, and without the plural's s."""
    start: int
    end: int
    before: str
    """What stands between it and the word before, spaces left out."""


def plain(text: str) -> str:
    """The text in one spelling of its characters (NFKC): what positions of tokens count in."""
    return unicodedata.normalize("NFKC", text)


def fold_word(word: str) -> str:
    """A word without case, accents and apostrophe.

    >>> fold_word("Été"), fold_word("Mother's"), fold_word("STRASSE")
    ('ete', 'mothers', 'strasse')
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    marked = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in marked if sign.isalnum())


def words_of(text: str) -> list[str]:
    """Folded words in their order; everything that is no letter or digit parts them.

    >>> words_of("US_TOF | Mother's-Day Été24")
    ['us', 'tof', 'mothers', 'day', 'ete24']
    """
    if text.isascii() and "'" not in text and "`" not in text:
        return text.lower().translate(_SPACED).split()
    return [fold_word(found) for found in _WORD.findall(plain(text))]


def fold(text: str) -> str:
    """Words with single spaces between them.

    >>> fold("US_TOF | Été")
    'us tof ete'
    """
    return " ".join(words_of(text))


def squeeze(text: str) -> str:
    """Letters and digits alone: how whole names and ids are looked up, however their words are parted.

    >>> squeeze("US_TOF | Été"), squeeze("UsTofEte")
    ('ustofete', 'ustofete')
    """
    return "".join(words_of(text))


def name_keys(text: str) -> list[str]:
    """By what an entity of this name is looked up: squeezed, and its words in the order of the alphabet.

    >>> name_keys("US | TOF | Tents")
    ['ustoftents', 'tents tof us']
    """
    words = words_of(text)
    sorted_words = " ".join(sorted(words)) if len(words) >= _FEWEST_IN_ANY_ORDER else ""
    return [key for key in ("".join(words), sorted_words) if key]


def pieces_of(text: str) -> list[str]:
    """Folded words, parted also where case or digits change: how names of campaigns are read.

    >>> pieces_of("US_SummerSale24 LAL1%")
    ['us', 'summer', 'sale', '24', 'lal', '1']
    """
    return [fold_word(piece) for found in _WORD.findall(plain(text)) for piece in _HUMP.split(found) if piece]


def tokens_of(text: str, *, humps: bool = False) -> list[Token]:
    """Words with their places; `text` is `plain` already. `humps`: parted also where case or digits change."""
    tokens: list[Token] = []
    last = 0
    for found in _WORD.finditer(text):
        start = found.start()
        for piece in _HUMP.split(found.group()) if humps else (found.group(),):
            word = fold_word(piece)
            between = "".join(text[last:start].split())
            tokens.append(Token(piece, word, stem(word), start, start + len(piece), between))
            start = last = start + len(piece)
    return tokens


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A folded word without the plural's s.

    >>> stem("shoes"), stem("dresses"), stem("categories"), stem("news"), stem("ads")
    ('shoe', 'dress', 'category', 'news', 'ad')
    """
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us")) or word in _NOT_PLURAL:
        return word
    if word.endswith(_SIBILANT):
        return word[:-2]
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL + 1:
        return word[:-3] + "y"
    return word[:-1]

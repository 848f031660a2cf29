"""Numbers in words: forty, two hundred and fifty, fifteen thousand, half a million, zweihundert, dos mil."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from domain.search.phrases import listed
from domain.search.text import words_of

_SMALL = """
0: zero cero null nul
1: one
2: two dos zwei deux dois duas
3: three tres drei trois
4: four cuatro vier quatre quatro
5: five cinco funf cinq
6: six seis sechs
7: seven siete sieben sept sete
8: eight ocho acht huit oito
9: nine nueve neun neuf nove
10: ten diez zehn dix dez
11: eleven once elf onze
12: twelve doce zwolf douze doze dozen
13: thirteen trece dreizehn treize treze
14: fourteen catorce vierzehn quatorze
15: fifteen quince funfzehn quinze
16: sixteen dieciseis sechzehn seize dezesseis
17: seventeen diecisiete siebzehn
18: eighteen dieciocho achtzehn dezoito
19: nineteen diecinueve neunzehn
20: twenty veinte zwanzig vingt vinte
25: veinticinco
30: thirty treinta dreissig trente trinta
40: forty fourty cuarenta vierzig quarante quarenta
50: fifty cincuenta funfzig cinquante cinquenta
60: sixty sesenta sechzig soixante sessenta
70: seventy setenta siebzig
80: eighty ochenta achtzig oitenta
90: ninety noventa neunzig
200: doscientos doscientas duzentos duzentas
300: trescientos trescientas trezentos
500: quinientos quinientas quinhentos quinhentas
"""
_TIMES = """
100: hundred hundreds cien ciento cientos centenares cent cents centaines hundert hunderte hunderten cem centenas
1000: thousand thousands mil miles millares tausend tausende tausenden mille milliers grand milhares
10000: zehntausende zehntausenden
100000: hunderttausende hunderttausenden
1000000: million millions millon millones millionen milhao milhoes
"""
_MANY = """
10: tens decenas dizaines dezenas
12: dozens docenas douzaines duzias dutzende
100: hundreds cientos centenares centaines centenas
"""
"""What a larger number may be counted by: tens of thousands."""
_ARTICLES = frozenset("a an un una ein eine um uma une".split())
_AND_A_HALF = {("and", "a", "half")}
_AND = frozenset("and y und et e".split())
_HALF = frozenset("half medio media halbe halben demi meio".split())
_COMPOUND = re.compile(r"(?:(?P<thousands>[a-z]*?)tausend)?(?:(?P<hundreds>[a-z]*?)hundert)?(?:und)?(?P<rest>[a-z]*)")
_THOUSAND, _HUNDRED = 1000.0, 100.0


@lru_cache(maxsize=1)
def _small() -> dict[str, float]:
    return {word: float(head) for head, said in listed(_SMALL) for phrase in said for word in phrase.split()}


@lru_cache(maxsize=1)
def _times() -> dict[str, float]:
    return {word: float(head) for head, said in listed(_TIMES) for phrase in said for word in phrase.split()}


@lru_cache(maxsize=1)
def _counts() -> dict[str, float]:
    return {word: float(head) for head, said in listed(_MANY) for phrase in said for word in phrase.split()}


def number_words() -> frozenset[str]:
    """Every word that is a number by itself, or makes another larger."""
    return frozenset({*_small(), *_times(), *_counts(), *(word for half in _HALF for word in words_of(half))})


def number_at(words: Sequence[str], place: int) -> tuple[int, float] | None:
    """(number of words, value) of a number in folded words at a place; articles count before a larger one alone.

    >>> number_at("two hundred and fifty clicks".split(), 0), number_at("half a million".split(), 0)
    ((4, 250.0), (3, 500000.0))
    >>> number_at("dos mil".split(), 0), number_at(["dreitausend"], 0), number_at("a campaign".split(), 0)
    ((2, 2000.0), (1, 3000.0), None)
    """
    counted = _half(words, place) or _many(words, place)
    if counted:
        return counted
    total, part, size = 0.0, None, 0
    while place + size < len(words):
        word = words[place + size]
        factor, small = _times().get(word), _value(word)
        if factor is not None:
            part = (1.0 if part is None else part) * factor
            if factor >= _THOUSAND:
                total, part = total + part, None
        elif small is not None and _may_follow(part, small):
            part = (part or 0.0) + small
        elif not _joins(words, place + size, has_begun=size > 0):
            break
        size += 1
    if not size:
        return None
    more, rest = _fraction(words, place + size)
    return size + more, total + (part or 0.0) + rest


def _fraction(words: Sequence[str], place: int) -> tuple[int, float]:
    """(number of words, value) of `and a half`, `point five` behind a number."""
    if tuple(words[place : place + 3]) in _AND_A_HALF:
        return 3, 0.5
    if place + 1 < len(words) and words[place] in {"point", "punto", "komma", "virgule", "virgula"}:
        tenths = _small().get(words[place + 1])
        return (2, tenths / 10) if tenths is not None and tenths < 10 else (0, 0.0)  # noqa: PLR2004 - one digit
    return 0, 0.0


def _half(words: Sequence[str], place: int) -> tuple[int, float] | None:
    """Half a million; half a percent is left as 0.5."""
    if words[place] not in _HALF:
        return None
    size = 2 if place + 1 < len(words) and words[place + 1] in _ARTICLES else 1
    after = words[place + size] if place + size < len(words) else ""
    if after in _times():
        return size + 1, _times()[after] / 2
    return (size, 0.5) if after in {"percent", "per", "of"} else None


def _many(words: Sequence[str], place: int) -> tuple[int, float] | None:
    """Tens of thousands, cientos de miles."""
    times = _counts().get(words[place])
    if times is None or place + 2 >= len(words) or words[place + 1] not in {"of", "de"}:
        return None
    factor = _times().get(words[place + 2])
    return (3, times * factor) if factor and factor >= _THOUSAND else None


def _may_follow(part: float | None, small: float) -> bool:
    """Forty two and two hundred five are numbers, five three is not."""
    if part is None:
        return True
    return part > small and (part % _HUNDRED == 0 or (part % 10 == 0 and small < 10))  # noqa: PLR2004 - ones after tens


def _joins(words: Sequence[str], place: int, *, has_begun: bool) -> bool:
    """Whether `and` stands inside of a number, or an article before a larger one."""
    after = words[place + 1] if place + 1 < len(words) else ""
    if words[place] in _AND:
        before = words[place - 1] if place else ""
        return has_begun and before in _times() and _small().get(after) is not None
    return not has_begun and words[place] in _ARTICLES and (after in _times() or after == "dozen")


@lru_cache(maxsize=4096)
def _value(word: str) -> float | None:
    """A small number, or a German compound such as zweihundert."""
    if word in _small():
        return _small()[word]
    found = _COMPOUND.fullmatch(word) if word.endswith("hundert") or "tausend" in word or "hundert" in word else None
    if not found:
        return None
    parts = [(found["thousands"], _THOUSAND), (found["hundreds"], _HUNDRED)]
    if any(said and said not in _small() and said != "ein" for said, _ in parts if said):
        return None
    rest = _small().get(found["rest"]) if found["rest"] else 0.0
    if rest is None:
        return None
    return rest + sum((_small().get(said, 1.0) if said else 1.0) * factor for said, factor in parts if said is not None)

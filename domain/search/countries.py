"""Countries and regions by their names, demonyms and codes, in questions and in names of campaigns.

Codes collide with words (de, es, no, in): they count in capitals, or after a word such as `in`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from domain.countries import country_names
from domain.search.phrases import Phrases, listed
from domain.search.regions import WRITTEN, region_phrases
from domain.search.text import Token, fold, plain, tokens_of

_SAID = """
US: united states of america | usa | u.s. | u.s.a. | america | american | us market | ee.uu. | eeuu | estadounidense | amerika | amerikanisch | amerikanische | amerikanischen | americain | americaine | americano | americana | the states | the us | stateside | estadounidenses
GB: uk | u.k. | britain | great britain | british | england | english market | britanico | grossbritannien | britisch | britische | britannique | britanica | inglaterra | angleterre | britannien | ingles market | scotland | scottish | schottland | escocia | ecosse | wales | walisisch | northern ireland | britanicos | englisch market | anglais market
DE: german | aleman | alemana | alemanas | alemanes | deutsch | deutsche | deutschen | allemand | allemande | allemandes | alemao | alema | deutscher | deutsches
FR: french | frances | francesa | francesas | franceses | franzosisch | franzosische | franzosischen | francais | francaise | francaises | franzosischem
ES: spanish | espanol | espanola | espanolas | espanoles | spanisch | spanische | spanischen | espagnol | espagnole | espanhol | espanhola | spanischer
IT: italian | italiano | italiana | italianas | italienisch | italienische | italienne | italienischen | italiens
PT: portuguese | portugues | portuguesa | portuguesas | portugiesisch | portugiesische | portugais | portugaise | portugiesischen
NL: the netherlands | dutch | holland | holandes | holandesa | niederlandisch | niederlandische | neerlandais | holanda | hollandisch | hollandische | neerlandes
BE: belgian | belga | belgisch | belgische | belge | belgischen | belges
AT: austrian | oesterreich | osterreichisch | osterreichische | autrichien | osterreichischen | autrichienne | austriaco | austriaca
CH: swiss | suizo | schweizer | schweizerisch | suico | schweizerische | helvetica
IE: irish | irlandes | irisch | irlandais | irlandesa | irlandaise
SE: swedish | sueco | schwedisch | schwedische | suedois | schwedischen | suedoise
NO: norwegian | noruego | norwegisch | norwegische | norvegien
DK: danish | danes | danisch | danische | danois | danesa | dinamarques
FI: finnish | finlandes | finnisch | finnische | finlandais
PL: polish | polaco | polnisch | polnische | polonais | polaca | polonaise
CZ: czech republic | czech | tschechisch | tschechische | tcheque
SK: slovak
HU: hungarian | ungarisch
RO: romanian
BG: bulgarian
GR: greek | griego | griechisch | griechische | grec
TR: turkey | turkish | turco | turkisch | turkische | turc
RU: russia | russian | rusia | russland | russisch | russie
UA: ukrainian
HR: croatian
SI: slovenian
LT: lithuanian
LV: latvian
EE: estonian
IS: icelandic
LU: luxembourgish
CA: canadian | canadiense | kanadisch | kanadische | canadien | canadienne | canadense | canadienses | kanadischen | canadiennes
MX: mexican | mexicano | mexicana | mexikanisch | mexicanos | mexicanas | mexicain
BR: brazilian | brasileno | brasilena | brasilianisch | bresilien | brasileiro | brasileira | brasilenos | brasileiros | brasileiras
AR: argentinian | argentino | argentinos
CL: chilean | chileno | chilena | chilenos
CO: colombian | colombiano | colombianos
PE: peruvian | peruano
AU: australian | australiano | australisch | australische | aussie | aussies | australiens | australisches
NZ: kiwi market | new zealander | neozelandes | neuseelandisch
JP: japanese | japones | japanisch | japanische | japonais | japanischen | japonaise
CN: chinese | chino | chinesisch | chinois | chines
KR: korea | korean | corea | coree | coreia | south korean | coreano
IN: indian | indisch | indische
ID: indonesian
TH: thai
VN: vietnamese
PH: filipino
MY: malaysian
SG: singaporean
HK:
TW: taiwanese
AE: uae | emirates | dubai | emiratos arabes | emirados arabes | abu dhabi
SA: saudi | ksa
IL: israeli
EG: egyptian
ZA: south african
NG: nigerian
KE: kenyan
MA: moroccan
"""
"""Demonyms and everyday names; the names themselves are those of `domain.countries`."""
_ALSO_OTHERS = frozenset("jersey jordan georgia chad chili suede island guinea gana oma reunion man panama".split())
"""Names of countries that are more often something else."""
CODES: frozenset[str] = frozenset(line.split(":")[0] for line in _SAID.strip().splitlines())
_ALIASES = dict(
    pair.split(":")
    for pair in """
    UK:GB USA:US UAE:AE KSA:SA GBR:GB GER:DE DEU:DE FRA:FR ESP:ES ITA:IT PRT:PT POR:PT NLD:NL NED:NL BEL:BE AUT:AT CHE:CH
    SUI:CH IRL:IE SWE:SE DNK:DK POL:PL TUR:TR CAN:CA MEX:MX BRA:BR ARG:AR AUS:AU NZL:NZ JPN:JP CHN:CN KOR:KR ZAF:ZA
    """.split()
)
"""What else stands for a code; of the codes of three letters those that are no words in capitals."""
_ALSO_WORDS = frozenset(
    "in no is it at be de es us id my so to me am as or hi la al pe co ca ma ch se si il ar".split()
)
_NEVER_CODES = frozenset("in no it is at be so to my am as or hi me id co pe ma la al".split())
"""Words that begin and end names in small letters far more often than codes do."""
_ENDING_CODE = re.compile(r"[a-z]([A-Z]{2})$")
_SIGNS = frozenset("_|[]{}()/\\–—-:;·•~+,")


@lru_cache(maxsize=1)
def country_phrases() -> Phrases[tuple[str, ...]]:
    """Names and demonyms with the countries they mean; a region means itself and its countries."""
    said = [(phrase, (code,)) for code, phrases in listed(_SAID) for phrase in phrases]
    names = [(name, (code,)) for code, known in country_names().items() for name in known]
    return Phrases([*said, *(one for one in names if fold(one[0]) not in _ALSO_OTHERS), *region_phrases()])


@lru_cache(maxsize=1)
def words_for_countries() -> frozenset[str]:
    """Words of the names of countries that campaigns are often made for, folded: what a misspelled word may mean."""
    names = {fold(name) for code in CODES for name in country_names()[code]} - _ALSO_OTHERS
    said = {fold(phrase) for _, phrases in listed(_SAID) for phrase in phrases}
    regions = {fold(phrase) for phrase, _ in region_phrases()}
    return frozenset(word for phrase in names | said | regions for word in phrase.split())


def country_of_code(written: str) -> str | None:
    """The country of a code in capitals; None for everything else.

    >>> country_of_code("UK"), country_of_code("de")
    ('GB', None)
    """
    code = _ALIASES.get(written, written)
    return code if code in CODES or code in WRITTEN else None


def is_also_word(code: str) -> bool:
    """Whether a code in small letters is a word of some language."""
    return code.lower() in _ALSO_WORDS


@lru_cache(maxsize=65_536)
def countries_of(name: str) -> tuple[str, ...]:
    """Countries that the name of a campaign tells: by code in capitals, or by name; in order.

    A code stands apart from words by more than spaces where it could be one: `US | IT | Brand`, not `BUY IT NOW`.
    At either end of a name a code counts in small letters too, and where only a change of case sets it apart.

    >>> countries_of("US_TOF_Sneakers"), countries_of("Brand Germany"), countries_of("LOVE IT NOW")
    (('US',), ('DE',), ())
    >>> countries_of("br_marca_exact"), countries_of("MarqueParfumFR"), countries_of("in_app")
    (('BR',), ('FR',), ())
    """
    text = plain(name)
    tokens = tokens_of(text)
    stems = [token.stem for token in tokens]
    found: dict[str, None] = {}
    place = 0
    while place < len(tokens):
        size, codes = country_phrases().at(stems, place) or (1, ())
        code = country_of_code(tokens[place].text)
        if code and (not is_also_word(code) or _stands_apart(text, tokens[place].start, tokens[place].end)):
            codes = (code,)
        found.update(dict.fromkeys(codes[:1]))
        place += size
    return tuple(found) or _at_an_end(text, tokens)


def _at_an_end(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The country of a code that begins or ends a name."""
    for token in (tokens[0], tokens[-1]) if len(tokens) > 1 else ():
        sides = text[token.start - 1 : token.start] + text[token.end : token.end + 1]
        is_apart = token.text.islower() and (set(sides) & {"_", "-"} or "|" in text)
        code = country_of_code(token.text.upper()) if is_apart and token.word not in _NEVER_CODES else None
        if code:
            return (code,)
    ends = _ENDING_CODE.search(text)
    code = country_of_code(ends.group(1)) if ends else None
    return (code,) if code else ()


def _stands_apart(text: str, start: int, end: int) -> bool:
    left, right = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
    return bool({left, right} & _SIGNS) or (not left and not right)

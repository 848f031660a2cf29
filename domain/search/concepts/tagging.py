"""Which concepts a text names: names of campaigns at ingest, and questions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from domain.search.concepts.lexicon import CONCEPTS, abbreviations, broader, concept_phrases
from domain.search.text import Token, plain, tokens_of

_SHORTEST_PART, _SHORTEST_END = 4, 4
_GERMAN_ENDS = frozenset(
    """schuh schuhe schuhen jacke jacken mantel kleid kleider hose hosen hemd hemden stiefel stiefeln tasche taschen
    mutze mutzen brille brillen schmuck mobel kissen lampe lampen leuchte leuchten bekleidung kleidung wasche spielzeug
    fahrrad fahrrader rader bucher buch teppich teppiche teppichen bett betten kaffee schokolade tisch tische tischen
    stuhl stuhle stuhlen sofa sofas couch schrank schranke regal regale sessel hocker matratze matratzen bettdecke
    helm helme reifen zelt zelte rucksack rucksacke schlafsack schlafsacke handschuh handschuhe socken pullover shirts
    anzug anzuge rocke uhren kerze kerzen wein weine bier koffer parfum shampoo messer geschirr pfannen heft hefte
    kalender planer rechnung rechnungen software versicherung versicherungen reisen urlaub kurse kurs nahrung futter
    spiel spiele puppe puppen vorhang vorhange spiegel gutschein gutscheine""".split()
)
_STARTS = {
    **dict.fromkeys(["sommer", "zomer", "sommar"], "summer"),
    **dict.fromkeys(["winter", "vinter"], "winter"),
    **dict.fromkeys(["fruhling", "fruhjahr", "lente", "voorjaar"], "spring"),
    **dict.fromkeys(["herbst", "herfst"], "autumn"),
    **dict.fromkeys(["oster", "paas"], "easter"),
    **dict.fromkeys(["weihnacht", "kerst", "advents"], "christmas"),
    **dict.fromkeys(["muttertag", "moederdag"], "mothers_day"),
    **dict.fromkeys(["vatertag", "vaderdag"], "fathers_day"),
    **dict.fromkeys(["valentin"], "valentines"),
    **dict.fromkeys(["neujahr", "silvester", "nieuwjaar"], "new_year"),
    **dict.fromkeys(["karneval", "fasching"], "carnival"),
}
"""How compounds of German, Dutch and Nordic names begin."""
_NO_COMPOUNDS = (
    "winterthur",
    "wintergreen",
    "winterize",
    "winterproof",
    "osterreich",
    "valentina",
    "valentino",
    "kerstin",
)
_CODES = {"NEU": "prospecting", "NEUK": "prospecting", "NK": "prospecting", "BK": "loyalty"}
"""Codes that are words elsewhere."""
_NAME_SIGNS = frozenset("_|[]{}/\\–—-:;·•~+")


@lru_cache(maxsize=65_536)
def tag_concepts(text: str) -> tuple[str, ...]:
    """Concepts that a name tells, those that they are kinds of included; in order of their place.

    Parts are found across underscores, pipes, brackets, changes of case and of digits.

    >>> tag_concepts("US_TOF_LAL1%_Sneakers_BFCM24")
    ('upper_funnel', 'prospecting', 'lookalike', 'sneakers', 'footwear', 'bfcm', 'black_friday', 'cyber_monday')
    """
    ready = plain(text)
    whole, parted = tokens_of(ready), tokens_of(ready, humps=True)
    found = [*_concepts(whole, ready), *(_concepts(parted, ready) if len(parted) != len(whole) else ())]
    found.sort(key=lambda each: each[0])
    return tuple(dict.fromkeys(name for _, concept in found for name in (concept, *broader(concept))))


def _concepts(tokens: Sequence[Token], text: str) -> list[tuple[int, str]]:
    stems = [token.stem for token in tokens]
    is_name = bool(_NAME_SIGNS & set(text)) or text.isupper()
    found, place = [], 0
    while place < len(tokens):
        size, concept = concept_at(tokens, stems, place, in_name=is_name)
        concept = concept or _coded(tokens, place)
        if concept:
            found.append((tokens[place].start, concept))
        place += size
    return found


def _coded(tokens: Sequence[Token], place: int) -> str | None:
    """What a word in capitals between the signs of a name stands for: DE_NEU_Sommer."""
    after = tokens[place + 1].before if place + 1 < len(tokens) else "_"
    around = (tokens[place].before or ("_" if place == 0 else ""), after)
    is_apart = all(_NAME_SIGNS & set(signs) for signs in around)
    return _CODES.get(tokens[place].text) if is_apart and len(tokens) > 1 else None


def concept_at(tokens: Sequence[Token], stems: Sequence[str], place: int, *, in_name: bool) -> tuple[int, str | None]:
    """(number of words, concept) that begins at a token; (1, None) without one.

    `in_name`: abbreviations count in any case, as in `us_bf_promo`; else in capitals alone.
    """
    phrase = concept_phrases().at(stems, place)
    token = tokens[place]
    short = abbreviations().get(token.word)
    if short and (phrase is None or phrase[0] == 1) and (in_name or token.text.isupper()):
        return 1, short
    return phrase or (1, end_of_compound(stems[place]) or start_of_compound(stems[place]))


@lru_cache(maxsize=16_384)
def start_of_compound(word: str) -> str | None:
    """The season or feast that a compound begins with: Sommerfest, Osterhase, Kerstpakket.

    >>> start_of_compound("sommeruberraschung"), start_of_compound("winterthur")
    ('summer', None)
    """
    if len(word) < _SHORTEST_PART + _SHORTEST_END or not word.isalpha() or word.startswith(_NO_COMPOUNDS):
        return None
    for start, concept in _STARTS.items():
        if word.startswith(start) and len(word) - len(start) >= _SHORTEST_END:
            return concept
    return None


@lru_cache(maxsize=16_384)
def end_of_compound(word: str) -> str | None:
    """The product that a German compound is a kind of: Winterjacke is a jacket."""
    for start in range(_SHORTEST_PART, len(word) - _SHORTEST_END + 1):
        found = concept_phrases().at([word[start:]], 0)
        if found and CONCEPTS[found[1]].group == "product" and word[start:] in _GERMAN_ENDS:
            return found[1]
    return None

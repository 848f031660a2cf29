"""Countries and regions by their names, demonyms and codes, in questions and in names of campaigns.

Codes collide with words (de, es, no, in): they count in capitals, or after a word such as `in`.
"""

from __future__ import annotations

from functools import lru_cache

from domain.search.phrases import Phrases, listed
from domain.search.text import plain, tokens_of

_TABLE = """
US: united states | united states of america | usa | u.s. | u.s.a. | america | american | us market | estados unidos | ee.uu. | eeuu | estadounidense | vereinigte staaten | amerika | amerikanisch | amerikanische | amerikanischen | etats-unis | americain | americaine | estados unidos | americano | americana
GB: united kingdom | uk | u.k. | britain | great britain | british | england | english market | reino unido | britanico | vereinigtes konigreich | grossbritannien | britisch | britische | royaume-uni | britannique | britanica | inglaterra | angleterre
DE: germany | german | alemania | aleman | alemana | alemanas | alemanes | deutschland | deutsch | deutsche | deutschen | allemagne | allemand | allemande | allemandes | alemanha | alemao | alema
FR: france | french | francia | frances | francesa | francesas | franceses | frankreich | franzosisch | franzosische | franzosischen | francais | francaise | francaises | franca
ES: spain | spanish | espana | espanol | espanola | espanolas | espanoles | spanien | spanisch | spanische | spanischen | espagne | espagnol | espagnole | espanha | espanhol | espanhola
IT: italy | italian | italia | italiano | italiana | italianas | italien | italienisch | italienische | italienne | italie
PT: portugal | portuguese | portugues | portuguesa | portuguesas | portugiesisch | portugiesische | portugais | portugaise
NL: netherlands | the netherlands | dutch | holland | paises bajos | holandes | holandesa | niederlande | niederlandisch | niederlandische | pays-bas | neerlandais | paises baixos | holanda
BE: belgium | belgian | belgica | belga | belgien | belgisch | belgische | belgique | belge
AT: austria | austrian | osterreich | oesterreich | osterreichisch | osterreichische | autriche | autrichien
CH: switzerland | swiss | suiza | suizo | suiza | schweiz | schweizer | schweizerisch | suisse | suica | suico
IE: ireland | irish | irlanda | irlandes | irland | irisch | irlande | irlandais
SE: sweden | swedish | suecia | sueco | schweden | schwedisch | schwedische | suede | suedois
NO: norway | norwegian | noruega | noruego | norwegen | norwegisch | norvege
DK: denmark | danish | dinamarca | danes | danemark | danisch | danische | danois
FI: finland | finnish | finlandia | finlandes | finnland | finnisch | finlande
PL: poland | polish | polonia | polaco | polen | polnisch | polnische | pologne | polonais
CZ: czech republic | czechia | czech | chequia | tschechien | tschechisch | tchequie
SK: slovakia | slovak | eslovaquia | slowakei | slovaquie
HU: hungary | hungarian | hungria | ungarn | ungarisch | hongrie
RO: romania | romanian | rumania | rumanien | roumanie | romenia
BG: bulgaria | bulgarian | bulgarien | bulgarie
GR: greece | greek | grecia | griego | griechenland | griechisch | grece
TR: turkey | turkish | turkiye | turquia | turco | turkei | turkisch | turquie
RU: russia | russian | rusia | russland | russisch | russie
UA: ukraine | ukrainian | ucrania
HR: croatia | croatian | croacia | kroatien | croatie
SI: slovenia | slovenian | eslovenia | slowenien
LT: lithuania | lithuanian
LV: latvia | latvian
EE: estonia | estonian
IS: iceland | icelandic | islandia | island land
LU: luxembourg | luxemburgo | luxemburg
CA: canada | canadian | canadiense | kanada | kanadisch | kanadische | canadien | canadienne | canadense
MX: mexico | mexican | mexicano | mexicana | mexiko | mexikanisch | mexique
BR: brazil | brazilian | brasil | brasileno | brasilena | brasilien | brasilianisch | bresil | bresilien | brasileiro | brasileira
AR: argentina | argentinian | argentine | argentino | argentinien | argentina
CL: chile | chilean | chileno | chilena | chili pays
CO: colombia | colombian | colombiano | kolumbien | colombie
PE: peru | peruvian | peruano | perou
AU: australia | australian | australiano | australien | australisch | australische | australie
NZ: new zealand | nueva zelanda | neuseeland | nouvelle-zelande | nova zelandia
JP: japan | japanese | japon | japones | japanisch | japanische | japonais | japao
CN: china | chinese | chino | chinesisch | chine | chinois | chines
KR: south korea | korea | korean | corea | corea del sur | sudkorea | coree | coreia
IN: india | indian | indio market | indien | indisch | inde | indien market
ID: indonesia | indonesian | indonesien | indonesie
TH: thailand | thai | tailandia | thailande
VN: vietnam | vietnamese
PH: philippines | filipino | filipinas | philippinen
MY: malaysia | malaysian | malasia
SG: singapore | singapur | singapour | singapura
HK: hong kong
TW: taiwan | taiwanese
AE: united arab emirates | uae | emirates | dubai | emiratos arabes | emirados arabes
SA: saudi arabia | saudi | ksa | arabia saudita | saudi-arabien | arabie saoudite
IL: israel | israeli
EG: egypt | egyptian | egipto | agypten | egypte
ZA: south africa | south african | sudafrica | sudafrika | afrique du sud | africa do sul
NG: nigeria | nigerian
KE: kenya | kenyan
MA: morocco | moroccan | marruecos | marokko | maroc
"""
_REGIONS = {
    "EU": (
        "europe european eu europa europeo europea europaisch europaische europeen europeenne europeu",
        "DE FR ES IT PT NL BE AT IE SE DK FI PL CZ SK HU RO BG GR HR SI LT LV EE LU",
    ),
    "DACH": ("dach", "DE AT CH"),
    "NORDICS": ("nordics nordic scandinavia scandinavian escandinavia skandinavien scandinavie", "SE NO DK FI IS"),
    "BENELUX": ("benelux", "BE NL LU"),
    "LATAM": ("latam latinoamerica lateinamerika", "MX BR AR CL CO PE"),
    "APAC": ("apac asia asian asien asie", "AU NZ JP CN KR IN ID TH VN PH MY SG HK TW"),
    "MENA": ("mena", "AE SA IL EG MA TR"),
    "EMEA": ("emea", "GB DE FR ES IT PT NL BE AT IE SE DK FI NO PL CH AE SA ZA"),
    "ANZ": ("anz", "AU NZ"),
    "NORTH_AMERICA": ("noam namer", "US CA"),
}
CODES: frozenset[str] = frozenset(line.split(":")[0] for line in _TABLE.strip().splitlines())
_ALIASES = {"UK": "GB", "USA": "US", "UAE": "AE", "KSA": "SA"}
_ALSO_WORDS = frozenset(
    "in no is it at be de es us id my so to me am as or hi la al pe co ca ma ch se si il ar".split()
)
_SIGNS = frozenset("_|[]{}()/\\–—-:;·•~+,")


@lru_cache(maxsize=1)
def country_phrases() -> Phrases[tuple[str, ...]]:
    """Names and demonyms with the countries they mean; a region means itself and its countries."""
    names = [(phrase, (code,)) for code, said in listed(_TABLE) for phrase in said]
    regions = [(word, (region, *codes.split())) for region, (said, codes) in _REGIONS.items() for word in said.split()]
    more = [
        ("latin america", "LATAM"),
        ("america latina", "LATAM"),
        ("middle east", "MENA"),
        ("north america", "NORTH_AMERICA"),
    ]
    longer = [(phrase, (region, *_REGIONS[region][1].split())) for phrase, region in more]
    return Phrases([*names, *regions, *longer])


def country_of_code(written: str) -> str | None:
    """The country of a code in capitals; None for everything else.

    >>> country_of_code("UK"), country_of_code("de")
    ('GB', None)
    """
    code = _ALIASES.get(written, written)
    return code if code in CODES or (code in _REGIONS and code != "NORTH_AMERICA") else None


def is_also_word(code: str) -> bool:
    """Whether a code in small letters is a word of some language."""
    return code.lower() in _ALSO_WORDS


@lru_cache(maxsize=65_536)
def countries_of(name: str) -> tuple[str, ...]:
    """Countries that the name of a campaign tells: by code in capitals, or by name; in order.

    A code stands apart from words by more than spaces where it could be one: `US | IT | Brand`, not `BUY IT NOW`.

    >>> countries_of("US_TOF_Sneakers"), countries_of("Brand Germany"), countries_of("LOVE IT NOW")
    (('US',), ('DE',), ())
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
    return tuple(found)


def _stands_apart(text: str, start: int, end: int) -> bool:
    left, right = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
    return bool({left, right} & _SIGNS) or (not left and not right)

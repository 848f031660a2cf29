"""Regions by what people call them, and the countries that lie in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.search.phrases import listed

_COUNTRIES: Mapping[str, str] = {
    "EU": "DE FR ES IT PT NL BE AT IE SE DK FI PL CZ SK HU RO BG GR HR SI LT LV EE LU CY MT",
    "EUROPE": "DE FR ES IT PT NL BE AT IE SE DK FI PL CZ SK HU RO BG GR HR SI LT LV EE LU CY MT GB CH NO IS UA RS AL BA MK ME MD",
    "DACH": "DE AT CH",
    "NORDICS": "SE NO DK FI IS",
    "BALTICS": "EE LV LT",
    "BENELUX": "BE NL LU",
    "IBERIA": "ES PT",
    "BRITISH_ISLES": "GB IE",
    "SOUTHERN_EUROPE": "ES PT IT GR MT CY",
    "EASTERN_EUROPE": "PL CZ SK HU RO BG HR SI EE LV LT UA RS MD",
    "WESTERN_EUROPE": "DE FR GB NL BE AT CH LU IE",
    "BALKANS": "HR SI BG RO GR RS AL BA MK ME",
    "LATAM": "MX BR AR CL CO PE UY PY BO EC VE CR PA GT DO SV HN NI",
    "SOUTH_AMERICA": "BR AR CL CO PE UY PY BO EC VE",
    "CENTRAL_AMERICA": "CR PA GT SV HN NI BZ",
    "CARIBBEAN": "DO JM PR TT BS BB CU HT",
    "NORTH_AMERICA": "US CA",
    "APAC": "AU NZ JP CN KR IN ID TH VN PH MY SG HK TW",
    "ASIA": "JP CN KR IN ID TH VN PH MY SG HK TW PK BD LK KH MM NP",
    "SOUTHEAST_ASIA": "ID TH VN PH MY SG KH MM LA BN",
    "ANZ": "AU NZ",
    "MENA": "AE SA IL EG MA TR QA KW BH OM JO LB TN DZ",
    "GULF": "AE SA QA KW BH OM",
    "AFRICA": "ZA NG KE EG MA GH TN DZ ET TZ UG SN CI",
    "EMEA": "GB DE FR ES IT PT NL BE AT IE SE DK FI NO PL CH CZ GR HU RO AE SA ZA EG IL TR",
    "ENGLISH_SPEAKING": "US GB CA AU NZ IE",
    "SPANISH_SPEAKING": "ES MX AR CL CO PE UY PY BO EC VE CR PA GT DO SV HN NI",
    "FRENCH_SPEAKING": "FR BE CH CA LU",
    "PORTUGUESE_SPEAKING": "PT BR AO MZ",
}
_SAID = """
EU: eu | european union | eurozone | euro zone | union europea | europaische union | union europeenne | uniao europeia | eu countries | eu markets
EUROPE: europe | european | europa | europeo | europea | europaisch | europaische | europaischen | europeen | europeenne | europeu | european countries | european markets | continental europe
DACH: dach | d-a-ch | german-speaking | german speaking countries | deutschsprachig | deutschsprachige | deutschsprachigen | germanophone
NORDICS: nordics | nordic | nordic countries | scandinavia | scandinavian | escandinavia | paises nordicos | skandinavien | skandinavische | nordische lander | scandinavie | pays nordiques | northern europe | nordeuropa | europe du nord | norte de europa
BALTICS: baltics | baltic | baltic states | baltikum | pays baltes | paises balticos | balticos
BENELUX: benelux | low countries | benelux countries
IBERIA: iberia | iberian | iberian peninsula | peninsula iberica | iberische halbinsel | peninsule iberique | iberico | iberica
BRITISH_ISLES: british isles | uk and ireland | uk & ireland | uki | ukie | gb and ireland | britische inseln | islas britanicas | iles britanniques | ilhas britanicas
SOUTHERN_EUROPE: southern europe | mediterranean | sudeuropa | sur de europa | europe du sud | sul da europa | mittelmeerraum | mediterraneo
EASTERN_EUROPE: eastern europe | central europe | central and eastern europe | cee | osteuropa | mitteleuropa | europa del este | europa oriental | europe de l'est | leste europeu | europa central
WESTERN_EUROPE: western europe | westeuropa | europa occidental | europe de l'ouest | europa ocidental
BALKANS: balkans | balkan | balkan countries | los balcanes | balcanes | balcas
LATAM: latam | latin america | latin american | latinoamerica | latinoamericano | america latina | lateinamerika | amerique latine | iberoamerica
SOUTH_AMERICA: south america | south american | sudamerica | suramerica | america del sur | sudamerika | amerique du sud | america do sul
CENTRAL_AMERICA: central america | central american | centroamerica | america central | mittelamerika | zentralamerika | amerique centrale
CARIBBEAN: caribbean | caribe | karibik | caraibes
NORTH_AMERICA: north america | north american | northern america | noam | namer | norteamerica | america del norte | nordamerika | amerique du nord | america do norte | us and canada | usa and canada | us & canada
APAC: apac | asia pacific | asia-pacific | asia pacifico | asien-pazifik | asie-pacifique
ASIA: asia | asian | asien | asiatisch | asiatische | asie | asiatico
SOUTHEAST_ASIA: southeast asia | south east asia | south-east asia | sudeste asiatico | sudostasien | asie du sud-est
ANZ: anz | oceania | australasia | down under | australia and new zealand | ozeanien | oceanie
MENA: mena | middle east | medio oriente | oriente medio | oriente proximo | naher osten | nahost | moyen-orient | proche-orient
GULF: gulf states | gulf countries | gcc | golfstaaten | paises del golfo | pays du golfe
AFRICA: africa | african | afrika | afrikanisch | afrique | africano
EMEA: emea
ENGLISH_SPEAKING: english-speaking | english speaking countries | english speaking markets | anglophone | anglosphere | englischsprachig | englischsprachige | habla inglesa
SPANISH_SPEAKING: spanish-speaking | hispanic | habla hispana | hispanohablante | hispanohablantes | spanischsprachig | spanischsprachige | hispanophone
FRENCH_SPEAKING: french-speaking | francophone | francophonie | francofono | franzosischsprachig | franzosischsprachige
PORTUGUESE_SPEAKING: portuguese-speaking | lusophone | lusofono | paises lusofonos | portugiesischsprachig
"""
WRITTEN: frozenset[str] = frozenset({"EU", "DACH", "NORDICS", "BENELUX", "LATAM", "APAC", "MENA", "EMEA", "ANZ"})
"""Regions that stand in names of campaigns as a country does."""


def region_phrases() -> Iterable[tuple[str, tuple[str, ...]]]:
    """What a region is called, with the region itself, as names tell it, and its countries."""
    for region, said in listed(_SAID):
        codes = (region, *_COUNTRIES[region].split())
        yield from ((phrase, codes) for phrase in said)

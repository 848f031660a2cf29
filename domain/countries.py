"""Countries as ISO 3166-1 alpha-2 codes, however a platform writes them: reports of two platforms name one country alike."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import lru_cache

LANGUAGES = ("de", "es", "fr", "pt")
"""Whose names of countries are known beside the English ones."""
_CRITERION = re.compile(r"(?:geoTargetConstants/)?2(\d{3})")
"""Google's criterion of a country: 2000 and its ISO 3166-1 number (2840: US, https://developers.google.com/google-ads/api/data/geotargets)."""


@lru_cache(maxsize=4096)
def iso_country(text: str) -> str:
    """The country's alpha-2 code; the text itself where it names none.

    >>> [iso_country(text) for text in ("geoTargetConstants/2840", "2276", "gb", "DEU", "United States", "EMEA")]
    ['US', 'DE', 'GB', 'DE', 'US', 'EMEA']
    """
    import pycountry  # noqa: PLC0415 - read where a report is broken down by country

    criterion = _CRITERION.fullmatch(text.strip())
    known = pycountry.countries
    found = known.get(numeric=criterion[1]) if criterion else None
    if found is None and not criterion and not text.strip().isdigit():
        try:
            found = known.lookup(text.strip())
        except LookupError:
            return text
    return str(found.alpha_2) if found is not None else text


@lru_cache(maxsize=1)
def country_names() -> Mapping[str, tuple[str, ...]]:
    """Names of every country by its alpha-2 code, in English, German, Spanish, French and Portuguese.

    Official forms with a comma or a bracket are left out: nobody writes `Bolivia, Plurinational State of`.

    >>> country_names()["CH"]
    ('Switzerland', 'Schweiz', 'Suiza', 'Suisse', 'Suíça')
    """
    import pycountry  # noqa: PLC0415 - read at the first question

    spoken = [gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language]) for language in LANGUAGES]
    found = {}
    for country in pycountry.countries:
        own = [str(name) for name in (getattr(country, "common_name", None), country.name) if name]
        names = [*own, *(one.gettext(name) for one in spoken for name in own)]
        found[str(country.alpha_2)] = tuple(dict.fromkeys(name for name in names if not set(name) & set(",(")))
    return found

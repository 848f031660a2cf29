"""Dates of a question as the tests compare them; as of Wednesday 19 March 2025."""

from datetime import date

from domain.search.dates import Dated, read_dates
from domain.search.interpretation import Interpretation, Vocabulary
from domain.search.text import plain, tokens_of
from domain.search.understanding import understand

AS_OF = date(2025, 3, 19)


def read(said: str, as_of: date = AS_OF, country: str = "US") -> Dated | None:
    text = plain(said)
    tokens = tokens_of(text)
    stems = [token.stem for token in tokens]
    return read_dates(text, tokens, stems, as_of, country=country, amounts=frozenset())


def days(said: str, country: str = "US") -> str:
    found = read(said, country=country)
    return f"{found.period.start} {found.period.end}" if found and found.period else "none"


def understood(said: str, as_of: str = "2025-01-01") -> Interpretation:
    return understand(said, Vocabulary(), date.fromisoformat(as_of))


def days_of(found: Interpretation) -> str:
    return f"{found.period.start} {found.period.end}" if found.period else "none"

"""What the arguments of a calendar are, in one place for all that take them."""

COUNTRY = "ISO 3166-1 code of the country: its holidays, weekend, retail events and hemisphere."
SUBDIVISION = "Its part, e.g. CA, SCT, US-CA: adds its holidays."
JANUARY = 1
FISCAL_START = "First month of the fiscal year, 1 to 12."

"""Our own grammar of dates: marketing's ranges, quarters and retail events, in five languages."""

from domain.search.dates.gathering import Dated
from domain.search.dates.reading import day_places, read_dates

__all__ = ["Dated", "day_places", "read_dates"]

"""What one name of a time means: a reader for each form, the longest reading of them counts, the first of equals."""

from __future__ import annotations

from domain.search.dates.days import (
    bare_day,
    date_and_weekday,
    day_month,
    month_day,
    weekday,
    weekday_and_date,
    weekday_of_month,
    weekday_of_week,
    weekend,
)
from domain.search.dates.directed import before_last, directed, same_last_year
from domain.search.dates.distance import eve, run_up, units_beside, week_of, weekday_beside
from domain.search.dates.occasions import occasion
from domain.search.dates.parts import day_of_month, part, part_in_units, part_of_compound
from domain.search.dates.periods import half_or_quarter, named_month, named_year, season, week, week_of_month
from domain.search.dates.relative import relative_time
from domain.search.dates.written import written_date

READERS = (
    day_month,
    month_day,
    occasion,
    written_date,
    part_in_units,
    part_of_compound,
    weekday_of_month,
    weekday_of_week,
    day_of_month,
    relative_time,
    before_last,
    same_last_year,
    directed,
    part,
    weekday_and_date,
    date_and_weekday,
    half_or_quarter,
    week_of_month,
    week,
    week_of,
    units_beside,
    weekday_beside,
    run_up,
    eve,
    named_month,
    season,
    weekday,
    weekend,
    bare_day,
    named_year,
)

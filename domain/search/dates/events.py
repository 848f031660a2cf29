"""Retail events by the names people give them; their days are the calendar's."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from domain.calendar.event_rules import black_friday
from domain.calendar.retail_events import back_to_school, events_of
from domain.search.dates.feasts import feast_days
from domain.search.phrases import phrases
from domain.vocabulary import Period

EVENTS = phrases("""
Black Friday: black friday | black-friday | bf | viernes negro | schwarzer freitag | vendredi noir
Cyber Monday: cyber monday | cyber-monday | cyber mon | cm | cyber lunes
BFCM: bfcm | bf/cm | bf cm | black friday cyber monday | black friday and cyber monday | black friday weekend | cyber weekend
Cyber Week: cyber-week | cyber week | black-week | black week | black friday week | semana negra | semaine noire
Christmas Day: christmas | christmas day | xmas | x-mas | navidad | navidades | weihnachten | noel | natal
Christmas Eve: christmas eve | nochebuena | heiligabend | reveillon de noel
holiday: holiday season | holidays | the holidays | christmas season | christmas period | festive season | festive period | temporada navidena | weihnachtszeit | weihnachtssaison | weihnachtsgeschaft | fetes de fin d'annee | periode de noel | epoca natalina
Boxing Day: boxing-day | boxing day
New Year's Eve: new year's eve | new years eve | nye | nochevieja | silvester | reveillon | saint-sylvestre
New Year's Day: new year | new year's | new years | new year's day | ano nuevo | neujahr | nouvel an | ano novo
Valentine's Day: valentine's | valentines | valentine | valentine's day | san valentin | valentinstag | saint-valentin | dia de san valentin
Easter Sunday: easter | easter sunday | ostersonntag | domingo de pascua | dimanche de paques | domingo de pascoa | domingo de resurreccion | ostern | pascua | paques | pascoa
Mother's Day: mother's day | mothers day | mothering sunday | dia de la madre | muttertag | fete des meres | dia das maes
Father's Day: father's day | fathers day | dia del padre | vatertag | fete des peres | dia dos pais
St Patrick's Day: st patrick's day | st patricks day | saint patricks day | st patrick's
Presidents' Day: presidents' day | presidents day | president's day
Memorial Day: memorial day
Independence Day: independence day | 4th of july | fourth of july | july 4th
Labor Day: labor day | labour day
Halloween: halloween
Singles' Day: singles' day | singles day | single's day | singles-day | 11.11 | double 11
Thanksgiving: thanksgiving | thanksgiving day | thanksgiving thursday | accion de gracias
Green Monday: green monday
Super Saturday: super saturday
Prime Day: prime day | prime-day | amazon prime day
Prime Big Deal Days: prime big deal days | big deal days
Super Bowl: super bowl | superbowl | super-bowl
Lunar New Year: lunar new year | chinese new year
Dia dos Namorados: dia dos namorados
back_to_school: back to school | back-to-school | school season | vuelta al cole | schulanfang | schulstart | rentree | rentree scolaire | volta as aulas
""")
"""Phrase to the calendar's name of the event, or to one of the longer times below."""
_ELSEWHERE = ("US", "GB", "DE", "ES", "FR", "CN", "BR")


@lru_cache(maxsize=4096)
def event_days(name: str, country: str, year: int) -> Period | None:
    """From the first to the last day of an event in a year.

    An event that the country does not have is dated as where it comes from; None where nobody knows its days.
    """
    friday = black_friday(year)
    longer = {
        "BFCM": Period(friday, friday + timedelta(3)),
        "Cyber Week": Period(friday - timedelta(4), friday + timedelta(3)),
        "holiday": Period(date(year, 11, 1), date(year, 12, 24)),
        "New Year's Day": Period(date(year, 1, 1), date(year, 1, 1)),
    }
    if name == "back_to_school":
        return back_to_school(country, year)
    return longer.get(name) or feast_days(name, year) or _of_calendar(name, country, year)


def _of_calendar(name: str, country: str, year: int) -> Period | None:
    for place in (country, *_ELSEWHERE):
        days = [day for day, names in events_of(place, year).days.items() if name in names]
        if days:
            return Period(min(days), max(days))
    return None

"""Days that people name and shops' calendars leave out: public holidays and customs of many countries, by rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from domain.calendar.event_rules import black_friday, easter, nth
from domain.search.phrases import Phrases, listed
from domain.search.text import words_of
from domain.vocabulary import Period

Feast = Callable[[int], Period | None]
"""Its days in a year; None where nobody knows."""
_DAY = timedelta(1)
_MON, _TUE, _THU, _FRI, _SAT, _SUN = 0, 1, 3, 4, 5, 6


def _on(month: int, day: int, days: int = 1) -> Feast:
    return lambda year: _from(date(year, month, day), days)


def _nth(month: int, weekday: int, n: int, shift: int = 0, days: int = 1) -> Feast:
    return lambda year: _from(nth(year, month, weekday, n) + shift * _DAY, days)


def _easter(shift: int, days: int = 1) -> Feast:
    return lambda year: _from(easter(year) + shift * _DAY, days)


def _friday(shift: int, days: int = 1) -> Feast:
    """So many days from Black Friday."""
    return lambda year: _from(black_friday(year) + shift * _DAY, days)


def _advent(number: int) -> Feast:
    """The fourth Sunday before Christmas, and those behind it."""
    return lambda year: _from(_last(date(year, 12, 24), _SUN) - 7 * (4 - number) * _DAY, 1)


def _told(said: str, days: int = 1) -> Feast:
    """Days that no short rule gives, by year: month and day in its place of the list from 2020 on."""
    starts = {2020 + n: word for n, word in enumerate(said.split())}
    return lambda year: _from(date.fromisoformat(f"{year}-{starts[year]}"), days) if year in starts else None


def _from(start: date, days: int) -> Period:
    return Period(start, start + (days - 1) * _DAY)


def _last(day: date, weekday: int) -> date:
    """The latest such weekday up to a day."""
    return day - (day.weekday() - weekday) % 7 * _DAY


_RULES: Mapping[str, Feast] = {
    "Epiphany": _on(1, 6),
    "Martin Luther King Day": _nth(1, _MON, 3),
    "Australia Day": _on(1, 26),
    "Galentine's Day": _on(2, 13),
    "Women's Day": _on(3, 8),
    "Pi Day": _on(3, 14),
    "Consumer Day": _on(3, 15),
    "April Fools": _on(4, 1),
    "Tax Day": _on(4, 15),
    "Earth Day": _on(4, 22),
    "ANZAC Day": _on(4, 25),
    "Star Wars Day": _on(5, 4),
    "Cinco de Mayo": _on(5, 5),
    "May Day": _on(5, 1),
    "Early May Bank Holiday": _nth(5, _MON, 1),
    "Spring Bank Holiday": _nth(5, _MON, -1),
    "August Bank Holiday": _nth(8, _MON, -1),
    "Victoria Day": lambda year: _from(_last(date(year, 5, 24), _MON), 1),
    "Pride Month": _on(6, 1, 30),
    "Juneteenth": _on(6, 19),
    "Canada Day": _on(7, 1),
    "Bastille Day": _on(7, 14),
    "Assumption": _on(8, 15),
    "Swiss National Day": _on(8, 1),
    "Brazilian Independence Day": _on(9, 7),
    "Grandparents' Day": _nth(9, _MON, 1, shift=6),
    "Mexican Independence Day": _on(9, 16),
    "Oktoberfest": lambda year: Period(
        nth(year, 9, _SAT, 3 if nth(year, 9, _SAT, 3).day > 15 else 4),  # noqa: PLR2004
        max(nth(year, 10, _SUN, 1), date(year, 10, 3)),
    ),
    "German Unity Day": _on(10, 3),
    "Portuguese Republic Day": _on(10, 5),
    "Columbus Day": _nth(10, _MON, 2),
    "Canadian Thanksgiving": _nth(10, _MON, 2),
    "Hispanic Day": _on(10, 12),
    "Reformation Day": _on(10, 31),
    "All Saints": _on(11, 1),
    "Day of the Dead": _on(11, 1, 2),
    "All Souls": _on(11, 2),
    "Bonfire Night": _on(11, 5),
    "Election Day": _nth(11, _MON, 1, shift=1),
    "Melbourne Cup": _nth(11, _TUE, 1),
    "Veterans Day": _on(11, 11),
    "St Martin": _on(11, 11),
    "Brazilian Republic Day": _on(11, 15),
    "Buen Fin": _nth(11, _MON, 3, shift=-3, days=4),
    "Green Weekend": _friday(0, 3),
    "Small Business Saturday": _friday(1),
    "Cyber Five": _friday(-1, 5),
    "Giving Tuesday": _friday(4),
    "First Advent": _advent(1),
    "Second Advent": _advent(2),
    "Third Advent": _advent(3),
    "Fourth Advent": _advent(4),
    "Advent": lambda year: Period((_advent(1)(year) or _from(date(year, 12, 1), 1)).start, date(year, 12, 24)),
    "St Nicholas": _on(12, 6),
    "Spanish Constitution Day": _on(12, 6),
    "Immaculate Conception": _on(12, 8),
    "Double 12": _on(12, 12),
    "Free Shipping Day": _on(12, 14),
    "Portuguese Restoration Day": _on(12, 1),
    "Second Christmas Day": _on(12, 26),
    "Kwanzaa": _on(12, 26, 7),
    "Between the Years": _on(12, 27, 5),
    "Twelve Days of Christmas": _on(12, 25, 12),
    "Carnival": _easter(-52, 6),
    "Shrove Monday": _easter(-48),
    "Shrove Tuesday": _easter(-47),
    "Ash Wednesday": _easter(-46),
    "Palm Sunday": _easter(-7),
    "Holy Week": _easter(-7, 8),
    "Maundy Thursday": _easter(-3),
    "Good Friday": _easter(-2),
    "Holy Saturday": _easter(-1),
    "Trinity Sunday": _easter(56),
    "Easter Weekend": _easter(-2, 4),
    "Easter Monday": _easter(1),
    "Ascension": _easter(39),
    "Pentecost": _easter(49),
    "Whit Monday": _easter(50),
    "Corpus Christi": _easter(60),
    "Diwali": _told("11-14 11-04 10-24 11-12 10-31 10-20 11-08 10-29 10-17"),
    "Holi": _told("03-10 03-29 03-18 03-08 03-25 03-14 03-04 03-22 03-11"),
    "Raksha Bandhan": _told("08-03 08-22 08-11 08-30 08-19 08-09 08-28 08-17 08-05"),
    "Hanukkah": _told("12-10 11-28 12-18 12-07 12-25 12-14 12-04 12-24 12-12", days=9),
    "Passover": _told("04-08 03-27 04-15 04-05 04-22 04-12 04-01 04-21 04-10", days=9),
    "Rosh Hashanah": _told("09-19 09-07 09-26 09-16 10-03 09-23 09-12 10-02 09-21", days=2),
    "Ramadan": _told("04-24 04-13 04-02 03-23 03-11 03-01 02-18 02-08", days=29),
    "Eid al-Fitr": _told("05-24 05-13 05-02 04-21 04-10 03-30 03-20 03-09"),
    "Eid al-Adha": _told("07-31 07-20 07-09 06-28 06-16 06-06 05-27 05-16"),
    "Mid-Autumn Festival": _told("10-01 09-21 09-10 09-29 09-17 10-06 09-25 09-15 10-03"),
    "618": _on(6, 18),
    "Double Ten": _on(10, 10),
    "Double Nine": _on(9, 9),
}
_PHRASES = """
Epiphany: epiphany | three kings day | three kings | reyes | dia de reyes | reyes magos | dreikonigstag | heilige drei konige | epiphanie | dia de reis
Martin Luther King Day: martin luther king day | mlk day | mlk | mlk weekend
Australia Day: australia day
Galentine's Day: galentine's day | galentines day | galentines
Women's Day: international women's day | womens day | women's day | iwd | dia de la mujer | weltfrauentag | frauentag | journee de la femme | dia da mulher
Pi Day: pi day
Consumer Day: dia do consumidor
April Fools: april fools | april fools day | april fool's day | april fool's
Tax Day: tax day
Earth Day: earth day
ANZAC Day: anzac day | anzac
Star Wars Day: star wars day | may the 4th | may the fourth
Cinco de Mayo: cinco de mayo
May Day: may day | international workers day | tag der arbeit | maifeiertag | erster mai | dia del trabajo | dia del trabajador | fete du travail | dia do trabalho | dia do trabalhador
Early May Bank Holiday: early may bank holiday | may day bank holiday | first may bank holiday
Spring Bank Holiday: spring bank holiday | whitsun bank holiday | late may bank holiday
August Bank Holiday: august bank holiday | summer bank holiday | late august bank holiday
Victoria Day: victoria day
Pride Month: pride month
Juneteenth: juneteenth
Canada Day: canada day
Bastille Day: bastille day | quatorze juillet | fete nationale
Assumption: assumption | assumption day | assomption | asuncion | maria himmelfahrt | mariahimmelfahrt
Swiss National Day: swiss national day | nationalfeiertag | bundesfeier
Brazilian Independence Day: brazilian independence day | sete de setembro | dia da independencia
Grandparents' Day: grandparents' day | grandparents day
Mexican Independence Day: mexican independence day | dia de la independencia | fiestas patrias
Oktoberfest: oktoberfest | wiesn
German Unity Day: german unity day | tag der deutschen einheit | day of german unity
Portuguese Republic Day: implantacao da republica
Columbus Day: columbus day | indigenous peoples day | indigenous peoples' day
Canadian Thanksgiving: canadian thanksgiving
Hispanic Day: dia de la hispanidad | dia del pilar | fiesta nacional | dia das criancas | dia da crianca | hispanic day
Reformation Day: reformation day | reformationstag
All Saints: all saints | all saints' day | all saints day | todos los santos | allerheiligen | toussaint | todos os santos
Day of the Dead: day of the dead | dia de muertos | dia de los muertos
All Souls: all souls | all souls day | allerseelen | finados | dia de finados
Bonfire Night: bonfire night | guy fawkes | guy fawkes night | guy fawkes day
Election Day: election day
Melbourne Cup: melbourne cup | melbourne cup day
Veterans Day: veterans day | veterans' day | veteran's day | remembrance day | armistice | armistice day | poppy day
St Martin: st martin's day | sankt martin | martinstag
Brazilian Republic Day: proclamacao da republica
Buen Fin: buen fin | el buen fin
Green Weekend: black weekend
Small Business Saturday: small business saturday | shop small saturday
Cyber Five: cyber five | cyber 5 | cyber5 | turkey five | turkey 5 | thanksgiving weekend to cyber monday
Giving Tuesday: giving tuesday
First Advent: first advent | erster advent | ersten advent | 1 advent | first sunday of advent | 1 adventssonntag
Second Advent: second advent | zweiter advent | zweiten advent | 2 advent | second sunday of advent
Third Advent: third advent | dritter advent | dritten advent | 3 advent | third sunday of advent
Fourth Advent: fourth advent | vierter advent | vierten advent | 4 advent | fourth sunday of advent
Advent: advent | adventszeit | vorweihnachtszeit | adviento | avent | advento
St Nicholas: st nicholas | st nicholas day | nikolaus | nikolaustag | saint-nicolas
Spanish Constitution Day: dia de la constitucion | puente de la constitucion | puente de diciembre
Immaculate Conception: immaculate conception | la inmaculada | inmaculada concepcion | immaculee conception | imaculada conceicao
Double 12: double 12 | double twelve | 12.12
Free Shipping Day: free shipping day
Portuguese Restoration Day: restauracao da independencia
Second Christmas Day: second christmas day | zweiter weihnachtstag | zweiten weihnachtstag | 2 weihnachtstag | st stephen's day | stephanstag | san esteban
Kwanzaa: kwanzaa
Between the Years: zwischen den jahren | twixmas | twixtmas
Twelve Days of Christmas: twelve days of christmas | 12 days of christmas
Carnival: carnival | karneval | fasching | carnaval
Shrove Monday: shrove monday | collop monday | rosenmontag | lunes de carnaval
Shrove Tuesday: shrove tuesday | pancake day | mardi gras | fat tuesday | faschingsdienstag | martes de carnaval | terca-feira de carnaval
Ash Wednesday: ash wednesday | aschermittwoch | miercoles de ceniza | mercredi des cendres | quarta-feira de cinzas
Palm Sunday: palm sunday | palmsonntag | domingo de ramos | dimanche des rameaux | rameaux
Holy Saturday: holy saturday | easter saturday | karsamstag | sabado santo | samedi saint | sabado de aleluia
Trinity Sunday: trinity sunday | dreifaltigkeitssonntag
Holy Week: holy week | semana santa | karwoche | semaine sainte
Maundy Thursday: maundy thursday | holy thursday | grundonnerstag | jueves santo | jeudi saint | quinta-feira santa
Good Friday: good friday | holy friday | karfreitag | viernes santo | vendredi saint | sexta-feira santa
Easter Weekend: osterwochenende | week-end de paques | ostertage
Easter Monday: easter monday | ostermontag | lunes de pascua | lundi de paques | segunda-feira de pascoa
Ascension: ascension | ascension day | christi himmelfahrt | himmelfahrt | ascension thursday | jeudi de l'ascension | dia de la ascension | ascensao
Pentecost: pentecost | pentecost sunday | whit sunday | domingo de pentecostes | dimanche de pentecote | whitsun | pfingsten | pfingstsonntag | pentecostes | pentecote
Whit Monday: whit monday | pentecost monday | pfingstmontag | lundi de pentecote | lunes de pentecostes
Corpus Christi: corpus christi | fronleichnam | corpo de deus
Diwali: diwali | deepavali | divali
Holi: holi
Raksha Bandhan: raksha bandhan | rakhi
Hanukkah: hanukkah | chanukah | hanukah | chanukka | januca
Passover: passover | pesach | pessach
Rosh Hashanah: rosh hashanah | rosh hashana
Ramadan: ramadan | ramadhan
Eid al-Fitr: eid al-fitr | eid ul-fitr | eid | end of ramadan
Eid al-Adha: eid al-adha | eid ul-adha
Mid-Autumn Festival: mid-autumn festival | mid autumn festival | moon festival
618: 618 festival | 618 sale | 618 day
Double Ten: double 10 | 10.10
Double Nine: double 9 | 9.9
"""
FEASTS = Phrases((phrase, name) for name, said in listed(_PHRASES) for phrase in said)
"""Phrase to the name of a feast."""
FEAST_NAMES = tuple(name for name, _ in listed(_PHRASES))
FEAST_WORDS = frozenset(
    {"veterans", "columbus", "bastille", "thanksgiving"}
    | {word for _, said in listed(_PHRASES) for phrase in said for word in words_of(phrase) if phrase.isalpha()}
)
"""Words that name a feast and little else: spelling leaves them, and mends what is near to them."""


def feast_days(name: str, year: int) -> Period | None:
    """Its first to its last day in a year; None where it is no feast of this table, or where nobody knows."""
    rule = _RULES.get(name)
    return rule(year) if rule else None

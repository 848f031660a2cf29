"""Families of dates in five languages, by hand from a calendar, as of Wednesday 17 June 2026."""

import pytest

from tests.unit.search.date_reading import days_of, understood

AS_OF = "2026-06-17"
START = "2000-01-01"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("top spend on Thursday 12 February", "2026-02-12 2026-02-12"),
        ("top spend Tue 3 Feb - Thu 5 Feb", "2026-02-03 2026-02-05"),
        ("top spend February 12th, Thursday", "2026-02-12 2026-02-12"),
        ("top spend 12 Feb (Thu)", "2026-02-12 2026-02-12"),
        ("Ausgaben Do 12.2. bis Fr 13.2.", "2026-02-12 2026-02-13"),
        ("gasto jue 12 feb", "2026-02-12 2026-02-12"),
        ("dépenses jeu. 12 févr.", "2026-02-12 2026-02-12"),
        ("gastos na quinta 12 de fevereiro", "2026-02-12 2026-02-12"),
        ("spend Mon 2 - Fri 6 March", "2026-03-02 2026-03-06"),
        ("gasto del lunes 2 al viernes 6 de marzo", "2026-03-02 2026-03-06"),
        ("dépenses du lundi 2 au vendredi 6 mars", "2026-03-02 2026-03-06"),
        ("gastos de segunda 2 a sexta 6 de março", "2026-03-02 2026-03-06"),
    ],
)
def test_a_weekday_beside_a_date_is_decoration(said: str, expected: str) -> None:
    found = understood(said, AS_OF)
    assert days_of(found) == expected
    assert not found.missing
    assert not found.residual


@pytest.mark.parametrize(
    "said", ["2026-01-05..2026-01-09", "2026-01-05/2026-01-09", "20260105-20260109", "2026/01/05-2026/01/09"]
)
def test_days_in_digits_bound_a_range(said: str) -> None:
    found = understood(f"top spend {said}", AS_OF)
    assert days_of(found) == "2026-01-05 2026-01-09"
    assert not found.metrics


def test_months_in_digits_bound_a_range() -> None:
    assert days_of(understood("top spend 2026-01/2026-03", AS_OF)) == "2026-01-01 2026-03-31"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("spend on April the second", "2026-04-02 2026-04-02"),
        ("spend on the twenty-first of March", "2026-03-21 2026-03-21"),
        ("spend on the twelfth of May", "2026-05-12 2026-05-12"),
        ("top spend on the fifth", "2026-06-05 2026-06-05"),
        ("top spend since the first", "2026-06-01 2026-06-17"),
        ("top spend from the third to the tenth of May", "2026-05-03 2026-05-10"),
        ("Ausgaben am fünften", "2026-06-05 2026-06-05"),
        ("Ausgaben seit dem ersten", "2026-06-01 2026-06-17"),
        ("vom ersten bis zum zehnten Mai Ausgaben", "2026-05-01 2026-05-10"),
        ("gasto el dos de abril", "2026-04-02 2026-04-02"),
        ("gasto del uno al cinco de mayo", "2026-05-01 2026-05-05"),
        ("dépenses le deux avril", "2026-04-02 2026-04-02"),
        ("dépenses du premier au dix mai", "2026-05-01 2026-05-10"),
        ("gastos do dia primeiro ao dia dez de maio", "2026-05-01 2026-05-10"),
        ("gastos no dia 3 do mês passado", "2026-05-03 2026-05-03"),
    ],
)
def test_days_are_counted_in_words(said: str, expected: str) -> None:
    assert days_of(understood(said, AS_OF)) == expected


@pytest.mark.parametrize(
    "said",
    ["may or may not convert", "which ads were the first to convert", "second chance campaigns", "the last fifth"],
)
def test_other_words_that_count_are_no_days(said: str) -> None:
    assert days_of(understood(said, AS_OF)) == "none"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("spend in January or February", "2026-01-01 2026-02-28"),
        ("spend Nov '25 or Dec '25", "2025-11-01 2025-12-31"),
        ("spend Jan / Feb / Mar", "2026-01-01 2026-03-31"),
        ("spend in March, April or May", "2026-03-01 2026-05-31"),
        ("Ausgaben im Januar oder Februar", "2026-01-01 2026-02-28"),
        ("gasto en enero o febrero", "2026-01-01 2026-02-28"),
        ("dépenses en janvier ou février", "2026-01-01 2026-02-28"),
        ("gastos em janeiro ou fevereiro", "2026-01-01 2026-02-28"),
        ("third and fourth quarter of 2025 spend", "2025-07-01 2025-12-31"),
        ("spend in the first and second quarter", "2026-01-01 2026-06-30"),
        ("first and second week of March spend", "2026-03-01 2026-03-14"),
        ("spend between 3 March and 9 March", "2026-03-03 2026-03-09"),
        ("first or second of May clicks", "2026-05-01 2026-05-02"),
        ("spend in December or January", "2025-12-01 2026-01-31"),
        ("January, February and March 2025 spend", "2025-01-01 2025-03-31"),
        ("spend today or yesterday", "2026-06-16 2026-06-17"),
        ("spend this week or last week", "2026-06-08 2026-06-17"),
        ("emails on Sunday or Saturday", "2026-06-13 2026-06-14"),
    ],
)
def test_times_beside_each_other_are_one(said: str, expected: str) -> None:
    found = understood(said, AS_OF)
    assert days_of(found) == expected
    assert not found.date_notes


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("spend in January or March", "2026-01-01 2026-03-31"),
        ("spend in January, March and May", "2026-01-01 2026-05-31"),
        ("spend in January, February or April", "2026-01-01 2026-04-30"),
        ("spend in Q1 or Q3 2025", "2025-01-01 2025-09-30"),
        ("spend Q1, Q2 and Q4 2025", "2025-01-01 2025-12-31"),
        ("spend Jan & Mar & May", "2026-01-01 2026-05-31"),
        ("spend on the 3rd and 9th of March", "2026-03-03 2026-03-09"),
        ("Ausgaben im Januar oder März", "2026-01-01 2026-03-31"),
        ("gasto en enero o marzo", "2026-01-01 2026-03-31"),
    ],
)
def test_times_apart_are_read_from_the_first_to_the_last_and_told(said: str, expected: str) -> None:
    found = understood(said, AS_OF)
    assert days_of(found) == expected
    assert len(found.date_notes) == 1
    assert "apart" in found.date_notes[0]
    assert expected.replace(" ", " to ") in found.date_notes[0]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("month prior to last spend", "2026-04-01 2026-04-30"),
        ("the month before the last one spend", "2026-04-01 2026-04-30"),
        ("spend in the quarter prior to the previous one", "2025-10-01 2025-12-31"),
        ("spend in the penultimate week", "2026-06-01 2026-06-07"),
        ("spend in the next-to-last quarter", "2025-10-01 2025-12-31"),
        ("spend in the antepenultimate month", "2026-03-01 2026-03-31"),
        ("Ausgaben im Monat vor dem letzten", "2026-04-01 2026-04-30"),
        ("gasto el mes anterior al pasado", "2026-04-01 2026-04-30"),
        ("gasto en el mes antes del último", "2026-04-01 2026-04-30"),
        ("dépenses le mois avant le dernier", "2026-04-01 2026-04-30"),
        ("gastos no mês antes do último", "2026-04-01 2026-04-30"),
        ("last complete week spend", "2026-06-08 2026-06-14"),
        ("spend last full quarter", "2026-01-01 2026-03-31"),
        ("Ausgaben letztes abgeschlossenes Quartal", "2026-01-01 2026-03-31"),
        ("gasto la última semana completa", "2026-06-08 2026-06-14"),
        ("gastos na última semana completa", "2026-06-08 2026-06-14"),
        ("last finished quarter spend", "2026-01-01 2026-03-31"),
        ("spend the last month but one", "2026-04-01 2026-04-30"),
        ("spend in the second-to-last week of March", "2026-03-18 2026-03-24"),
        ("vorletzte Woche im März Ausgaben", "2026-03-18 2026-03-24"),
        ("penultimate Friday of March spend", "2026-03-20 2026-03-20"),
    ],
)
def test_the_last_whole_time_and_the_one_before_it(said: str, expected: str) -> None:
    found = understood(said, AS_OF)
    assert days_of(found) == expected
    assert not found.metrics


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("spend until and including 9 January", f"{START} 2026-01-09"),
        ("spend up to 9 January", f"{START} 2026-01-09"),
        ("spend 9 January at the latest", f"{START} 2026-01-09"),
        ("spend until 9 January inclusive", f"{START} 2026-01-09"),
        ("gasto hasta el 9 de enero inclusive", f"{START} 2026-01-09"),
        ("dépenses jusqu'au 9 janvier inclus", f"{START} 2026-01-09"),
        ("dépenses pas plus tard que le 9 janvier", f"{START} 2026-01-09"),
        ("Ausgaben nicht später als 9. Januar", f"{START} 2026-01-09"),
        ("spend no sooner than 9 January", "2026-01-09 2026-06-17"),
        ("Ausgaben nicht vor dem 9. Januar", "2026-01-09 2026-06-17"),
        ("dépenses pas avant le 9 janvier", "2026-01-09 2026-06-17"),
        ("campaigns sent at least a week before Christmas", f"{START} 2025-12-18"),
        ("pelo menos uma semana antes do Natal", f"{START} 2025-12-18"),
        ("emails sent more than 3 days after Black Friday", "2025-12-02 2026-06-17"),
    ],
)
def test_ends_are_told_in_many_ways(said: str, expected: str) -> None:
    found = understood(said, AS_OF)
    assert days_of(found) == expected
    assert not found.metrics
    assert not found.residual
    assert not found.date_notes


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("spend 12 January for two weeks", "2026-01-12 2026-01-25"),
        ("spend the fortnight from 12 January", "2026-01-12 2026-01-25"),
        ("spend from 12 January for 7 days", "2026-01-12 2026-01-18"),
        ("spend starting 12 January, for ten days", "2026-01-12 2026-01-21"),
        ("Ausgaben ab 12. Januar für zwei Wochen", "2026-01-12 2026-01-25"),
        ("gasto desde el 12 de enero durante dos semanas", "2026-01-12 2026-01-25"),
        ("dépenses à partir du 12 janvier pendant deux semaines", "2026-01-12 2026-01-25"),
        ("gastos a partir de 12 de janeiro por duas semanas", "2026-01-12 2026-01-25"),
    ],
)
def test_a_time_lasts_from_a_day_on(said: str, expected: str) -> None:
    assert days_of(understood(said, AS_OF)) == expected


@pytest.mark.parametrize(
    "said",
    [
        "spend not in March",
        "campaigns that were not active in March",
        "which campaigns didn't run in March",
        "spend outside December",
        "spend in any month but March",
        "Ausgaben nicht im März",
        "Ausgaben außerhalb vom Dezember",
        "gasto no en marzo",
        "gasto fuera de diciembre",
        "dépenses sauf en mars",
        "dépenses hors décembre",
        "gastos exceto em março",
        "gastos não em março",
    ],
)
def test_a_time_that_is_left_out_is_never_the_time_that_is_read(said: str) -> None:
    found = understood(said, AS_OF)
    assert found.period is None
    assert len(found.date_notes) == 1
    assert "leaves days out" in found.date_notes[0]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("spend in 2026 but not in March", "2026-01-01 2026-12-31"),
        ("spend in March excluding weekends", "2026-03-01 2026-03-31"),
        ("every weekend in March", "2026-03-01 2026-03-31"),
        ("spend on Mondays in May", "2026-05-01 2026-05-31"),
    ],
)
def test_what_is_left_out_of_a_time_leaves_the_rest_and_is_told(said: str, expected: str) -> None:
    found = understood(said, AS_OF)
    assert days_of(found) == expected
    assert len(found.date_notes) == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("emails without discount in March", "2026-03-01 2026-03-31"),
        ("campaigns outside Germany last month", "2026-05-01 2026-05-31"),
        ("gastos no verão", "2026-06-01 2026-08-31"),
    ],
)
def test_what_else_is_left_out_leaves_the_time(said: str, expected: str) -> None:
    found = understood(said, AS_OF)
    assert days_of(found) == expected
    assert not found.date_notes


@pytest.mark.parametrize(
    "said",
    [
        "spend every Monday",
        "spend on Mondays",
        "spend at weekends",
        "Ausgaben jeden Montag",
        "gasto todos los lunes",
        "dépenses tous les lundis",
        "gastos todas as segundas-feiras",
        "spend every December",
    ],
)
def test_days_that_come_again_are_told(said: str) -> None:
    found = understood(said, AS_OF)
    assert found.period is None
    assert len(found.date_notes) == 1
    assert "again" in found.date_notes[0]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("spend from 2026-10-10 to 2026-10-01", "2026-10-01 2026-10-10"),
        ("spend from 10 March to 1 March", "2026-03-01 2026-03-10"),
        ("spend between 20 and 10 May 2026", "2026-05-10 2026-05-20"),
    ],
)
def test_ends_the_wrong_way_round_are_put_in_order_and_told(said: str, expected: str) -> None:
    found = understood(said, AS_OF)
    assert days_of(found) == expected
    assert len(found.date_notes) == 1
    assert "end first" in found.date_notes[0]


@pytest.mark.parametrize("said", ["spend from December to February", "from the 25th to the 5th"])
def test_ends_across_a_year_or_a_month_are_in_order(said: str) -> None:
    assert not understood(said, AS_OF).date_notes


@pytest.mark.parametrize("said", ["spend last 99999999999 days", "spend last 5000 days"])
def test_more_days_than_there_can_be_are_told(said: str) -> None:
    found = understood(said, AS_OF)
    assert days_of(found) == f"{START} {AS_OF}"
    assert not found.missing
    assert len(found.date_notes) == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("campaigns in 1850", "1850-01-01 1850-12-31"),
        ("campaigns in 2150 with low CPA", "2150-01-01 2150-12-31"),
        ("spend in 1500 campaigns", "none"),
        ("campaigns with 1850 clicks", "none"),
    ],
)
def test_a_year_is_a_year_whether_there_are_rows_or_not(said: str, expected: str) -> None:
    assert days_of(understood(said, AS_OF)) == expected


@pytest.mark.parametrize(
    ("said", "as_of", "expected"),
    [
        ("this winter's cheapest clicks, December 2024", "2025-12-20", "2024-12-01 2024-12-31"),
        ("cheapest clicks this spring (April 2024)", "2026-06-17", "2024-04-01 2024-04-30"),
        ("spend last month (February)", "2025-03-20", "2025-02-01 2025-02-28"),
        ("revenue last month over 2000", "2026-06-17", "2026-05-01 2026-05-31"),
        ("top ROAS this summer", "2025-01-01", "2024-06-01 2024-08-31"),
        ("mejor ROAS este verano", "2025-01-01", "2024-06-01 2024-08-31"),
        ("bester ROAS diesen Sommer", "2025-01-01", "2024-06-01 2024-08-31"),
        ("meilleur ROAS cet été", "2025-01-01", "2024-06-01 2024-08-31"),
        ("melhor ROAS neste verão", "2025-01-01", "2024-06-01 2024-08-31"),
    ],
)
def test_a_vague_time_gives_way_and_no_season_is_all_to_come(said: str, as_of: str, expected: str) -> None:
    assert days_of(understood(said, as_of)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("orders over Thanksgiving", "2025-11-27 2025-11-27"),
        ("orders throughout Black Friday", "2025-11-28 2025-11-28"),
        ("Ausgaben während Halloween", "2025-10-31 2025-10-31"),
        ("gasto durante Halloween", "2025-10-31 2025-10-31"),
        ("dépenses pendant Halloween", "2025-10-31 2025-10-31"),
        ("orders around Halloween", "2025-10-24 2025-11-07"),
        ("Ausgaben in der zweiten Hälfte des Januars", "2026-01-16 2026-01-31"),
        ("dépenses de la deuxième quinzaine de mars", "2026-03-16 2026-03-31"),
        ("Ausgaben 1. Hälfte März", "2026-03-01 2026-03-15"),
        ("zweite Jahreshälfte 2025 Ausgaben", "2025-07-01 2025-12-31"),
        ("Ausgaben Monatsmitte März", "2026-03-11 2026-03-20"),
        ("gasto la 1ª quincena de marzo", "2026-03-01 2026-03-15"),
        ("dépenses 2e quinzaine mars", "2026-03-16 2026-03-31"),
        ("gastos 1ª quinzena de março", "2026-03-01 2026-03-15"),
        ("le lundi de Pâques", "2026-04-06 2026-04-06"),
        ("el Viernes Santo", "2026-04-03 2026-04-03"),
    ],
)
def test_an_event_of_one_day_is_that_day_and_a_half_month_its_half(said: str, expected: str) -> None:
    assert days_of(understood(said, AS_OF)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("top spend last week (8-14 June 2026)", "2026-06-08 2026-06-14"),
        ("top spend this quarter, Q1 2026", "2026-01-01 2026-03-31"),
        ("spend this year, 2025", "2025-01-01 2025-12-31"),
        ("clicks in the past month, May 2026", "2026-05-01 2026-05-31"),
        ("gasto este trimestre, enero 2026", "2026-01-01 2026-01-31"),
        ("ROAS in spring 2025, April", "2025-04-01 2025-04-30"),
        ("spend in January, February 2026", "2026-01-01 2026-02-28"),
        ("spend from last Monday to last Friday", "2026-06-08 2026-06-12"),
        ("spend in March or later", "2026-03-01 2026-06-17"),
    ],
)
def test_what_follows_a_time_makes_it_exact(said: str, expected: str) -> None:
    found = understood(said, AS_OF)
    assert days_of(found) == expected
    assert not found.date_notes


@pytest.mark.parametrize(
    "said",
    ["neither in March nor in April", "weder im März noch im April", "ni en marzo ni en abril", "not March or April"],
)
def test_all_times_of_a_list_are_left_out(said: str) -> None:
    found = understood(said, AS_OF)
    assert found.period is None
    assert found.date_notes


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("the Monday campaign", '"Monday"'),
        ("spend in the past 7 or 14 days", '"14 days"'),
        ("campaigns with more than 3 days in March", '"3 days"'),
    ],
)
def test_a_word_of_time_that_nothing_is_made_of_is_told(said: str, left: str) -> None:
    found = understood(said, AS_OF)
    assert found.date_notes == (f"{left} is not read as a time: it is left out",)
    assert found.confidence < 1


@pytest.mark.parametrize("said", ["spend per week in Q1", "the last campaign in March", "compare January with March"])
def test_what_is_read_or_compared_is_not_told(said: str) -> None:
    assert not understood(said, AS_OF).date_notes


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("spend in the 8th week of the year", "2026-02-16 2026-02-22"),
        ("the 3rd week of 2026 by clicks", "2026-01-12 2026-01-18"),
        ("11th week of 2025", "2025-03-10 2025-03-16"),
        ("achte Woche des Jahres", "2026-02-16 2026-02-22"),
        ("first week of 2026", "2026-01-01 2026-01-07"),
        ("3rd week of March", "2026-03-15 2026-03-21"),
    ],
)
def test_weeks_of_a_year_are_numbered_as_in_calendars_and_those_of_a_month_by_seven_days(
    said: str, expected: str
) -> None:
    assert days_of(understood(said, AS_OF)) == expected

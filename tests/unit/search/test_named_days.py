"""Feasts beside figures, and dates inside names; as of Wednesday 17 June 2026, by hand from a calendar (Easter is 5 April)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.search.interpretation import Interpretation
from domain.search.text import name_keys
from domain.search.understanding import understand
from tests.unit.search.date_reading import days_of
from tests.unit.search.organization import VOCABULARY, key

MOTHERS = "A night out this Mother's Day"
OWN = replace(
    VOCABULARY,
    names={
        **VOCABULARY.names,
        **{one: (key(name),) for name in (MOTHERS, "Giving Tuesday Appeal") for one in name_keys(name)},
    },
    words={**VOCABULARY.words, "easter": 3, "monday": 2, "giving": 1, "tuesday": 1},
    concepts={**VOCABULARY.concepts, "easter": 3, "giving_tuesday": 1},
)


def asked(said: str) -> Interpretation:
    return understand(said, OWN, date(2026, 6, 17))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("top spend Palm Sunday", "2026-03-29 2026-03-29"),
        ("top spend Easter Monday", "2026-04-06 2026-04-06"),
        ("top spend Easter Sunday", "2026-04-05 2026-04-05"),
        ("top spend Good Friday", "2026-04-03 2026-04-03"),
        ("most clicks Ash Wednesday", "2026-02-18 2026-02-18"),
        ("highest revenue Whit Monday", "2026-05-25 2026-05-25"),
        ("CPA under 20 Holy Saturday", "2026-04-04 2026-04-04"),
        ("Ausgaben Ostermontag höchste", "2026-04-06 2026-04-06"),
        ("mayor gasto Domingo de Ramos", "2026-03-29 2026-03-29"),
        ("dépenses jeudi de l'Ascension", "2026-05-14 2026-05-14"),
        ("maiores gastos Quarta-feira de Cinzas", "2026-02-18 2026-02-18"),
        ("top spend Earth Day", "2026-04-22 2026-04-22"),
    ],
)
def test_a_feast_that_nothing_is_about_is_a_day_beside_a_figure(said: str, expected: str) -> None:
    found = asked(said)
    assert days_of(found) == expected
    assert not found.missing
    assert not found.residual
    assert not found.concepts


@pytest.mark.parametrize("said", ["top spend Giving Tuesday", "top spend Good Friday emails", "Palm Sunday campaigns"])
def test_a_feast_that_something_is_about_is_a_theme(said: str) -> None:
    assert asked(said).period is None


@pytest.mark.parametrize("said", [MOTHERS, f"related to {MOTHERS}"])
def test_no_word_of_a_whole_name_is_a_date(said: str) -> None:
    found = asked(said)
    assert found.period is None
    assert (found.entities or found.related_to) == (key(MOTHERS),)


def test_a_date_beside_a_whole_name_is_one() -> None:
    assert days_of(asked(f'similar to "{MOTHERS}" in April')) == "2026-04-01 2026-04-30"

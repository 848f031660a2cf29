"""Numbers, days and spans as people write them."""

from __future__ import annotations

from datetime import date

SMALLEST_SHOWN = 0.001


def whole(value: float) -> str:
    """Rounded, with thousands apart.

    >>> whole(96204.4)
    '96,204'
    """
    return f"{value:,.0f}"


def amount(value: float, unit: str = "") -> str:
    """Money with its currency, counts without; fractions only where they are.

    >>> amount(1250.5, "USD"), amount(23.0, "count"), amount(0.25)
    ('USD 1,250.50', '23', '0.25')
    """
    if unit in {"", "count"}:
        return whole(value) if float(value).is_integer() else f"{value:,.2f}"
    return f"{'' if unit == 'currency units' else unit + ' '}{value:,.2f}"


def percent(part: float, of: float) -> str:
    """A share; a dash where there is nothing to share.

    >>> percent(1, 3), percent(0, 0)
    ('33.3 %', '–')
    """
    return f"{100 * part / of:.1f} %" if of else "–"


def probability(value: float | None) -> str:
    """A p- or q-value.

    >>> probability(0.0301), probability(1e-9), probability(None)
    ('0.030', '< 0.001', '–')
    """
    if value is None:
        return "–"
    return f"< {SMALLEST_SHOWN}" if value < SMALLEST_SHOWN else f"{value:.3f}"


def signed(value: float | None) -> str:
    """A correlation, with a real minus.

    >>> signed(-0.5), signed(-0.001), signed(None)
    ('−0.50', '0.00', '–')
    """
    return "–" if value is None else f"{value:z.2f}".replace("-", "−")


def day(when: date) -> str:
    """A day.

    >>> day(date(2024, 2, 5))
    '5 Feb 2024'
    """
    return f"{when.day} {when:%b %Y}"


def span(first: date, last: date) -> str:
    """From one day to another, without what both have in common.

    >>> span(date(2024, 2, 5), date(2024, 2, 18)), span(date(2024, 2, 5), date(2024, 2, 5))
    ('5 to 18 Feb 2024', '5 Feb 2024')
    >>> span(date(2023, 12, 25), date(2024, 1, 7))
    '25 Dec 2023 to 7 Jan 2024'
    """
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%b} to {day(last)}"
    return f"{first.day} to {day(last)}"


def number_of(count: int, one: str, many: str | None = None) -> str:
    """A count and its noun.

    >>> number_of(1, "week"), number_of(1200, "week")
    ('1 week', '1,200 weeks')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"

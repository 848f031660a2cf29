"""Figures, days and comparisons in plain words."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from math import floor, log10

import numpy as np
import numpy.typing as npt

from domain.metrics import MONEY_METRICS, RATIO_BY_NAME
from domain.search.interpretation import Comparison, Interpretation, MetricFilter, Ranking
from domain.search.ordering import MetricOrder
from domain.search.standing import COSTS
from domain.vocabulary import Direction, Level, Period

_CAPITALS = frozenset({"cpm", "cpc", "ctr", "roas"})
_PLURALS = {
    Level.CAMPAIGN: "campaigns",
    Level.AD_GROUP: "ad groups",
    Level.AD: "ads",
    Level.MESSAGE: "messages",
}
_SMALL, _LARGE = 1_000, 1e15


def label(metric: str) -> str:
    """A metric's name as people write it.

    >>> label("roas"), label("cost_per_conversion")
    ('ROAS', 'cost per conversion')
    """
    return metric.upper() if metric in _CAPITALS else metric.replace("_", " ")


def figure(metric: str, value: float, currency: str | None = None) -> str:
    """A figure with its unit.

    >>> figure("ctr", 0.0213), figure("spend", 1234.5, "EUR"), figure("roas", 4.2), figure("conversions", 12.0)
    ('2.13 %', '1,234.50 EUR', '4.2', '12')
    >>> figure("revenue_per_recipient", 0.04318, "EUR"), figure("cpc", 0.5), figure("unsubscribe_rate", 0.000018)
    ('0.0432 EUR', '0.50', '0.0018 %')
    """
    ratio = RATIO_BY_NAME.get(metric)
    if ratio is not None and ratio.unit == "fraction":
        return f"{_rounded(100 * value)} %"
    if metric in MONEY_METRICS and metric != "roas":
        return f"{_money(value, is_ratio=ratio is not None)} {currency or ''}".strip()
    return _rounded(value)


def _money(value: float, *, is_ratio: bool) -> str:
    """Two decimals; as many as three figures need for less than one unit a click or a recipient."""
    if abs(value) >= _LARGE:
        return f"{value:.6g}"
    decimals = _decimals(value, 3) if is_ratio and 0 < abs(value) < 1 else 2
    whole, _, rest = f"{value:,.{decimals}f}".partition(".")
    return f"{whole}.{rest[:2]}{rest[2:].rstrip('0')}"


def _rounded(value: float) -> str:
    if abs(value) >= _LARGE:
        return f"{value:.6g}"
    if value == int(value) or abs(value) >= _SMALL:
        return f"{value:,.0f}"
    decimals = _decimals(value, 2) if abs(value) < 1 else 2
    return f"{value:,.{decimals}f}".rstrip("0").rstrip(".")


def _decimals(value: float, figures: int) -> int:
    """Decimals that show so many figures of a number below 1, two at least."""
    return min(12, max(2, figures - 1 - floor(log10(abs(value)))))


def comparison(condition: MetricFilter) -> str:
    """A condition as people write it.

    >>> comparison(MetricFilter("ctr", Comparison.OVER, 0.02))
    'CTR > 2 %'
    """
    value = figure(condition.metric, condition.value)
    if condition.comparison is Comparison.BETWEEN and condition.upper is not None:
        return f"{label(condition.metric)} between {value} and {figure(condition.metric, condition.upper)}"
    return f"{label(condition.metric)} {condition.comparison.value} {value}"


def plural(level: Level | None, *, one: bool = False) -> str:
    """Entities of a level; any where it is None."""
    word = _PLURALS.get(level, "entities") if level is not None else "entities"
    return ("entity" if word == "entities" else word[:-1]) if one else word


def days(period: Period | None) -> str:
    """A period with its preposition.

    >>> days(Period(date(2024, 1, 1), date(2024, 1, 31))), days(Period(date(2024, 1, 1), date(2024, 12, 31)))
    ('in January 2024', 'in 2024')
    >>> days(Period(date(2024, 1, 5), date(2024, 1, 5))), days(Period(date(2024, 1, 5), date(2024, 2, 6))), days(None)
    ('on 2024-01-05', 'from 2024-01-05 to 2024-02-06', 'over all days')
    """
    if period is None:
        return "over all days"
    start, end = period.start, period.end
    if start == end:
        return f"on {start}"
    if start == date(start.year, 1, 1) and end == date(start.year, 12, 31):
        return f"in {start.year}"
    last_day = calendar.monthrange(start.year, start.month)[1]
    if (start, end) == (start.replace(day=1), start.replace(day=last_day)):
        return f"in {calendar.month_name[start.month]} {start.year}"
    return f"from {start} to {end}"


def standing(place: int, peers: int, direction: Direction, *, costs: bool) -> str:
    """A place among peers, in percent.

    >>> standing(4, 38, Direction.DESC, costs=False), standing(1, 3, Direction.ASC, costs=True)
    ('top 11 %', 'lowest of 3')
    >>> standing(2, 13, Direction.DESC, costs=False), standing(62, 80, Direction.DESC, costs=False)
    ('2nd highest of 13', '62nd highest of 80')
    """
    end = "lowest" if direction is Direction.ASC else "highest" if costs else "top"
    few = 20
    if peers < few or 2 * place > peers:  # to be among the "top 77 %" says little
        ordinal = "" if place == 1 else f"{_ordinal(place)} "
        return f"{ordinal}{'highest' if end == 'top' else end} of {peers:,}"
    return f"{end} {max(1, -(-100 * place // peers))} %"


def _ordinal(place: int) -> str:
    last = place % 10 if place // 10 % 10 != 1 else 0
    return f"{place:,}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def ranked_by(
    asked: Interpretation, orders: Sequence[MetricOrder], found: npt.NDArray[np.int64] | None = None
) -> str | None:
    """How hits are ordered, where by metrics; `found`: the entities, of whose kinds alone the metrics are named."""
    said = []
    for order in orders:
        kinds = {0, 1} if found is None or not len(found) else {int(kind) for kind in np.unique(order.kinds[found])}
        names = [
            f"{label(name)} {direction.value}"
            for kind, (name, direction) in enumerate(zip(order.names, order.directions, strict=True))
            if name and (kind in kinds or order.names[0] == order.names[1])
        ]
        said.append(_part(order.ranking) + (" / ".join(dict.fromkeys(names)) or "performance") + _some(order.ranking))
    if not said and asked.metrics:
        said.append("volume")
    return "; ".join(said) or None


def _part(ranking: Ranking) -> str:
    if not ranking.band:
        return ""
    is_good = (ranking.direction is Direction.DESC) != (ranking.metric in COSTS)
    return "the better quarter by " if is_good else "the worse quarter by "


def _some(ranking: Ranking) -> str:
    """How many, and from which place on.

    >>> _some(Ranking("roas", Direction.DESC, 1, skipped=1)), _some(Ranking("roas", Direction.DESC, share=0.1))
    (', the 2nd', ', first 10 %')
    """
    if ranking.skipped:
        return f", the {_ordinal(ranking.skipped + 1)}"
    if ranking.share:
        return f", first {_rounded(100 * ranking.share)} %"
    return f", first {ranking.top}" if ranking.top else ""

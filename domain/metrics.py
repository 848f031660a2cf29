"""Every metric once: sums of additive columns, and ratios of those sums.

One `Ratio` serves a row's own figures (`row_ratio`) and groups of parts (`domain.insights.parts`). A part is one
(data source, channel) of a group; a ratio's two sums run over the parts that report both of its ends, so that email
revenue never enters ROAS.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from domain.records import ADDITIVE, BY_NAME, Column


@dataclass(frozen=True, slots=True)
class Ratio:
    """`factor * sum(numerator) / sum(denominator)`, null when undefined.

    `excluding`: parts that report this column stay out of both sums.
    `per_row`: only rows that report the numerator enter the denominator (unique counts).
    `fallback`: numerator to use when no row of the group reports the first one.
    """

    name: str
    numerator: str
    denominator: str
    meaning: str
    factor: int = 1
    unit: str = "fraction"
    excluding: str | None = None
    per_row: bool = False
    fallback: str | None = None

    @property
    def formula(self) -> str:
        """The formula as a person writes it."""
        factor = f"{self.factor} * " if self.factor != 1 else ""
        return f"{factor}{self.numerator} / {self.denominator}"

    @property
    def money(self) -> bool:
        """Whether the ratio is meaningless over several currencies."""
        return BY_NAME[self.numerator].money or BY_NAME[self.denominator].money

    @property
    def columns(self) -> frozenset[str]:
        """Every additive column that it looks at."""
        return frozenset({*self.numerators, self.denominator, *([self.excluding] if self.excluding else [])})

    @property
    def numerators(self) -> tuple[str, ...]:
        """The numerator, then the one to fall back on."""
        return (self.numerator, self.fallback) if self.fallback else (self.numerator,)


RATIOS: tuple[Ratio, ...] = (
    Ratio(
        "cpm",
        "spend",
        "impressions",
        "Cost per thousand impressions (IAB).",
        factor=1000,
        unit="currency units per 1000",
    ),
    Ratio("cpc", "spend", "clicks", "Cost per click.", unit="currency units"),
    Ratio(
        "ctr",
        "clicks",
        "impressions",
        "Click-through rate of ads. Messages are delivered, not shown: they have click_rate instead.",
        excluding="delivered",
    ),
    Ratio("conversion_rate", "conversions", "clicks", "Conversions per click."),
    Ratio("cost_per_conversion", "spend", "conversions", "Cost per primary conversion.", unit="currency units"),
    Ratio("roas", "revenue", "spend", "Return on ad spend.", unit="ratio"),
    Ratio("average_order_value", "revenue", "conversions", "Revenue per primary conversion.", unit="currency units"),
    Ratio(
        "open_rate",
        "unique_opens",
        "delivered",
        "Recipients that opened, of those delivered; from all opens where no row gives unique ones.",
        per_row=True,
        fallback="opens",
    ),
    Ratio(
        "click_rate",
        "unique_clicks",
        "delivered",
        "Recipients that clicked, of those delivered; from all clicks where no row gives unique ones.",
        per_row=True,
        fallback="clicks",
    ),
    Ratio(
        "click_to_open_rate",
        "unique_clicks",
        "unique_opens",
        "Recipients that clicked, of those that opened.",
        per_row=True,
    ),
    Ratio("unsubscribe_rate", "unsubscribes", "delivered", "Unsubscribes per message delivered."),
    Ratio("bounce_rate", "bounces", "sent", "Bounces per message sent."),
    Ratio(
        "revenue_per_recipient",
        "revenue",
        "delivered",
        "Revenue per message delivered.",
        unit="currency units",
    ),
)

RATIO_BY_NAME: dict[str, Ratio] = {ratio.name: ratio for ratio in RATIOS}
METRIC_NAMES: tuple[str, ...] = (*(column.name for column in ADDITIVE), *RATIO_BY_NAME)
MONEY_METRICS: frozenset[str] = frozenset(
    (*(c.name for c in ADDITIVE if c.money), *(r.name for r in RATIOS if r.money))
)


def sums_of(metrics: Iterable[str]) -> tuple[str, ...]:
    """Additive columns whose sums the metrics need, in the order of the record."""
    needed: set[str] = set()
    for name in metrics:
        ratio = RATIO_BY_NAME.get(name)
        needed |= {name} if ratio is None else ratio.columns
    return tuple(column.name for column in ADDITIVE if column.name in needed)


def paired_columns(metrics: Iterable[str]) -> tuple[str, ...]:
    """Columns of which a sum must know whether its rows report them: those of ratios that pair row by row."""
    ratios = [RATIO_BY_NAME[name] for name in metrics if name in RATIO_BY_NAME]
    needed = {column for ratio in ratios if ratio.per_row for column in ratio.columns}
    return tuple(column.name for column in ADDITIVE if column.name in needed)


def metric_column(name: str) -> Column | Ratio:
    """The definition behind a metric's name."""
    return RATIO_BY_NAME.get(name) or BY_NAME[name]


def row_ratio(frame: pd.DataFrame, ratio: Ratio) -> pd.Series:
    """A row's own ratio, float64; missing where an end is missing or the denominator is 0.

    `frame` has the additive columns in units (money in currency units, not micros), any numeric dtype.
    The answer has the frame's index.
    """
    value = _divide(frame[ratio.numerator], frame[ratio.denominator], ratio.factor)
    if ratio.fallback:
        value = value.where(frame[ratio.numerator].notna(), _divide(frame[ratio.fallback], frame[ratio.denominator], 1))
    if ratio.excluding:
        value = value.mask(frame[ratio.excluding].notna())
    return value


def _divide(top: pd.Series, bottom: pd.Series, factor: int) -> pd.Series:
    dividend, divisor = top.astype("Float64"), bottom.astype("Float64")
    quotient: pd.Series = factor * dividend / divisor.mask(divisor == 0)
    return quotient

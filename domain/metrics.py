"""Every metric once: sums of additive columns, and ratios of those sums.

One `Ratio` serves three views: a row's own figures (`row_ratio`), groups of parts in a frame
(`fold_parts`), and SQL (`domain.sql`). A part is one (data source, channel) of a group; a ratio's two
sums run over the parts that report both of its ends, so that email revenue never enters ROAS.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.records import ADDITIVE, BY_NAME, Column

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


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


@dataclass(frozen=True, slots=True)
class PairedSum:
    """Sum of `summed` over the rows that report `reported`: what per-row ratios need."""

    summed: str
    reported: str

    @property
    def name(self) -> str:
        """Name of the part's column."""
        return f"{self.summed}_with_{self.reported}"


def ends_of(ratio: Ratio, numerator: str) -> tuple[str, str]:
    """Names of the part columns that hold the two sums of `ratio`."""
    if not ratio.per_row:
        return numerator, ratio.denominator
    return (
        PairedSum(numerator, ratio.denominator).name,
        PairedSum(ratio.denominator, numerator).name,
    )


def _paired_sums() -> tuple[PairedSum, ...]:
    pairs = {
        PairedSum(*ends): None
        for ratio in RATIOS
        if ratio.per_row
        for numerator in ratio.numerators
        for ends in ((numerator, ratio.denominator), (ratio.denominator, numerator))
    }
    return tuple(pairs)


PAIRED_SUMS: tuple[PairedSum, ...] = _paired_sums()
PART_COLUMNS: tuple[str, ...] = (*(c.name for c in ADDITIVE), *(pair.name for pair in PAIRED_SUMS))


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


def fold_parts(parts: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Groups of parts with every metric: sums, and ratios over the parts that report both ends.

    `parts`: one row per (`by`, data_source, channel), columns `PART_COLUMNS` as numbers or missing.
    The answer has one row per `by` in sorted order (nulls kept, last) and the columns `by` + `METRIC_NAMES`, float64.
    An empty `by` gives one row over everything, also when `parts` is empty.
    """
    codes, groups = _group_codes(parts, by)
    size = len(groups) if by else 1
    columns = {name: parts[name].to_numpy(np.float64, na_value=np.nan) for name in PART_COLUMNS}
    sums = {column.name: _group_sum(columns[column.name], codes, size) for column in ADDITIVE}
    ratios = {ratio.name: _fold_ratio(columns, codes, size, ratio) for ratio in RATIOS}
    metrics = pd.DataFrame({**sums, **ratios})
    return pd.concat([groups, metrics], axis="columns") if by else metrics


def _group_codes(parts: pd.DataFrame, by: list[str]) -> tuple[Codes, pd.DataFrame]:
    if not by:
        return np.zeros(len(parts), np.int64), pd.DataFrame()
    grouped = parts.groupby(by, dropna=False, sort=True, observed=True)
    codes: Codes = np.asarray(grouped.ngroup(), np.int64)
    first = np.unique(codes, return_index=True)[1]
    return codes, parts[by].iloc[first].reset_index(drop=True)


def _group_sum(values: Floats, codes: Codes, size: int) -> Floats:
    """Sum of what is known in each group; missing where nothing is."""
    known = ~np.isnan(values)
    sums = np.bincount(codes[known], values[known], size)
    return np.where(np.bincount(codes[known], minlength=size) > 0, sums, np.nan)


def _fold_ratio(columns: dict[str, Floats], codes: Codes, size: int, ratio: Ratio) -> Floats:
    """The ratio of each group; the fallback numerator where no part reports both ends of the first one."""
    value = np.full(size, np.nan)
    unknown = np.ones(size, np.bool_)
    for numerator in ratio.numerators:
        top, bottom = _fold_ends(columns, codes, size, ratio, numerator)
        with np.errstate(divide="ignore", invalid="ignore"):
            quotient = np.where(bottom == 0, np.nan, ratio.factor * top / bottom)
        value = np.where(unknown, quotient, value)
        unknown &= np.isnan(top) | np.isnan(bottom)
    return value


def _fold_ends(
    columns: dict[str, Floats], codes: Codes, size: int, ratio: Ratio, numerator: str
) -> tuple[Floats, Floats]:
    top, bottom = (columns[name] for name in ends_of(ratio, numerator))
    both = ~np.isnan(top) & ~np.isnan(bottom)
    if ratio.excluding:
        both &= np.isnan(columns[ratio.excluding])
    return _group_sum(top[both], codes[both], size), _group_sum(bottom[both], codes[both], size)


def _divide(top: pd.Series, bottom: pd.Series, factor: int) -> pd.Series:
    dividend, divisor = top.astype("Float64"), bottom.astype("Float64")
    quotient: pd.Series = factor * dividend / divisor.mask(divisor == 0)
    return quotient

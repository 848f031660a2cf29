"""What insights can be grouped by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.calendar.named_periods import NamedPeriod, Unit
from domain.insights.day_labels import NOTHING_SAID, SaidCalendar
from domain.reading import Dimension
from domain.summation.needs import COUNTRY_BREAKDOWNS, DEVICE_BREAKDOWNS, Bucket, Depth

_ACCOUNT = ("data_source", "account_id")
_PERIODS = {
    Unit.FISCAL_YEAR: "Fiscal year, named by the year in which it ends; it begins with `fiscalYearStartMonth`.",
    Unit.FISCAL_QUARTER: "Quarter of the fiscal year, 1 to 4; implies the fiscal year.",
    Unit.FISCAL_MONTH: "Month of the fiscal year, 1 to 12; implies the fiscal year.",
    Unit.RETAIL_YEAR: "Year of the US National Retail Federation's 4-5-4 calendar.",
    Unit.RETAIL_QUARTER: "Quarter of the retail year, 1 to 4; implies the retail year.",
    Unit.RETAIL_MONTH: "Month of the retail year, 1 (about February) to 12; implies the retail year.",
    Unit.RETAIL_WEEK: "Week of the retail year, 1 to 53, from Sunday; implies the retail year.",
}
_LABELS = {
    "IS_WEEKEND": "Whether the day is of the country's weekend.",
    "IS_BUSINESS_DAY": "Whether the day is neither of the weekend nor a public holiday of the country.",
    "HOLIDAY": "Public holiday of the country, names of one day joined by ' + '; null on other days.",
    "RETAIL_EVENT": "Retail event of the country, names of one day joined by ' + '; null on other days.",
    "RETAIL_SEASON": "Season of the shops of the country, e.g. holiday; null between them.",
}
_OF_PLACE = "The country is `country`, else the row's own, else US."


def _of_period(unit: Unit, meaning: str) -> Dimension:
    period = NamedPeriod(unit)
    return Dimension(unit.name, period.columns, meaning, bucket=period, of_day=unit.value)


def _of_label(name: str, meaning: str) -> Dimension:
    label = name.lower()
    return Dimension(name, (label,), f"{meaning} {_OF_PLACE}", bucket=Bucket.DAY, of_day=label)


_ALL = (
    Dimension("DATA_SOURCE", ("data_source",), "The system the rows came from."),
    Dimension("ACCOUNT", _ACCOUNT, "Account; implies the data source.", labels=("account_name",)),
    Dimension(
        "CAMPAIGN",
        (*_ACCOUNT, "campaign_id"),
        "Campaign or flow; implies data source and account.",
        labels=("account_name", "campaign_name"),
    ),
    Dimension(
        "AD_GROUP",
        (*_ACCOUNT, "campaign_id", "ad_group_id"),
        "Ad group (Meta's ad set); implies the campaign.",
        labels=("account_name", "campaign_name", "ad_group_name"),
        depth=Depth.AD_GROUP,
    ),
    Dimension(
        "AD",
        (*_ACCOUNT, "campaign_id", "ad_group_id", "ad_id"),
        "Ad or message; implies the ad group.",
        labels=("account_name", "campaign_name", "ad_group_name", "ad_name"),
        depth=Depth.AD,
    ),
    Dimension("CHANNEL", ("channel",), "Media grouping, e.g. paid_search."),
    Dimension("OBJECTIVE", ("objective",), "Objective of the campaign."),
    Dimension("STATUS", ("status",), "Status of the entity."),
    Dimension("COUNTRY", ("country",), "Country; reads rows broken down by it.", breakdown=COUNTRY_BREAKDOWNS),
    Dimension("DEVICE", ("device",), "Device; reads rows broken down by it.", breakdown=DEVICE_BREAKDOWNS),
    Dimension("CURRENCY", (), "Currency of the money; every row has one of its own anyway."),
    Dimension("DAY", ("day",), "Day, in the account's time zone.", expression="day", bucket=Bucket.DAY),
    Dimension("WEEK", ("week",), "ISO week, by its Monday.", expression="week", bucket=Bucket.WEEK),
    Dimension("MONTH", ("month",), "Month, by its first day.", expression="month", bucket=Bucket.MONTH),
    Dimension("QUARTER", ("quarter",), "Quarter, by its first day.", expression="quarter", bucket=Bucket.QUARTER),
    Dimension("YEAR", ("year",), "Year, by its first day.", expression="year", bucket=Bucket.YEAR),
    Dimension(
        "DAY_OF_WEEK", ("day_of_week",), "ISO, 1 Monday to 7 Sunday.", expression="day_of_week", bucket=Bucket.DAY
    ),
    Dimension(
        "SEASON",
        ("season",),
        "Meteorological season; northern unless `country`, or else the row's own, says otherwise.",
        expression="season",
        bucket=Bucket.SEASON,
    ),
    *(_of_period(unit, meaning) for unit, meaning in _PERIODS.items()),
    *(_of_label(name, meaning) for name, meaning in _LABELS.items()),
)

DIMENSIONS: dict[str, Dimension] = {dimension.name: dimension for dimension in _ALL}
_LATEST = ("objective", "status")


def settle_dimensions(
    names: Iterable[str], breakdowns: Iterable[str] = (), calendar: SaidCalendar = NOTHING_SAID
) -> tuple[Dimension, ...]:
    """The dimensions asked for, once each; beside an entity, its objective and status are the latest ones.

    `breakdowns`: names of breakdowns to group by as well, e.g. age; each becomes a column `breakdown_0`, `breakdown_1`, ...
    """
    chosen = [_by_calendar(DIMENSIONS[name], calendar) for name in dict.fromkeys(names)]
    with_entity = any("campaign_id" in dimension.columns for dimension in chosen)
    settled = [
        replace(d, columns=(), labels=d.columns) if with_entity and d.columns[:1] and d.columns[0] in _LATEST else d
        for d in chosen
    ]
    cells = [
        Dimension(name, (f"breakdown_{place}",), f"The breakdown {name}.", breakdown=frozenset({name}), cell=name)
        for place, name in enumerate(dict.fromkeys(breakdowns))
    ]
    return (*settled, *cells)


def _by_calendar(dimension: Dimension, calendar: SaidCalendar) -> Dimension:
    """The dimension as the caller's calendar has it: fiscal years from their month, seasons of the country said."""
    if isinstance(dimension.bucket, NamedPeriod):
        return replace(dimension, bucket=replace(dimension.bucket, fiscal_start=calendar.fiscal_start))
    if dimension.bucket is Bucket.SEASON and calendar.country is not None:
        return replace(dimension, expression=None, of_day="season")
    return dimension

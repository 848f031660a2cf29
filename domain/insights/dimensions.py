"""What insights can be grouped by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.insights.day_labels import DAY_LABELS
from domain.reading import Dimension
from domain.summation.needs import COUNTRY_BREAKDOWNS, DEVICE_BREAKDOWNS, Bucket, Depth

_ACCOUNT = ("data_source", "account_id")

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
        "Meteorological season; northern unless the row's country says otherwise.",
        expression="season",
        bucket=Bucket.SEASON,
    ),
    *(
        Dimension(name.upper(), (name,), label.meaning, expression="day", bucket=Bucket.DAY, is_day_label=True)
        for name, label in DAY_LABELS.items()
    ),
)

DIMENSIONS: dict[str, Dimension] = {dimension.name: dimension for dimension in _ALL}
_LATEST = ("objective", "status")


def settle_dimensions(names: Iterable[str], breakdowns: Iterable[str] = ()) -> tuple[Dimension, ...]:
    """The dimensions asked for, once each; beside an entity, its objective and status are the latest ones.

    `breakdowns`: names of breakdowns to group by as well, e.g. age; each becomes a column `breakdown_0`, `breakdown_1`, ...
    """
    chosen = [DIMENSIONS[name] for name in dict.fromkeys(names)]
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

"""Landing addresses and their UTM parameters, and series of unequal length, of the smaller sources."""

import pytest

from domain.column_map import ColumnUse
from domain.errors import InvalidInputError
from domain.said_rules import NOTHING_SAID, check_said, said_rules_of
from domain.sources.registry import SOURCES
from domain.vocabulary import DataSource
from tests.builders import codes, normalized, only

URL = "https://shop.example/p?utm_source=net&utm_campaign=Spring%20Sale#top"
NINE = [name for name in SOURCES if name not in {"meta_business", "google_ads", "klaviyo", "generic"}]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("tiktok_ads", "landing_page_url"),
        ("linkedin_ads", "landing_page_url"),
        ("microsoft_ads", "FinalUrl"),
        ("pinterest_ads", "DESTINATION_URL"),
        ("snapchat_ads", "landing_page_url"),
        ("reddit_ads", "click_url"),
        ("x_ads", "website_url"),
    ],
)
def test_utm_parameters_are_read_from_the_landing_address(source: str, name: str) -> None:
    row = {"campaign_id": "1", "date": "2024-01-01", "day": "2024-01-01", "impressions": 5, name: URL}
    row |= {"stat_time_day": "2024-01-01"} if source == "tiktok_ads" else {}
    record = only(normalized([row], source, currency="USD"))
    assert (record["landing_url"], record["utm_source"], record["utm_campaign"]) == (URL, "net", "Spring Sale")
    assert record["utm_term"] is None


def test_a_column_map_may_name_utm_columns_and_these_win_over_the_address() -> None:
    columns = {
        "Tag": "utm_source",
        "Page": "landing_url",
        "Day": "date_start",
        "Shown": "impressions",
        "No": "campaign_id",
    }
    row = {"Tag": "mine", "Page": URL, "Day": "2024-01-01", "Shown": "5", "No": "1"}
    told = {name: ColumnUse(target) for name, target in columns.items()}
    record = only(normalized([row], "generic", currency="USD", column_map=told))
    assert (record["utm_source"], record["utm_campaign"]) == ("mine", "Spring Sale")


@pytest.mark.parametrize("source", NINE)
@pytest.mark.parametrize(
    ("rule", "value"), [("clickBasis", "LINK"), ("primaryConversion", "lead"), ("preset", "fivetran")]
)
def test_rules_that_a_source_does_not_follow_are_refused_by_name(source: str, rule: str, value: str) -> None:
    spec = SOURCES[DataSource(source)]
    with pytest.raises(InvalidInputError, match=f"{rule} is no rule of {source}"):
        check_said(spec, said_rules_of({rule: value}, ("rules",)), ("rules",))
    check_said(spec, NOTHING_SAID, ("rules",))


def test_series_of_unequal_length_are_refused() -> None:
    def answer(clicks: list[int]) -> dict[str, object]:
        cell = {"segment": None, "metrics": {"impressions": [10, 20], "clicks": clicks, "follows": None}}
        params = {
            "start_time": "2024-01-01T00:00:00Z",
            "granularity": "DAY",
            "entity": "CAMPAIGN",
            "placement": "ALL_ON_TWITTER",
        }
        return {"data": [{"id": "abc", "id_data": [cell]}], "request": {"params": params}}

    assert normalized(answer([1, 2]), "x_ads").records.num_rows == 2
    ragged = normalized(answer([1]), "x_ads")
    assert (codes(ragged), ragged.records.num_rows) == ({"SERIES_LENGTH": 1}, 0)
    assert "metrics.clicks has 1 values, others have 2" in ragged.log.shown()[0].message

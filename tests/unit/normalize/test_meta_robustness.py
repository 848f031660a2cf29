"""Whatever stands under the names that Meta's layouts use: a row is kept or refused with a reason, and nothing breaks."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import action, meta_row, normalized

NAMES = (
    *("actions", "action_values", "purchase_roas", "outbound_clicks", "video_play_actions", "action_report_time"),
    *("hourly_stats_aggregated_by_advertiser_time_zone", "link", "url_tags", "creative", "utm_source", "ad_id", "age"),
    *("Purchases", "Amount spent (EUR)", "Day", "Reporting ends", "Results", "Website purchases conversion value"),
    *("_dlt_id", "_fivetran_id", "action_type", "value"),
)
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats() | st.text(st.characters(codec="utf-8"))
items = st.dictionaries(st.sampled_from(("action_type", "value", "1d_view", "key", "link")), scalars, max_size=3)
cells = (
    scalars
    | st.lists(scalars | items, max_size=3)
    | st.dictionaries(st.sampled_from(("link", "value")), items, max_size=2)
)
rows = st.dictionaries(st.sampled_from(NAMES), cells, max_size=4).map(lambda changes: meta_row(**changes))


def is_settled(batch: Any) -> bool:
    """Whether each raw row is either kept or refused, and no kept one lost its figures to an exception."""
    kept = set(batch.origin.tolist())
    return kept.isdisjoint(batch.log.rejected) and kept | batch.log.rejected == set(range(len(batch.raw_rows)))


@settings(max_examples=60)
@given(st.lists(rows, min_size=1, max_size=3))
def test_any_value_under_any_name_is_kept_or_refused(found: list[dict[str, Any]]) -> None:
    numbered = [row | {"campaign_id": str(place)} for place, row in enumerate(found)]
    assert is_settled(normalized(numbered))


@settings(max_examples=40)
@given(st.lists(rows | scalars, max_size=3), st.lists(items | scalars, max_size=3))
def test_any_tables_are_joined_or_their_rows_refused(reports: list[Any], children: list[Any]) -> None:
    numbered = [
        row | {"campaign_id": str(place)} if isinstance(row, dict) else row for place, row in enumerate(reports)
    ]
    batch = normalized({"basic_ad": numbered, "basic_ad_actions": children}, account_id="1", period=("2024-01-01",) * 2)
    kept = set(batch.origin.tolist())
    assert kept.isdisjoint(batch.log.rejected)
    assert len(batch.records) <= len(batch.raw_rows)


@settings(max_examples=30)
@given(st.integers(0, 50), st.integers(0, 50))
def test_views_are_never_more_than_what_was_counted_where_the_platform_says_so(clicked: int, viewed: int) -> None:
    whole = action("purchase", clicked + viewed, **{"7d_click": clicked, "1d_view": viewed})
    (record,) = normalized([meta_row(actions=[whole])]).records.to_pylist()
    assert record["view_through_conversions"] == viewed <= record["conversions"]

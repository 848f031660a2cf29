"""Laws of normalization: what must never move a total."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.records import ADDITIVE
from tests.builders import action, google_flat, google_row, klaviyo_flat, meta_row, normalized, records, total

Row = dict[str, Any]
Totals = dict[str, Decimal | None]
counts = st.integers(0, 10**9)
money = st.decimals(0, 10**7, places=2).map(float)
TYPES = (
    "omni_purchase",
    "purchase",
    "offsite_conversion.fb_pixel_purchase",
    "onsite_conversion.purchase",
    "lead",
    "link_click",
)
ZEROS = ("costMicros", "impressions", "clicks", "conversions", "conversionsValue")

meta_figures = st.fixed_dictionaries(
    {"spend": money, "impressions": counts},
    optional={
        "clicks": counts,
        "inline_link_clicks": counts,
        "actions": st.dictionaries(st.sampled_from(TYPES), counts),
    },
)
google_figures = st.fixed_dictionaries(
    {"costMicros": counts, "impressions": counts, "clicks": counts, "conversions": money, "conversionsValue": money}
)
klaviyo_figures = st.fixed_dictionaries({"delivered": counts, "opened": counts, "clicked": counts, "revenue": money})


def meta(figures: list[Row]) -> list[Row]:
    rows = []
    for place, given_figures in enumerate(figures):
        row = meta_row(clicks=..., campaign_id=str(place)) | given_figures
        if "actions" in row:
            row["actions"] = [action(name, count) for name, count in row["actions"].items()]
        rows.append(row)
    return rows


def google(figures: list[Row]) -> list[Row]:
    return [google_row(campaign={"id": str(place)}, metrics=row) for place, row in enumerate(figures)]


def klaviyo(figures: list[Row]) -> list[Row]:
    return [klaviyo_flat(campaign_id=str(place), **row) for place, row in enumerate(figures)]


meta_batches = st.lists(meta_figures, min_size=1, max_size=6).map(meta)
google_batches = st.lists(google_figures, min_size=1, max_size=6).map(google)
klaviyo_batches = st.lists(klaviyo_figures, min_size=1, max_size=6).map(klaviyo)
batches = (
    st.tuples(st.just("meta_business"), meta_batches)
    | st.tuples(st.just("google_ads"), google_batches)
    | st.tuples(st.just("klaviyo"), klaviyo_batches)
)


def totals(payload: object, source: str) -> Totals:
    batch = normalized(payload, source)
    return {column.name: total(batch, column.name) for column in ADDITIVE}


def by_key(payload: object, source: str) -> dict[object, Row]:
    return {record["key"]: record for record in records(normalized(payload, source))}


def as_text(value: Any) -> Any:
    """Every number of a row as text, as Meta and Google's int64 come."""
    if isinstance(value, dict):
        return {name: as_text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    return repr(value) if isinstance(value, int | float) else value


def upside_down(value: Any) -> Any:
    """The same object with its keys in the opposite order, at every depth."""
    if isinstance(value, dict):
        return {name: upside_down(value[name]) for name in reversed(list(value))}
    return [upside_down(inner) for inner in value] if isinstance(value, list) else value


@settings(max_examples=25)
@given(batches, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(batch: tuple[str, list[Row]], dice: Any) -> None:
    source, rows = batch
    shuffled = list(rows)
    dice.shuffle(shuffled)
    assert by_key(shuffled, source) == by_key(rows, source)


@settings(max_examples=25)
@given(batches, st.integers(0, 6))
def test_two_batches_give_what_one_gives(batch: tuple[str, list[Row]], cut: int) -> None:
    source, rows = batch
    assert by_key(rows[:cut], source) | by_key(rows[cut:], source) == by_key(rows, source)


@settings(max_examples=25)
@given(batches)
def test_the_same_rows_twice_in_a_batch_count_once(batch: tuple[str, list[Row]]) -> None:
    source, rows = batch
    assert by_key(rows + rows, source) == by_key(rows, source)


@settings(max_examples=25)
@given(batches)
def test_numbers_may_be_text(batch: tuple[str, list[Row]]) -> None:
    source, rows = batch
    assert by_key(as_text(rows), source) == by_key(rows, source)


@settings(max_examples=25)
@given(batches)
def test_the_order_of_keys_does_not_matter(batch: tuple[str, list[Row]]) -> None:
    source, rows = batch
    assert by_key(upside_down(rows), source) == by_key(rows, source)


@settings(max_examples=20)
@given(batches)
def test_a_trip_through_json_changes_nothing(batch: tuple[str, list[Row]]) -> None:
    source, rows = batch
    assert by_key(json.loads(json.dumps(rows)), source) == by_key(rows, source)


@settings(max_examples=20)
@given(meta_batches, st.integers(0, 6))
def test_an_envelope_of_meta_changes_nothing(rows: list[Row], cut: int) -> None:
    pages = [{"data": rows[:cut], "paging": {"next": "x"}}, {"data": rows[cut:], "paging": {}}]
    answers = [{"code": 200, "body": json.dumps(page)} for page in pages]
    plain = by_key(rows, "meta_business")
    assert (
        by_key({"data": rows}, "meta_business")
        == by_key(pages, "meta_business")
        == by_key(answers, "meta_business")
        == plain
    )


@settings(max_examples=20)
@given(google_batches, st.integers(0, 6))
def test_an_envelope_of_google_changes_nothing(rows: list[Row], cut: int) -> None:
    mask = ",".join(f"metrics.{name}" for name in ZEROS)
    chunks = [{"results": part, "fieldMask": mask, "requestId": "x"} for part in (rows[:cut], rows[cut:])]
    assert by_key(chunks, "google_ads") == by_key({"results": rows}, "google_ads") == by_key(rows, "google_ads")


@settings(max_examples=20)
@given(klaviyo_batches, st.integers(0, 6))
def test_an_envelope_of_klaviyo_changes_nothing(rows: list[Row], cut: int) -> None:
    pages = [{"data": {"attributes": {"results": part}}, "links": {"next": None}} for part in (rows[:cut], rows[cut:])]
    plain = by_key(rows, "klaviyo")
    assert by_key(pages, "klaviyo") == by_key({"results": rows}, "klaviyo") == plain


@settings(max_examples=25)
@given(meta_batches, st.randoms(use_true_random=False))
def test_the_order_of_actions_in_a_row_does_not_matter(rows: list[Row], dice: Any) -> None:
    shuffled = [dict(row) for row in rows]
    for row in shuffled:
        if "actions" in row:
            row["actions"] = dice.sample(row["actions"], len(row["actions"]))
    assert by_key(shuffled, "meta_business") == by_key(rows, "meta_business")


@settings(max_examples=25)
@given(meta_batches)
def test_zeros_that_meta_drops_from_its_lists_add_nothing(rows: list[Row]) -> None:
    padded = [
        row | {"actions": [*row["actions"], action("post_engagement", 0)]} if "actions" in row else row for row in rows
    ]
    assert totals(padded, "meta_business") == totals(rows, "meta_business")


@settings(max_examples=25)
@given(meta_batches)
def test_actions_may_be_a_text_of_json_in_every_row(rows: list[Row]) -> None:
    texts = [row | {"actions": json.dumps(row["actions"])} if "actions" in row else row for row in rows]
    assert by_key(texts, "meta_business") == by_key(rows, "meta_business")


@settings(max_examples=25)
@given(meta_batches)
def test_what_loaders_write_about_themselves_changes_nothing(rows: list[Row]) -> None:
    landed = [row | {"_airbyte_raw_id": str(place), "_dlt_id": place} for place, row in enumerate(rows)]
    assert by_key(landed, "meta_business") == by_key(rows, "meta_business")


@settings(max_examples=25)
@given(google_batches)
def test_zeros_that_google_drops_are_still_zeros(rows: list[Row]) -> None:
    dropped = [row | {"metrics": {name: value for name, value in row["metrics"].items() if value}} for row in rows]
    assert by_key(dropped, "google_ads") == by_key(rows, "google_ads")


@settings(max_examples=25)
@given(batches)
def test_sums_are_those_of_decimal(batch: tuple[str, list[Row]]) -> None:
    source, rows = batch
    found = totals(rows, source)
    if source == "google_ads":
        metrics = [row["metrics"] for row in rows]
        assert found["spend"] == sum(Decimal(row["costMicros"]) for row in metrics) / 1_000_000
        assert found["revenue"] == sum(Decimal(repr(row["conversionsValue"])) for row in metrics)
        assert found["clicks"] == sum(row["clicks"] for row in metrics)
    else:
        column, name = ("spend", "spend") if source == "meta_business" else ("revenue", "revenue")
        assert found[column] == sum(Decimal(repr(row[name])) for row in rows)


@settings(max_examples=25)
@given(batches, st.sampled_from(["abc", True, float("nan")]))
def test_a_row_that_is_refused_leaves_the_others_as_they_were(batch: tuple[str, list[Row]], bad: object) -> None:
    source, rows = batch
    spoiled = {
        "meta_business": meta_row(campaign_id="bad", spend=bad),
        "google_ads": google_row(campaign={"id": "bad"}, metrics={"clicks": bad}),
        "klaviyo": klaviyo_flat(campaign_id="bad", delivered=bad),
    }
    assert by_key([*rows, spoiled[source]], source) == by_key(rows, source)


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(TYPES[:4]), counts, min_size=1))
def test_more_names_of_one_purchase_never_make_more_than_their_sum(names: dict[str, int]) -> None:
    found = totals([meta_row(actions=[action(name, count) for name, count in names.items()])], "meta_business")[
        "conversions"
    ]
    assert found is not None
    assert found <= sum(names.values())
    if "omni_purchase" in names:
        assert found == names["omni_purchase"]


@settings(max_examples=25)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**63), 2**63)
        | st.floats()
        | st.text(alphabet=st.characters(codec="utf-8")),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["spend", "actions", "campaign_id", "date_start", "metrics", "statistics", "groupings", "data", "x"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
@pytest.mark.parametrize("source", ["meta_business", "google_ads", "klaviyo"])
def test_any_json_object_is_either_kept_or_refused_with_a_reason(source: str, value: Any) -> None:
    batch = normalized(
        [{"row": value} if not isinstance(value, dict) else value],
        source,
        account_id="1",
        period=("2024-01-01", "2024-01-01"),
    )
    kept = set(batch.origin.tolist())
    assert kept.isdisjoint(batch.log.rejected)
    assert kept | batch.log.rejected == set(range(len(batch.raw_rows)))


def test_a_flat_and_a_nested_row_of_google_give_the_same_figures() -> None:
    nested = google_row(
        metrics={
            "costMicros": "45670000",
            "impressions": "3100",
            "clicks": "120",
            "conversions": 4,
            "conversionsValue": 322.1,
        }
    )
    assert totals([nested], "google_ads") == totals([google_flat()], "google_ads")

"""Rows read from their bytes give what the same rows give as Python's own values: records, and every word of the report."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.conversions import Attribution, ConversionRules
from domain.issue_log import IssueLog
from domain.normalize.batch import NormalizedBatch, Policies, normalize
from domain.normalize.intake import take_in
from domain.normalize.payloads import decode_payload
from domain.sources.registry import SOURCES
from domain.sources.spec import BatchContext
from domain.vocabulary import ConflictPolicy, DataSource, OrgId, Period
from tests.builders import TODAY, google_row, klaviyo_row, meta_row

PLAIN = 40
WINDOWED = ConversionRules(attribution=Attribution.CLICK_7D)


def plain_row(number: int) -> dict[str, object]:
    return meta_row(
        campaign_id=f"12021000000000{number:04d}",
        campaign_name=f'Drop "{number}" é',
        spend=f"{number}.25",
        reach=str(number * 7),
        actions=[{"action_type": "purchase", "value": str(number % 5)}, {"action_type": "link_click", "value": "3"}],
        action_values=[{"action_type": "purchase", "value": f"{number}.5"}],
    )


def encoded(row: object) -> bytes:
    return json.dumps(row, separators=(",", ":")).encode()


def spaced(row: object) -> bytes:
    return json.dumps(row).encode()


def indented(row: object) -> bytes:
    return json.dumps(row, indent=1).encode()


DEFAULT = Policies()
NUMBERS: Sequence[object] = (
    *(None, "", " ", "--", "-", "n/a", "abc", "NaN", "inf", "1,234", "1,234.50", "1.234,5", "12,345", "$5", "5 USD"),
    *(
        "1e3",
        "1E-400",
        "+5",
        " 5 ",
        "5.",
        ".5",
        "1_000",
        "0x1A",
        "-3",
        "-0",
        "1.5",
        "99999999999",
        "9" * 40,
        "٣",
        "1e400",
    ),
    *(True, False, 0, 5, -5, 5.0, 5.5, 2**53, 2**63, 2**70, 1e300, [], {}, [1], {"a": 1}, "1d5", "infinity", "nan(1)"),
    *("45.000", "1.234", " 1.234 ", "-1.234", "0.000", "0.123", "1.234.567", "10.00", "45.0000", "1234.000"),
)
IDS: Sequence[object] = (
    *(None, "", "--", "act_1", " 7 ", "6.2E+17", "123.0", "99999999999999999.0", "12E456", 7, 7.0, 7.5, 2**60, 1e20),
    *(True, [], {}, "a" * 70, "12021000000000\u00e9", "\U0001f332", "120210000000000001", -1, "0", "act_", "e", "."),
)
DAYS: Sequence[object] = (
    *(
        None,
        "",
        "2024-01-05",
        "20240105",
        "2021-03-01T00:00:00-0800",
        "01/02/2024",
        "2024-13-01",
        "soon",
        20240105,
        1.5,
    ),
    *(True, "2199-01-01", "2023-01-01", "2024-01-31", " 2024-01-05 ", [], "0000-00-00"),
)
WORTHS: Sequence[object] = ("", "x", 3, 3.5, True, "1,5", "1e3", [], "9999999")
ITEMS: Sequence[object] = (
    *(None, "purchase", 5, [], {}, {"action_type": None, "value": "1"}, {"action_type": "", "value": "1"}),
    *({"action_type": "lead"}, {"action_type": "lead", "value": None}, {"action_type": "Purchase", "value": "2"}),
    *({"action_type": "lead", "value": value} for value in WORTHS),
    {"action_type": "omni_purchase", "7d_click": "2", "1d_view": "1"},
    {"action_type": "purchase", "value": "4", "7d_click": "2", "action_device": "phone"},
    *(
        {"action_type": kind, "value": "1"}
        for kind in ("offsite_conversion.fb_pixel_purchase", "lead", "onsite_web_lead")
    ),
    {"action_type": "onsite_conversion.purchase", "value": "1"},
)
item_lists = st.lists(st.sampled_from(ITEMS), max_size=4).map(lambda items: items + items[:1])
LISTS: st.SearchStrategy[object] = st.one_of(
    item_lists,
    item_lists.map(json.dumps),
    st.sampled_from([None, "", "[", 5, {"purchase": "2"}, {"purchase": None}, True, "text", []]),
)
FIELDS: dict[str, st.SearchStrategy[object]] = {
    **dict.fromkeys(
        ("spend", "impressions", "clicks", "reach", "inline_link_clicks", "conversions"), st.sampled_from(NUMBERS)
    ),
    **dict.fromkeys(("campaign_id", "account_id", "ad_id"), st.sampled_from(IDS)),
    **dict.fromkeys(("date_start", "date_stop"), st.sampled_from(DAYS)),
    **dict.fromkeys(("actions", "action_values", "purchase_roas", "conversions"), LISTS),
    "account_currency": st.sampled_from([None, "", "usd", "US$", "JPN", "EUR", 5]),
    "campaign_name": st.sampled_from(
        [None, "", " a ", 5, 1.5, True, "\ud83c\udf32 pine", "tab\there", "null", ':null,"x":']
    ),
    "age": st.sampled_from([None, "18-24", "", 18]),
    "unheard_of": st.sampled_from([None, "x", 1, 1.0, 2.5, [1, None], {"b": 1, "a": [2]}, "é", True, 2**60]),
    "quality_ranking": st.sampled_from([None, "UNKNOWN", "ABOVE_AVERAGE", 5]),
    "segments": st.just({"date": "2024-01-01"}),
}


@st.composite
def odd_rows(draw: st.DrawFn) -> bytes:
    row = plain_row(draw(st.integers(0, PLAIN + 5)))
    for name in draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=4, unique=True)):
        row[name] = draw(FIELDS[name])
    for name in draw(st.lists(st.sampled_from(sorted(row)), max_size=3, unique=True)):
        del row[name]
    if draw(st.booleans()):
        row = dict(draw(st.permutations(list(row.items()))))
    write: Callable[[object], bytes] = draw(st.sampled_from([encoded, indented, spaced]))
    return write(row)


TEXTS: Sequence[bytes] = (
    *(b"null", b"5", b'"row"', b"[]", b"{}", b"[null]", b'{"data":[]}', b'{"date_start":"2024-01-01","spend":1e400}'),
    encoded(plain_row(3)).replace(b'"spend":"3.25"', b'"spend":"1","spend":"2"'),
    encoded(plain_row(4)).replace(b'"spend":"4.25"', b'"spend":"1","spend":null'),
    encoded(plain_row(5)).replace(b'"spend":"5.25"', b'"spend":null,"spend":"1"'),
    encoded(plain_row(6)).replace(b'"spend"', b'"\\u0073pend"'),
    encoded(plain_row(7)).replace(b'"value":"3"', b'"value":"3","value":"4"'),
    encoded(plain_row(8)).replace(b'"spend":"8.25"', b'"spend":-0.0'),
    b'{"metrics":{"costMicros":"5"},"campaign":{"id":"1"}}',
    encoded(plain_row(9) | {"campaign_name": "x" * 20_000}),
    encoded(plain_row(10) | {"campaign_name": "x" * 300_000}),
    encoded(plain_row(11) | {"deep": json.loads("[" * 40 + "]" * 40)}),
)
BROKEN: Sequence[bytes] = (
    encoded(plain_row(12)).replace(b'"spend":"12.25"', b'"spend":NaN'),
    encoded(plain_row(12)).replace(b'"spend":"12.25"', b'"spend":-Infinity'),
    encoded(plain_row(13) | {"campaign_name": "half \ud83d"}),
    encoded(plain_row(13) | {"campaign_name": "half \udf32"}),
)
rows = st.lists(st.one_of(odd_rows(), st.integers(0, len(TEXTS) - 1).map(TEXTS.__getitem__)), max_size=6)


def read(payload: object, source: str = "meta_business", policies: Policies = DEFAULT, **said: Any) -> NormalizedBatch:
    context = BatchContext(**{"today": TODAY, **said})
    return normalize(OrgId("acme"), payload, SOURCES[DataSource(source)], context, policies)


def assert_same(content: bytes, source: str = "meta_business", policies: Policies = DEFAULT, **said: Any) -> None:
    """Both ways of reading some bytes tell the same."""
    quick, careful = (read(p, source, policies, **said) for p in (content, decode_payload(content)))
    assert quick.records.to_pylist() == careful.records.to_pylist()
    assert quick.records.schema == careful.records.schema
    assert quick.origin.tolist() == careful.origin.tolist()
    assert told(quick.log) == told(careful.log)
    assert (quick.pages, quick.unmapped, quick.columns_added) == (
        careful.pages,
        careful.unmapped,
        careful.columns_added,
    )
    assert [json.loads(bytes(row)) for row in quick.raw_rows] == [json.loads(row) for row in careful.raw_rows]


def told(log: IssueLog) -> tuple[object, ...]:
    return dict(log.counts), log.rejected, log.shown()


def among_plain(odd: Sequence[bytes], place: int = 7) -> list[bytes]:
    plain = [encoded(plain_row(number)) for number in range(PLAIN)]
    for number, row in enumerate(odd):
        plain.insert((place + number * 11) % len(plain), row)
    return plain


def listed(rows: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(rows) + b"]"


def paged(rows: Sequence[bytes]) -> bytes:
    return b'{"data":' + listed(rows) + b',"paging":{"next":"more"}}'


def in_pages(rows: Sequence[bytes]) -> bytes:
    return listed([paged(rows[:5]), b'{"data":[]}', b'{"data":' + listed(rows[5:]) + b"}"])


SAID = {"period": Period(date(2024, 1, 1), date(2024, 1, 7)), "currency": "EUR", "account_id": "act_5"}
SHAPES: Sequence[Callable[[Sequence[bytes]], bytes]] = (listed, listed, paged, in_pages)
POLICIES = (
    DEFAULT,
    Policies(strict=True),
    Policies(on_conflict=ConflictPolicy.SUM),
    Policies(on_conflict=ConflictPolicy.LAST),
    Policies(rules=WINDOWED),
    Policies(rules=ConversionRules(action_types=("*purchase",))),
)


@settings(max_examples=60, deadline=None)
@given(rows, st.integers(0, 60), st.sampled_from(SHAPES), st.sampled_from(POLICIES), st.sampled_from([{}, SAID]))
def test_both_ways_tell_the_same(
    odd: list[bytes], place: int, shape: Callable[[Sequence[bytes]], bytes], policies: Policies, said: dict[str, Any]
) -> None:
    assert_same(shape(among_plain(odd, place)), policies=policies, **said)


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_both_ways_tell_the_same_of_every_odd_cell(name: str) -> None:
    cells = {**dict.fromkeys(FIELDS, NUMBERS), **dict.fromkeys(("campaign_id", "account_id", "ad_id"), IDS)}[name]
    cells = DAYS if name.startswith("date") else cells
    lists = [[item] for item in ITEMS] if name in {"actions", "action_values", "purchase_roas", "conversions"} else []
    odd = [encoded(plain_row(100 + n) | {name: cell}) for n, cell in enumerate([*cells, *lists])]
    for start in range(0, len(odd), 8):
        assert_same(listed(among_plain(odd[start : start + 8])))
    assert_same(listed(among_plain(odd)))
    for locale in ("de-DE", "en-US"):
        assert_same(listed(among_plain(odd)), number_locale=locale)


@pytest.mark.parametrize("text", [*TEXTS, *BROKEN])
def test_both_ways_tell_the_same_of_every_odd_text(text: bytes) -> None:
    assert_same(listed(among_plain([text])))


@pytest.mark.parametrize("cell", [5, 5.0, 5.5])
def test_figures_may_be_numbers_instead_of_texts(cell: float) -> None:
    plain = [
        encoded(plain_row(n) | {"spend": n + 0.5, "impressions": n * 10, "frequency": 1.5, "foo": 1.0})
        for n in range(PLAIN)
    ]
    odd = [encoded(plain_row(50) | {name: cell}) for name in ("spend", "impressions", "frequency", "foo", "clicks")]
    assert_same(listed([*plain, *odd, encoded(plain_row(51) | {"impressions": 2**70, "spend": 2**60, "foo": 3})]))


def test_rows_may_lack_what_others_have() -> None:
    plain = [plain_row(n) | ({"age": "18-24"} if n % 3 else {}) for n in range(PLAIN)]
    for row in plain[::4]:
        del row["action_values"], row["spend"]
    assert_same(listed([encoded(row) for row in plain]))
    plain[5]["spend"] = None
    assert_same(listed([encoded(row) for row in plain]))


@pytest.mark.parametrize(("source", "row"), [("google_ads", google_row), ("klaviyo", klaviyo_row)])
def test_other_sources_take_bytes_too(source: str, row: Callable[..., dict[str, object]]) -> None:
    assert_same(listed([encoded(row()) for _ in range(PLAIN)] + [b"null", b"{}"]), source)
    assert_same(encoded(row()), source)


@settings(max_examples=15, deadline=None)
@given(st.lists(odd_rows(), min_size=1, max_size=5))
def test_batches_of_odd_rows_alone_tell_the_same(odd: list[bytes]) -> None:
    assert_same(listed(odd * 8))


def test_rows_of_a_common_shape_stay_undecoded() -> None:
    intake = take_in(listed(among_plain([])), SOURCES[DataSource("meta_business")], BatchContext(TODAY))
    assert intake.lane is not None
    assert intake.lane.table.num_rows == PLAIN


def test_only_the_rows_that_do_not_fit_are_decoded() -> None:
    odd = [encoded(plain_row(60) | {"spend": cell}) for cell in (None, 5, True)]
    intake = take_in(listed(among_plain(odd)), SOURCES[DataSource("meta_business")], BatchContext(TODAY))
    assert intake.lane is not None
    assert [row["spend"] for row in intake.raw.rows if isinstance(row, dict)] == [None, 5, True]
    assert intake.lane.table.num_rows == PLAIN

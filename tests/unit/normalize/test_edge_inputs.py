"""The table of malformed and edge inputs (E01 to E94), line by line: input, verdict, code, path, value, result.

The ids of the tests are the lines: `pytest -k E17`. Lines about stored rows and about totals (E63, E64, E67 to E69, E78)
are also in tests/integration/test_edge_inputs_stored.py.
"""

from decimal import Decimal

import pytest

from domain.derived import with_ratios
from domain.errors import UpstreamError
from domain.issues import ISSUE_CODES, Severity
from tests.builders import codes, google_row, meta_row, normalized, records, total
from tests.unit.normalize.edges_of_batches import ACTIONS, BATCHES
from tests.unit.normalize.edges_of_fields import AS_JAVASCRIPT_ROUNDS, DAYS, GOOGLE, IDS, KLAVIYO, META, NUMBERS, Edge
from tests.unit.normalize.edges_of_klaviyo import MAILS
from tests.unit.normalize.edges_said import SAID

EDGES = [*IDS, *NUMBERS, *DAYS, *ACTIONS, *BATCHES, *MAILS]
EXPLAINED = {"PERIOD_FROM_BATCH", "MULTI_DAY_ROW", "KLAVIYO_METRIC_UNKNOWN"}
"""Said of the days and the metric of an input whose line is about something else."""


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.line)
def test_an_edge_input_gives_what_its_line_says(edge: Edge) -> None:
    batch = normalized(edge.payload, edge.source, **edge.context)
    found = records(batch)
    assert len(found) == edge.records, batch.log.shown()
    assert {name: found[0][name] for name in edge.values} == edge.values
    said = set(codes(batch))
    assert said - EXPLAINED == ({edge.code} if edge.code else set()) - EXPLAINED
    assert edge.code is None or edge.code in said


@pytest.mark.parametrize("edge", [edge for edge in EDGES if edge.code], ids=lambda edge: edge.line)
def test_the_verdict_on_an_edge_input_is_that_of_its_code(edge: Edge) -> None:
    batch = normalized(edge.payload, edge.source, **edge.context)
    rejected = edge.records == 0 and edge.code != "EMPTY_BATCH"
    assert edge.code is not None
    assert (batch.log.severity(edge.code) is Severity.REJECTED) is rejected
    assert (batch.log.rejected == set(range(len(batch.raw_rows)))) is (rejected or not batch.raw_rows)
    assert all(issue.message.endswith(ISSUE_CODES[issue.code].remedy) for issue in batch.log.shown())


@pytest.mark.parametrize(
    "edge", [edge for edge in EDGES if edge.code and edge.source == META], ids=lambda edge: edge.line
)
def test_an_issue_names_row_path_and_value(edge: Edge) -> None:
    shown = [issue for issue in normalized(edge.payload, **edge.context).log.shown() if issue.code == edge.code]
    assert [(issue.row_index, issue.path, issue.value) for issue in shown] == SAID[edge.line]


@pytest.mark.parametrize("edge", [edge for edge in EDGES if edge.source == META], ids=lambda edge: edge.line)
def test_strictness_refuses_what_is_ambiguous_and_nothing_else(edge: Edge) -> None:
    plain, strict = (normalized(edge.payload, **{**edge.context, "strict": on}) for on in (False, True))
    doubted = {issue.row_index for issue in plain.log.shown() if ISSUE_CODES[issue.code].strict}
    if doubted == {None}:  # said once for all rows whose money nobody named the currency of
        doubted = set(range(len(plain.raw_rows)))
    assert strict.log.rejected == plain.log.rejected | doubted


def lines(first: int, last: int) -> set[str]:
    return {f"E{number:02}" for number in range(first, last + 1)}


STORED = lines(67, 69)
"""A second batch meets the first: tests/integration/test_edge_inputs_stored.py."""
GOOGLES = lines(7, 8) | lines(25, 35) | {"E14", "E40", "E43", "E44", "E73"}
KLAVIYOS = lines(82, 94)
REFUSED_WHOLE = {"E72"}


def test_every_line_of_meta_and_of_any_source_has_an_input() -> None:
    wanted = lines(1, 94) - GOOGLES - KLAVIYOS - STORED - REFUSED_WHOLE
    assert wanted - {edge.line.split()[0] for edge in EDGES if edge.source == META} == set()
    assert {edge.line for edge in EDGES if edge.code and edge.source == META} == set(SAID)


def test_e05_rounded_ids_are_said_once_for_the_batch() -> None:
    batch = normalized([meta_row(campaign_id=number) for number in (*AS_JAVASCRIPT_ROUNDS, *AS_JAVASCRIPT_ROUNDS)])
    assert codes(batch)["ID_MAYBE_ROUNDED"] == 1


def test_e22_and_e23_ratios_are_of_sums_and_null_where_nothing_was_shown() -> None:
    table = with_ratios(normalized([meta_row(impressions="1", clicks="2")]).records)
    assert table["ctr"].to_pylist() == [2.0]
    table = with_ratios(normalized([meta_row(impressions="0", clicks="0")]).records)
    assert (table["cpm"].to_pylist(), table["ctr"].to_pylist()) == ([None], [None])


def test_e70_a_field_without_a_rule_is_listed_once() -> None:
    assert normalized([meta_row(foo="bar"), meta_row(foo="baz", campaign_id="2")]).unmapped == ("foo",)


@pytest.mark.parametrize("code", sorted(code for code, issue in ISSUE_CODES.items() if issue.strict))
def test_codes_that_strictness_refuses_are_those_of_the_specification(code: str) -> None:
    assert code.startswith("AMBIGUOUS_") or code in {"CURRENCY_UNKNOWN", "MULTI_DAY_ROW"}


def test_e44_the_hours_of_a_day_add_up_to_it() -> None:
    hours = [google_row(segments={"hour": hour}, metrics={"costMicros": "125000"}) for hour in range(24)]
    assert total(normalized(hours, GOOGLE), "spend") == Decimal(3)


@pytest.mark.parametrize("source", [META, GOOGLE, KLAVIYO])
def test_e72_an_error_body_refuses_the_batch_with_its_code_and_message(source: str) -> None:
    with pytest.raises(UpstreamError, match=r"190.*token expired"):
        normalized({"error": {"code": 190, "message": "token expired"}}, source)

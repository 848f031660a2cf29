"""Google's lines of the table of edge inputs: verdict, code, row, path, value, message and result."""

import pytest

from domain.issues import ISSUE_CODES, Severity
from tests.builders import codes, normalized, records
from tests.unit.normalize.edges_of_fields import GOOGLE, Edge
from tests.unit.normalize.edges_of_google import GOOGLE_EDGES, GOOGLE_SAID

BESIDE = {"MULTI_DAY_ROW", "PERIOD_FROM_BATCH", "CURRENCY_UNKNOWN", "SPEND_WITHOUT_DELIVERY"}
"""Said of inputs whose line is about something else."""
SAYING = [edge for edge in GOOGLE_EDGES if edge.code]


@pytest.mark.parametrize("edge", GOOGLE_EDGES, ids=lambda edge: edge.line)
def test_an_edge_input_of_google_gives_what_its_line_says(edge: Edge) -> None:
    batch = normalized(edge.payload, GOOGLE, **edge.context)
    found = records(batch)
    assert len(found) == edge.records, batch.log.shown()
    assert {name: found[0][name] for name in edge.values} == edge.values
    assert set(codes(batch)) - BESIDE == ({edge.code} if edge.code else set()) - BESIDE


@pytest.mark.parametrize("edge", SAYING, ids=lambda edge: edge.line)
def test_an_issue_of_google_names_row_path_and_value(edge: Edge) -> None:
    batch = normalized(edge.payload, GOOGLE, **edge.context)
    shown = [issue for issue in batch.log.shown() if issue.code == edge.code]
    said = GOOGLE_SAID[edge.line]
    assert [(issue.row_index, issue.value) for issue in shown] == [(row, value) for row, _, value in said]
    assert all(path in {None, issue.path} for issue, (_, path, _) in zip(shown, said, strict=True))
    for issue in shown:
        assert issue.message.startswith(f"Row {issue.row_index}: ")
        assert issue.message.endswith(ISSUE_CODES[issue.code].remedy)
        assert issue.value is None or issue.value in issue.message or issue.value.replace("..", " to ") in issue.message
        assert (issue.severity is Severity.REJECTED) is (edge.records == 0)


def test_a_row_of_totals_is_received_and_not_rejected() -> None:
    [edge] = [edge for edge in GOOGLE_EDGES if edge.line == "E35 Total: Account"]
    batch = normalized(edge.payload, GOOGLE)
    assert (len(batch.raw_rows), batch.log.rejected, batch.records.num_rows) == (2, set(), 1)

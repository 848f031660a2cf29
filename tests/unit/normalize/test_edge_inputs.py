"""The table of malformed and edge inputs (E01 to E94), line by line: input, verdict, code, values.

Lines about stored rows (E67 to E69), about totals over several batches (E90, E91) and about Google's CSV
(E35) and Klaviyo's events (E93) are tested where those live.
"""

from decimal import Decimal

import pytest

from domain.errors import UpstreamError
from domain.issues import ISSUE_CODES, Severity
from tests.builders import codes, google_row, normalized, records, total
from tests.unit.normalize.edges_of_batches import ACTIONS, BATCHES
from tests.unit.normalize.edges_of_fields import DAYS, GOOGLE, IDS, KLAVIYO, META, NUMBERS, Edge
from tests.unit.normalize.edges_of_klaviyo import MAILS

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


def test_e44_the_hours_of_a_day_add_up_to_it() -> None:
    hours = [google_row(segments={"hour": hour}, metrics={"costMicros": "125000"}) for hour in range(24)]
    assert total(normalized(hours, GOOGLE), "spend") == Decimal(3)


@pytest.mark.parametrize("source", [META, GOOGLE, KLAVIYO])
def test_e72_an_error_body_refuses_the_batch_with_its_code_and_message(source: str) -> None:
    with pytest.raises(UpstreamError, match=r"190.*token expired"):
        normalized({"error": {"code": 190, "message": "token expired"}}, source)

"""What is said about a batch is stored with it, enough to read its raw rows again."""

from datetime import UTC, datetime

import msgspec

from domain.conversions import Attribution, ConversionRules
from domain.said_rules import SaidRules
from domain.use_cases.ingest import stamp
from domain.use_cases.submission import Submission, read_submission
from domain.vocabulary import BatchId, DataSource
from tests.builders import ORG, TODAY, meta_row

NOW = datetime(2024, 12, 31, 12, tzinfo=UTC)


def test_the_conversion_rules_in_force_are_stored_with_the_batch() -> None:
    submission = Submission(DataSource("meta_business"), [meta_row()], rules=SaidRules(attribution="1D_VIEW"))
    batch = read_submission(ORG, submission, TODAY, stored_rules=SaidRules(primary_conversion="lead"))
    said = msgspec.json.decode(stamp(batch, submission, BatchId("b1"), NOW, NOW).context)["conversion_rules"]
    assert msgspec.convert(said, ConversionRules) == ConversionRules(("lead",), attribution=Attribution.VIEW_1D)

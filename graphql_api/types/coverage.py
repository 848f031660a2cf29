"""What is stored, per data source and level."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import strawberry

from graphql_api.types.enums import DataSource, Level
from graphql_api.types.given import describe
from graphql_api.types.scalars import Long


@strawberry.type(description="What is stored of one data source at one level.")
class Coverage:
    data_source: DataSource = describe("The system that the rows came from.")
    level: Level = describe("What the rows describe.")
    rows: Long = describe("Records, in all breakdowns and attributions.")
    first_date: date | None = describe("First day of the earliest row.")
    last_date: date | None = describe("Last day of the latest row.")
    missing_days: int = describe(
        "Days between the first and the last on which no row lies; a row of several days lies on each of them."
    )
    last_ingested_at: datetime | None = describe(
        "When a row was last stored or restated; rows seen again do not count."
    )


def to_coverage(table: pa.Table) -> list[Coverage]:
    """Lines in the API's type."""
    return [
        Coverage(
            data_source=DataSource(line["data_source"]),
            level=Level(line["level"]),
            rows=Long(line["row_count"]),
            first_date=line["first_date"],
            last_date=line["last_date"],
            missing_days=line["missing_days"],
            last_ingested_at=line["last_ingested_at"],
        )
        for line in table.to_pylist()
    ]

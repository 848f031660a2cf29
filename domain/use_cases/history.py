"""History: every stored version of one row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from domain.errors import InvalidInputError
from domain.ports import RecordStore
from domain.vocabulary import OrgId, RecordKey

MAX_VERSIONS = 1000
RECORD_ID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
SHOWN = 64
"""Characters of a value that is refused."""


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """What the platform said about one row, and when."""

    store: RecordStore

    def __call__(self, org: OrgId, record_id: str, as_of: datetime | None = None) -> pa.Table | None:
        """Versions of the row known at `as_of`, oldest first; None where the organization has no such row.

        Where there are more than 1,000 the newest are given. Raises InvalidInputError for what is no id.
        """
        versions = self.store.versions(org, read_record_id(record_id), as_of, MAX_VERSIONS)
        return versions if versions.num_rows else None


def read_record_id(text: str) -> RecordKey:
    """The id of a record; raises InvalidInputError for anything that cannot be one."""
    if RECORD_ID.fullmatch(text) is None:
        raise InvalidInputError(
            f"id is {text[:SHOWN]!r}, which is no record's id.",
            hint="Send the `id` of a record as `records` gave it.",
            field=("id",),
        )
    return RecordKey(text.lower())

"""Builders of entity documents and of vectors."""

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.search.documents import EntityDocument, EntityKey
from domain.vocabulary import DataSource, Level

PLAIN: dict[str, Any] = {
    "level": Level.CAMPAIGN,
    "data_source": DataSource("meta_business"),
    "account_id": "1",
    "account_name": "Acme",
    "campaign_id": None,
    "campaign_name": None,
    "ad_group_id": None,
    "ad_group_name": None,
    "ad_id": None,
    "ad_name": None,
    "campaign_type": None,
    "channel": "paid_social",
    "objective": None,
    "status": "ACTIVE",
    "countries": (),
    "concepts": (),
    "words": (),
    "first_date": date(2025, 1, 1),
    "last_date": date(2025, 1, 31),
}


def entity(key: str = "c1", name: str | None = "Summer Sale", **given: Any) -> EntityDocument:
    """Gives a campaign's document; its id is its key unless told."""
    names = {"campaign_id": key, "campaign_name": name}
    return EntityDocument(key=EntityKey(key), name=name, **{**PLAIN, **names, **given})


def unit_vectors(*rows: tuple[float, ...]) -> npt.NDArray[np.float32]:
    """Gives rows of unit length."""
    matrix = np.array(rows, np.float32)
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    return (matrix / np.where(norms == 0, 1, norms)).astype(np.float32)

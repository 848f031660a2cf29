"""The registry of data sources: one file each, and one line here."""

from __future__ import annotations

from domain.sources import google_ads, klaviyo, meta_business
from domain.sources.spec import SourceSpec
from domain.vocabulary import DataSource

SOURCES: dict[DataSource, SourceSpec] = {
    spec.name: spec
    for spec in (
        meta_business.SPEC,
        google_ads.SPEC,
        klaviyo.SPEC,
    )
}

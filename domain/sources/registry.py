"""The registry of data sources: one file each, and one line here."""

from __future__ import annotations

from domain.sources import (
    amazon_ads,
    apple_search_ads,
    generic,
    google_ads,
    klaviyo,
    linkedin_ads,
    meta_business,
    microsoft_ads,
    pinterest_ads,
    reddit_ads,
    snapchat_ads,
    tiktok_ads,
    x_ads,
)
from domain.sources.spec import SourceSpec
from domain.vocabulary import DataSource

SOURCES: dict[DataSource, SourceSpec] = {
    spec.name: spec
    for spec in (
        meta_business.SPEC,
        google_ads.SPEC,
        klaviyo.SPEC,
        tiktok_ads.SPEC,
        linkedin_ads.SPEC,
        microsoft_ads.SPEC,
        pinterest_ads.SPEC,
        snapchat_ads.SPEC,
        reddit_ads.SPEC,
        amazon_ads.SPEC,
        x_ads.SPEC,
        apple_search_ads.SPEC,
        generic.SPEC,
    )
}

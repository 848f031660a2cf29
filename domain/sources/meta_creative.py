"""Where Meta's rows that are joined with their creative hold the landing address and the URL tags."""

from __future__ import annotations

LINKS = (
    "link",
    "link_url",
    "website_url",
    "object_story_link_data_link",
    "page_link",
    "template_page_link",
    "object_url",
    "template_url",
    "creative_link_url",
    "creative_object_story_spec_link_data_link",
    "asset_feed_spec_link_urls",
    "link_url_asset",
    "object_story_spec",
    "asset_feed_spec",
    "creative",
)
"""Where rows joined with their creative hold the address; the preferred one first."""
TAGS = ("url_tags", "creative_url_tags", "creative")

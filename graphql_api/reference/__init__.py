"""Reference pages of the documentation, written from the code: docs/reference/*.md hold their text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graphql_api.reference.columns import columns_page
from graphql_api.reference.errors import errors_page
from graphql_api.reference.findings import findings_page
from graphql_api.reference.issues import issues_page
from graphql_api.reference.metrics import metrics_page
from graphql_api.reference.settings import settings_page
from graphql_api.reference.sources import sources_page

PAGES: Mapping[str, Callable[[], str]] = {
    "metrics.md": metrics_page,
    "columns.md": columns_page,
    "sources.md": sources_page,
    "settings.md": settings_page,
    "issues.md": issues_page,
    "findings.md": findings_page,
    "errors.md": errors_page,
}
"""File name to text, in reading order."""


def reference_pages() -> dict[str, str]:
    """Every page's text by file name; raises MissingMeaningError where something has no description."""
    return {name: make() for name, make in PAGES.items()}

"""docs/reference/sources.md: what each data source's rows may hold, and where it goes."""

from __future__ import annotations

from domain.records import BY_NAME
from domain.sources.registry import SOURCES
from domain.sources.spec import Field, SourceSpec, Unit
from graphql_api.reference.tables import code, codes, meaning_of, page, section, table

INTRO = (
    "What is read of each platform's rows: nothing has to be renamed before [ingest](../tutorial.md). "
    "Where several names mean one column, the first that a row fills counts. A field that stands nowhere here is kept with the row "
    "and named in `unmappedFields`."
)


def sources_page() -> str:
    """The page's text."""
    return page("Data sources", INTRO, *(_section(spec) for spec in SOURCES.values()))


def _section(spec: SourceSpec) -> str:
    about = meaning_of(spec.meaning, f"Data source {spec.name}", f"domain/sources/{spec.name}.py")
    facts = table(
        ("What", "Value"),
        (
            ("GraphQL, command line", f"{code(spec.name.upper())}, {code(f'--source {spec.name}')}"),
            ("Levels, fine to coarse", codes(rule.level.value for rule in spec.levels)),
            ("Conversions are booked to the day of", code(spec.date_basis.value)),
            ("Channel", code(spec.default_channel.value) if spec.default_channel else "by campaign type"),
            ("Computed from other fields", codes(sorted(spec.derived))),
            ("Breakdowns", _breakdowns(spec)),
            ("Kept on the row, never summed", codes(sorted(spec.platform_metrics))),
            ("Ignored: recomputed from sums", codes(sorted(spec.ignored))),
        ),
    )
    return section(spec.title, about, facts, table(("Column", "Names in a row", "Unit"), map(_row, spec.fields)))


def _breakdowns(spec: SourceSpec) -> str:
    named = codes(sorted(spec.breakdowns))
    return f"{named}, and every {code(spec.breakdown_prefix + '*')}" if spec.breakdown_prefix else named


def _row(field: Field) -> tuple[str, ...]:
    unit = BY_NAME[field.column].unit if field.column in BY_NAME else ""
    return code(field.column), codes(field.names), "micros of it" if field.unit is Unit.MICROS else unit

"""docs/reference/sources.md: what each data source's rows may hold, and where it goes."""

from __future__ import annotations

from domain.column_map import targets
from domain.records import BY_NAME
from domain.sources.registry import SOURCES
from domain.sources.spec import Field, SourceSpec, Unit
from graphql_api.reference.tables import code, codes, meaning_of, page, section, table

INTRO = (
    "What is read of each platform's rows: nothing has to be renamed before [ingest](../tutorial.md). "
    "Where several names mean one column, the first that a row fills counts; names with a plus between them add up. "
    "From TikTok on, names are shown in one spelling, and rows may use any: `costInUsd`, `COST_IN_USD` and `cost_in_usd`, "
    "`purchases30d` and `purchases_30_d` are one. Tables that Fivetran, Airbyte or dlt landed are read too, without the "
    "loaders' own columns. A `*` stands for any characters. A field that stands nowhere here is kept with the row "
    "and named in `unmappedFields`. Rows of other tables go to `GENERIC`: [map your own columns](../how-to/map-your-own-columns.md)."
)


def sources_page() -> str:
    """The page's text."""
    return page("Data sources", INTRO, *(_section(spec) for spec in SOURCES.values()))


def _section(spec: SourceSpec) -> str:
    if spec.takes_any:
        return _mapped_section(spec)
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


def _mapped_section(spec: SourceSpec) -> str:
    """A source whose columns somebody maps: what they may be mapped to."""
    about = meaning_of(spec.meaning, f"Data source {spec.name}", f"domain/sources/{spec.name}.py")
    facts = table(
        ("What", "Value"),
        (
            ("GraphQL, command line", f"{code(spec.name.upper())}, {code(f'--source {spec.name}')}"),
            ("Levels, fine to coarse", codes(rule.level.value for rule in spec.levels)),
            ("Targets of a column", codes((*targets(), "breakdown:NAME", "platformMetric:NAME", "ignore"))),
            ("Units of money", codes(unit.name for unit in Unit)),
        ),
    )
    return section(spec.title, about, facts)


def _breakdowns(spec: SourceSpec) -> str:
    named = codes(sorted(spec.breakdowns))
    return f"{named}, and every {code(spec.breakdown_prefix + '*')}" if spec.breakdown_prefix else named


def _row(field: Field) -> tuple[str, ...]:
    unit = BY_NAME[field.column].unit if field.column in BY_NAME else ""
    stated = field.currency or (unit if field.unit is Unit.UNITS else f"{field.unit.value} of it")
    return code(field.column), " + ".join(map(code, field.names)) if field.added else codes(field.names), stated

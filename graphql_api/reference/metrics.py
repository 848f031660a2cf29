"""docs/reference/metrics.md: what each metric is."""

from __future__ import annotations

from domain.definitions import MetricDefinition, define_metrics
from domain.metrics import RATIO_BY_NAME
from domain.sources.registry import SOURCES
from graphql_api.reference.tables import code, codes, meaning_of, page, section, table

INTRO = (
    "Every metric, its formula and who reports it. The API answers the same: `{ metricDefinitions { metric formula unit } }`.\n\n"
    "A metric that no row reports is null, which is not zero. Names in formulas are [columns of the record](columns.md)."
)
SUMS = "Their sum over rows means something: the metric of a whole is the sum of its parts'."
RATIO_RULE = (
    "A ratio of sums, never an average of ratios: both sums run over the (data source, channel)s of the group that report "
    "both ends, so that email revenue never enters ROAS. Null where an end is missing or the denominator is 0. "
    "Fractions run from 0 to 1."
)


def metrics_page() -> str:
    """The page's text."""
    definitions = define_metrics()
    sums = [_row(definition) for definition in definitions if definition.additive]
    ratios = [_row(definition) for definition in definitions if not definition.additive]
    header = ("Metric", "Name", "Formula", "Unit", "Additive", "Meaning", "Reported by")
    return page(
        "Metrics",
        INTRO,
        section("Sums", SUMS, table(header, sums)),
        section("Ratios", RATIO_RULE, table(header, ratios), _fallbacks()),
    )


def _row(definition: MetricDefinition) -> tuple[str, ...]:
    return (
        code(definition.metric.upper()),
        definition.title,
        code(definition.formula),
        definition.unit,
        "yes" if definition.additive else "no",
        meaning_of(definition.meaning, f"Metric {definition.metric}", "domain/records.py or domain/metrics.py"),
        ", ".join(SOURCES[name].title for name in definition.data_sources),
    )


def _fallbacks() -> str:
    named = {ratio.name: ratio.fallback for ratio in RATIO_BY_NAME.values() if ratio.fallback}
    said = "; ".join(f"{code(name)} then reads {code(fallback)}" for name, fallback in named.items())
    per_row = codes(ratio.name for ratio in RATIO_BY_NAME.values() if ratio.per_row)
    return (
        f"{per_row}: only rows that report the numerator enter the denominator. "
        f"Where no row of a group reports it: {said}."
    )

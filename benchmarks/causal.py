"""The causal export of two years x 3 channels x 8 countries, everything included: ./run bench causal [DAY|WEEK].

Rows come in as Meta rows broken down by country, and of two other sources likewise. Measured is one GraphQL operation that
selects every field, then each file. Cold: the first one of a process that has imported nothing of it (calendars included).
Goals: 1 s warm, 3 s cold.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import machine, on_processor, print_json, print_table, timed
from domain.causal.files import ExportFormat, export_file
from domain.causal.request import CausalRequest
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, Granularity, OrgId, Scope
from graphql_api.bootstrap import open_services
from graphql_api.context import RequestContext, Services
from graphql_api.json_out import encode_body
from graphql_api.schema import make_schema
from graphql_api.settings import Settings

ORG = OrgId("bench")
FIRST, DAYS = date(2023, 1, 1), 730
COUNTRIES = ("US", "GB", "DE", "FR", "CA", "AU", "ES", "IT")
SOURCES = ("meta_business", "tiktok_ads", "generic")
TIMES = 5
QUERY = """
query Whole($input: CausalExportInput!) {
  causalExport(input: $input) {
    recordsCount panel fillStatus roles loaders holidays split provenance
    columns { name role channel dtype unit aggregation description source nullMeans }
    findings { code severity columns value threshold message advice }
    correlations { x y pearson spearman pValue qValue n }
    statisticalSummary { column count missing zeros mean std min median max vif }
    graph { gml dot } excluded { reason rows spend } downloadUrl
  }
}
"""


def main(granularity: str = "DAY", cold_folder: str | None = None) -> None:
    """Fill a folder, measure cold in a process of its own, then warm; with `cold_folder` measure the first call alone."""
    if cold_folder is not None:
        _first_call(Path(cold_folder), granularity)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "data"
        fill(folder)
        command = [sys.executable, "-P", "-m", "benchmarks.causal", granularity, str(folder)]
        said = subprocess.check_output(command, text=True)  # noqa: S603 - this very file
        cold = [float(text) for text in said.split()[-2:]]
        services = open_services(Settings(data=folder))
        lines = [["GraphQL, cold", *(f"{1000 * value:.0f}" for value in cold)], *_warm(services, granularity)]
        services.close()
    print_table(
        f"Causal export by {granularity}: {DAYS} days x 3 channels x 8 countries", ["What", "ms", "CPU ms"], lines
    )
    print_json({"title": "causal", "granularity": granularity, "lines": lines, **machine()})


def fill(folder: Path) -> None:
    """The rows, as the API takes them."""
    dice = np.random.default_rng(1)
    services = open_services(Settings(data=folder))
    for source in SOURCES:
        rows = [_row(source, FIRST + timedelta(days=n), country, dice) for n in range(DAYS) for country in COUNTRIES]
        submission = Submission(DataSource(source), rows, currency="USD", account_id="1")
        report = services.ingest(ORG, submission, datetime(2025, 6, 1, tzinfo=UTC))
        if report.rejected:
            raise SystemExit(f"Rows were rejected: {report.issues[:3]}")
    services.close()


def _row(source: str, day: date, country: str, dice: np.random.Generator) -> dict[str, Any]:
    spend = round(float(dice.gamma(4, 20)), 2)
    figures = {"spend": spend, "impressions": int(spend * 80), "clicks": int(spend), "conversions": int(spend / 20)}
    text = day.isoformat()
    row: dict[str, Any] = {
        "campaign_id": f"c-{source}",
        "country": country,
        "breakdowns": {"country": country},
        **figures,
    }
    if source == "tiktok_ads":
        return {**row, "stat_time_day": text, "country_code": country, "advertiser_id": "1"}
    return {**row, "date_start": text, "date_stop": text, "revenue": round(spend * 3, 2)}


def _ask(services: Services, granularity: str) -> bytes:
    principal = services.authenticate(f"Bearer {services.create_key(ORG, 'bench', [Scope.READ]).secret}")
    context = RequestContext("bench", principal, services)
    variables = {"input": {"filter": {}, "granularity": granularity, "geo": "GEO"}}
    result = asyncio.run(make_schema().execute(QUERY, variable_values=variables, context_value=context))
    if result.errors:
        raise SystemExit(str(result.errors))
    return encode_body(result.data)


def _first_call(folder: Path, granularity: str) -> None:
    services = open_services(Settings(data=folder))
    (_, seconds), processor = on_processor(lambda: timed(lambda: _ask(services, granularity)))
    services.close()
    print(seconds, processor)


def _warm(services: Services, granularity: str) -> list[list[str]]:
    request = CausalRequest(granularity=Granularity(granularity), geo="GEO")
    works: dict[str, Any] = {
        "GraphQL, warm": lambda: _ask(services, granularity),
        "The use case alone": lambda: services.causal_export(ORG, request),
    }
    report = services.causal_export(ORG, request)
    works |= {f"File: {name.value}": lambda name=name: export_file(report, name) for name in ExportFormat}
    return [[name, *_best(work)] for name, work in works.items()]


def _best(work: Callable[[], object]) -> list[str]:
    """Milliseconds of the fastest of some calls, and the least that the processor took."""
    work()
    pairs = [on_processor(lambda: timed(work)) for _ in range(TIMES)]
    return [f"{1000 * min(values):.0f}" for values in ([pair[0][1] for pair in pairs], [pair[1] for pair in pairs])]


if __name__ == "__main__":
    main(*sys.argv[1:])

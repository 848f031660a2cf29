"""./run export: a panel for causal models, to a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
from rich.console import Console

from domain.causal.files import FILES, ExportFormat, format_of
from domain.causal.report import CausalReport
from domain.causal.request import CausalRequest
from domain.errors import InvalidInputError, StoreLockedError
from domain.money import parse_currency
from domain.reading import RowFilter
from domain.sources.registry import SOURCES
from domain.use_cases.keys import check_org
from domain.vocabulary import DataSource, Granularity, OrgId
from domain.wording import counted
from graphql_api.bootstrap import open_services
from graphql_api.commands.instants import read_period
from graphql_api.export_files import make_file
from graphql_api.settings import load_settings


@dataclass(frozen=True, slots=True)
class Said:
    """The options as they were typed."""

    granularity: str
    week_start: str
    channel_by: str
    geo: str
    target: str
    sources: tuple[str, ...]
    date_range: str | None
    currency: str | None
    country: str
    subdivision: str | None
    spread: str
    population: str | None
    controls: str | None
    strict: bool


def run(file: Path, org: str, said: Said, *, data: Path | None) -> None:
    """Write the file, then say what is in it and what was found."""
    check_org(org)
    file_format, request = read_format(file), read_request(said)
    settings = load_settings(data=data)
    try:
        services = open_services(settings)
    except StoreLockedError as error:
        raise StoreLockedError(
            f"The data folder {settings.data} is in use by a server.",
            hint="Ask it: causalExport { downloadUrl(format: ...) } gives an address; or stop it and run this again.",
        ) from error
    try:
        report = services.causal_export(OrgId(org), request)
    finally:
        services.close()
    write(file, make_file(report, file_format))
    show(file, report)


def write(file: Path, body: bytes) -> None:
    """Write the bytes; raises InvalidInputError where that cannot be."""
    try:
        file.write_bytes(body)
    except OSError as error:
        raise InvalidInputError(
            f"{file} cannot be written: {error.strerror or error}.", hint="Give another path."
        ) from error


def show(file: Path, report: CausalReport) -> None:
    """One line on the panel, then the findings."""
    console = Console(soft_wrap=True, highlight=False, markup=False)
    period, rows = report.provenance["period"], len(report.panel.frame)
    columns = len(report.panel.columns)
    console.print(f"{file}: {counted(rows, 'row', 'rows')}, {columns} columns, {period['start']} to {period['end']}")
    for finding in report.findings:
        console.print(f"  {finding.severity.lower()} {finding.code}: {finding.message}")


def read_format(file: Path) -> ExportFormat:
    """The format that a file's ending says."""
    found = format_of(file.suffix.removeprefix("."))
    if found is None:
        known = ", ".join(f".{kind.suffix}" for kind in FILES.values())
        raise InvalidInputError(f"{file.name} ends with {file.suffix!r}.", hint=f"Give one of: {known}.")
    return found


def read_request(said: Said) -> CausalRequest:
    """The request in the domain's words; its values are checked by the use case."""
    names = [source.lower() for source in said.sources]
    unknown = next((name for name in names if name not in SOURCES), None)
    if unknown is not None:
        raise InvalidInputError(f"--source is {unknown!r}.", hint=f"Give one of: {', '.join(SOURCES)}.")
    code = None if said.currency is None else parse_currency(said.currency)
    if said.currency is not None and code is None:
        raise InvalidInputError(f"--currency is {said.currency!r}.", hint="Give an ISO 4217 code such as USD.")
    rows = RowFilter(
        data_sources=tuple(DataSource(name) for name in names) or None,
        period=read_period(said.date_range, "--date-range"),
        currency=code,
    )
    return CausalRequest(
        rows=rows,
        granularity=_granularity(said.granularity),
        week_start=said.week_start.upper(),
        channel_by=said.channel_by.upper(),
        geo=said.geo.upper(),
        target=said.target.lower(),
        country=said.country,
        subdivision=said.subdivision,
        spread=said.spread.upper(),
        population=_object(said.population, "--population"),
        controls=_object(said.controls, "--controls"),
        strict=said.strict,
    )


def _granularity(text: str) -> Granularity:
    if text.upper() not in Granularity.__members__:
        raise InvalidInputError(f"--granularity is {text!r}.", hint="Give DAY or WEEK.")
    return Granularity(text.upper())


def _object(text: str | None, option: str) -> dict[str, object]:
    if text is None:
        return {}
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except msgspec.DecodeError as error:
        raise InvalidInputError(f"{option} is no JSON object: {error}.", hint="Give one by name.") from error

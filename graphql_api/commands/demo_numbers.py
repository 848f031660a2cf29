"""What ./run demo prints of the stored rows: KPIs by data source, the best campaigns, what was left out."""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.console import Console
from rich.table import Table

from domain.insights.totals import CurrencyTotals, Totals
from domain.reading import RowFilter
from domain.sources.registry import SOURCES
from domain.summation.needs import REASON_MEANINGS
from domain.use_cases.ingest import IngestReport
from domain.use_cases.insights import InsightsReport, InsightsRequest
from domain.vocabulary import DataSource, OrgId, Period
from domain.wording import counted
from graphql_api.context import Services

BEST = 5
MONEY = ("spend", "revenue")
NUMBER_WORDS = ("no", "one", "two", "three")


@dataclass(frozen=True, slots=True)
class Numbers:
    """`days`: the first and the last day of any stored row; None where there is none."""

    by_source: InsightsReport
    best: InsightsReport
    took_ms: float
    days: tuple[date, date] | None


def read_numbers(services: Services, org: OrgId) -> Numbers:
    """Everything that is shown of an organization's rows."""
    started = time.perf_counter()
    by_source = services.insights(org, InsightsRequest())
    best = services.insights(org, InsightsRequest(group_by=("CAMPAIGN",), order_by="roas", limit=BEST))
    took_ms = (time.perf_counter() - started) * 1000
    return Numbers(by_source, best, took_ms, _days(services, org))


def received_by_source(reports: Iterable[tuple[DataSource, IngestReport]]) -> Mapping[DataSource, int]:
    """Raw rows of each data source that sent any."""
    received: Counter[DataSource] = Counter()
    for data_source, report in reports:
        received[data_source] += report.received
    return received


def print_numbers(console: Console, numbers: Numbers, received: Mapping[DataSource, int]) -> str:
    """Print the tables; gives the line that ends them."""
    console.print(f"\n[bold]Marketing Memory demo[/]: {_what(numbers.days, len(received))}\n")
    console.print(_sources_table(numbers.by_source.totals, received))
    console.print()
    console.print(_campaigns_table(numbers.best))
    if numbers.by_source.excluded:
        console.print()
    for left in numbers.by_source.excluded:
        meaning = REASON_MEANINGS[left.reason]
        line = f"Left out so that nothing counts twice: {counted(left.rows, 'row', 'rows')} ({left.reason.name}). {meaning}"
        console.print(line, soft_wrap=True)
    return f"Both tables computed in {numbers.took_ms:.0f} ms."


def _days(services: Services, org: OrgId) -> tuple[date, date] | None:
    """Found by halving: the store says how many rows touch a period, and no list of days has to be read."""

    def any_row(start: int, stop: int) -> bool:
        period = Period(date.fromordinal(start), date.fromordinal(stop))
        return services.records(org, RowFilter(period=period), 1).total > 0

    earliest, latest = date.min.toordinal(), date.max.toordinal()
    if not any_row(earliest, latest):
        return None
    days = range(latest + 1)
    first = bisect_left(days, True, earliest, key=lambda day: any_row(earliest, day))
    last = bisect_right(days, False, first, key=lambda day: not any_row(day, latest)) - 1
    return date.fromordinal(first), date.fromordinal(last)


def _what(days: tuple[date, date] | None, sources: int) -> str:
    if days is None:
        return "no row could be stored"
    count = NUMBER_WORDS[sources] if sources < len(NUMBER_WORDS) else str(sources)
    return f"raw rows of {days[0]} to {days[1]}, {count} platform{'' if sources == 1 else 's'}, one record"


def _sources_table(totals: Totals, received: Mapping[DataSource, int]) -> Table:
    """A line for each source and currency, one for all, and one for each currency where there are several."""
    table = Table("Data source", box=None, padding=(0, 2), title_justify="left")
    for heading in ("Raw rows", "Spend", "Revenue", "ROAS"):
        table.add_column(heading, justify="right", no_wrap=True)
    unseen = dict(received)
    for row in totals.by_data_source.to_pylist():
        rows = unseen.pop(row["data_source"], None)
        title = "" if rows is None else SOURCES[row["data_source"]].title
        table.add_row(title, "" if rows is None else f"{rows:,}", *_figures(row, row["currency"]))
    for name, rows in unseen.items():
        table.add_row(SOURCES[name].title, f"{rows:,}", *_figures({}, None))
    with_money = [one for one in totals.by_currency if any(one.totals[name] is not None for name in MONEY)]
    _add_together(table, totals, with_money, sum(received.values()))
    return table


def _add_together(table: Table, totals: Totals, with_money: Sequence[CurrencyTotals], received: int) -> None:
    several = len(with_money) > 1
    currency = with_money[0].currency if len(with_money) == 1 else None
    table.add_row("[bold]Together[/]", f"{received:,}", *_figures(totals.overall, currency))
    for one in with_money if several else ():
        table.add_row(f"  in {one.currency or 'an unknown currency'}", "", *_figures(one.totals, one.currency))


def _campaigns_table(report: InsightsReport) -> Table:
    table = Table(box=None, padding=(0, 2))
    table.add_column("Best campaigns by ROAS", no_wrap=True)
    table.add_column("Data source")
    for heading in ("Spend", "Revenue", "ROAS"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in report.rows.to_pylist():
        table.add_row(_campaign(row), SOURCES[row["data_source"]].title, *_figures(row, row["currency"]))
    return table


def _campaign(row: Mapping[str, object]) -> str:
    """Its name, or its id where no row says one; brackets in it are no markup."""
    name = row["campaign_name"] or row["campaign_id"] or "(no campaign)"
    return str(name).replace("[", "\\[")


def _figures(row: Mapping[str, float | None], currency: str | None) -> tuple[str, str, str]:
    return _money(row.get("spend"), currency), _money(row.get("revenue"), currency), _ratio(row.get("roas"))


def _money(value: float | None, currency: str | None) -> str:
    return "-" if value is None else f"{value:,.0f} {currency or ''}".rstrip()


def _ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"

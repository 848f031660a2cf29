"""What ./run demo asks of its rows in plain words, and the answers as a person reads them."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from domain.search.request import SearchAnswer, SearchRequest
from domain.search.wording import days
from domain.sources.registry import SOURCES
from domain.vocabulary import DataSource, OrgId, Period
from graphql_api.commands.search_answer import print_hanging
from graphql_api.context import Services
from graphql_api.local.found_lines import as_lines

SHOWN = 3
PERFORMING = "high performing campaigns with conversions"
ADS = (DataSource("meta_business"), DataSource("google_ads"))


def questions_of_the_shop(last_days: Period) -> tuple[SearchRequest, ...]:
    """Of the generated rows: one narrowed by sources and days beside the words, two by words alone."""
    return (
        SearchRequest(PERFORMING, ADS, last_days, limit=SHOWN),
        SearchRequest("worst CPC last month", limit=SHOWN),
        SearchRequest("emails with the best click rate", limit=SHOWN),
    )


def questions_of_any() -> tuple[SearchRequest, ...]:
    """Of rows of whatever days and platforms."""
    return (SearchRequest(PERFORMING, limit=SHOWN), SearchRequest("worst CPC", limit=SHOWN))


def print_questions(console: Console, services: Services, org: OrgId, questions: Sequence[SearchRequest]) -> str:
    """Ask and print; gives a line on how long it took."""
    started = time.perf_counter()
    answers = [services.search(org, question) for question in questions]
    took_ms = (time.perf_counter() - started) * 1000
    console.print("Asked in plain words:")
    for question, answer in zip(questions, answers, strict=True):
        found = as_lines(answer, lambda _key: None)
        console.print(f'\n  "{question.query}"{_narrowed(question, answer)}', markup=False, soft_wrap=True)
        if found.notice:
            print_hanging(console, "    ", found.notice, style="yellow")
        for place, hit in enumerate(found.hits, 1):
            print_hanging(console, f"    {place}. ", f"{hit.name}: {hit.reasons[0]}")
        if found.found > len(found.hits):
            console.print(f"       and {found.found - len(found.hits):,} more", markup=False)
    return f"{len(questions)} questions answered in {took_ms:.0f} ms."


def say_how_to_ask(console: Console, org: OrgId, data: Path) -> None:
    """The command that asks the same rows."""
    command = f'./run search "which ads waste money" --org {org} --data {shlex.quote(str(data))}'
    console.print(f"\nAsk your own: {command}", markup=False, soft_wrap=True)


def _narrowed(question: SearchRequest, answer: SearchAnswer) -> str:
    """The sources that were sent, and the days by which it was answered."""
    period = answer.interpretation.period
    sources = " and ".join(SOURCES[name].title for name in question.data_sources or ())
    said = ", ".join(part for part in (sources, days(period) if period else "") if part)
    return f"  ({said})" if said else ""

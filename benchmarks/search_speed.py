"""How fast search answers: ./run bench search_speed [ENTITIESxORGANIZATIONS ...] [--days N] [--questions N].

Every case runs in a process of its own on an empty folder. All entities come through the real ingest, of Meta rows by ad:
a campaign with 4 ad groups of 5 ads each is 25 entities, and each ad has N days of rows (1 unless said). Questions of
words, of metrics and of both are asked in turn of all organizations, as a client asks them: through the GraphQL schema in
this process, one at a time, 10 hits of campaigns. Cold is the first question to each organization at once after the
folder was opened again, while it is still being loaded in the background; warm are the others. 1,000 entities get new
names: "searchable" is from their rows being in the record store until a search finds one of them by its new name (told
from the rows, embedded, written, searched); "whole" begins when the raw rows are handed in, so that normalizing and storing
them counts as well. In both the question is the first one after the change. Memory is that of the whole process.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random

import numpy as np
import orjson

from benchmarks.measure import machine, print_json, print_table, timed
from benchmarks.search_world.asking import Asking
from benchmarks.search_world.questions import Question, q
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId
from graphql_api.bootstrap import open_services
from graphql_api.context import Services
from graphql_api.settings import Settings

DEFAULT = ("10000x1", "50000x1", "100000x1", "100000x20", "1000000x20", "1000000x1")
AD_GROUPS, ADS = 4, 5
PER_CAMPAIGN = 1 + AD_GROUPS + AD_GROUPS * ADS
CAMPAIGNS_PER_BATCH = 2_000
FIRST_DAY, DAYS = date(2024, 7, 1), 184
CHANGED, CHANGES = 1_000, 5
GEOS = ("US", "UK", "DE", "FR", "ES", "CA")
INTENTS = ("Prospecting", "Retargeting", "Lookalike", "Loyalty", "Brand")
PRODUCTS = ("Sneakers", "Hoodies", "Tents", "Jackets", "Lamps", "Sofas", "Coffee", "Candles", "Serum", "Helmets")
EVENTS = ("Black Friday", "Christmas", "Summer Sale", "Back to School", "Halloween", "Evergreen")
QUESTIONS: dict[str, tuple[str, ...]] = {
    "text": (
        "retargeting sneakers germany",
        "black friday hoodies",
        "lookalike tents",
        "chrismas candles",
        "loyalty coffee us",
        "back to school jackets",
        "remarketing helmets",
    ),
    "metric": (
        "campaigns with ROAS above 3",
        "top 10 campaigns by spend",
        "highest CTR in November 2024",
        "cost per conversion under 20",
        "worst ROAS in Q3",
        "high performing campaigns with conversions",
    ),
    "mixed": (
        "retargeting sneakers with ROAS above 3 in November 2024",
        "best Meta campaigns for hoodies by revenue",
        "black friday tents that spent more than 50",
        "cheapest clicks for jackets in October",
        "prospecting serum with conversions, worst ROAS first",
    ),
}


@dataclass(frozen=True, slots=True)
class Case:
    """So many entities over so many organizations."""

    entities: int
    organizations: int

    @classmethod
    def of(cls, said: str) -> Case:
        """From "100000x20"."""
        entities, _, organizations = said.partition("x")
        return cls(int(entities), int(organizations or 1))

    @property
    def names(self) -> list[str]:
        """The organizations."""
        return [f"org{number}" for number in range(self.organizations)]

    @property
    def campaigns(self) -> int:
        """Campaigns of one organization."""
        return max(1, self.entities // self.organizations // PER_CAMPAIGN)


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds by kind of question (p50, p99), cold ones, changes; seconds of loading; megabytes."""

    entities: int
    organizations: int
    load_s: float
    cold_ms: float
    warm_ms: dict[str, tuple[float, float]]
    searchable_ms: float
    whole_ms: float
    before_mb: float
    peak_mb: float
    disk_mb: float


def main() -> None:
    """Measure each case in a process of its own, and print."""
    said = _arguments()
    found = []
    for case in map(Case.of, said.cases or DEFAULT):
        with get_context("spawn").Pool(1) as pool:
            found.append(pool.apply(measure, (case, said.days, said.questions)))
        print(f"{case.entities:,} entities in {case.organizations} done.", file=sys.stderr)
    kinds = [f"{kind} p50 / p99" for kind in QUESTIONS]
    header = ["Entities", "Organizations", "Load s", "Cold", *kinds, "1,000 searchable", "Whole", "Peak MB", "Disk MB"]
    print_table("Search, milliseconds through GraphQL in one process", header, [_line(one) for one in found])
    versions = {"numpy": np.__version__, "sqlite": sqlite3.sqlite_version, "days": said.days}
    print_json({"title": "search speed", "cases": [asdict(one) for one in found], **machine(), **versions})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", help=f"default: {' '.join(DEFAULT)}")
    parser.add_argument("--days", type=int, default=1, help="days of rows per ad (1)")
    parser.add_argument("--questions", type=int, default=300, help="warm questions of each kind (300)")
    return parser.parse_args()


def _line(one: Timings) -> list[str]:
    warm = [f"{p50:.1f} / {p99:.1f}" for p50, p99 in one.warm_ms.values()]
    changed = [f"{one.searchable_ms:.0f}", f"{one.whole_ms:.0f}"]
    sizes = [f"{one.peak_mb:,.0f}", f"{one.disk_mb:,.0f}"]
    return [
        f"{one.entities:,}",
        str(one.organizations),
        f"{one.load_s:.1f}",
        f"{one.cold_ms:.1f}",
        *warm,
        *changed,
        *sizes,
    ]


def measure(case: Case, days: int, asked: int) -> Timings:
    """Load the case, open it again, and ask."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        services = open_services(settings)
        before_mb = _peak_mb()
        _, load_s = timed(lambda: _load_all(services, case, days))
        services.close()
        services = open_services(settings)
        asking = Asking(services)
        cold = [_ask_ms(asking, question) for question in _questions(case.names, "text", len(case.names))]
        warm = {
            kind: _percentiles([_ask_ms(asking, one) for one in _questions(case.names, kind, asked)])
            for kind in QUESTIONS
        }
        changed = [_change_ms(services, asking, case, turn, days) for turn in range(CHANGES)]
        asking.close()
        services.close()
        disk_mb = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6
    cold_ms, (searchable_ms, whole_ms) = float(np.median(cold)), np.median(changed, axis=0).tolist()
    sizes = (before_mb, _peak_mb(), disk_mb)
    return Timings(case.entities, case.organizations, load_s, cold_ms, warm, searchable_ms, whole_ms, *sizes)


def _peak_mb() -> float:
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _questions(names: Sequence[str], kind: str, count: int) -> Iterator[Question]:
    """Questions of a kind, the organizations in turn."""
    texts = QUESTIONS[kind]
    for turn in range(count):
        yield q(kind, names[turn % len(names)], texts[(turn // len(names) + turn) % len(texts)])


def _ask_ms(asking: Asking, question: Question) -> float:
    started = time.perf_counter()
    asking.ask(question, limit=10)
    return 1000 * (time.perf_counter() - started)


def _percentiles(taken_ms: Sequence[float]) -> tuple[float, float]:
    p50, p99 = np.quantile(taken_ms, [0.5, 0.99]).tolist()
    return p50, p99


def _change_ms(services: Services, asking: Asking, case: Case, turn: int, days: int) -> tuple[float, float]:
    """Until a search finds one of 1,000 renamed entities by its new name: from stored rows, and from raw rows."""
    word, org = f"zanzibar{turn}", OrgId(case.names[0])
    campaigns = range(min(case.campaigns, CHANGED // PER_CAMPAIGN))
    submission, observed_at = _submission(org, campaigns, days, word), _observed_at(turn + 1)
    started = time.perf_counter()
    services.ingest.ingest(org, submission, observed_at)
    stored = time.perf_counter()
    services.ingest.search_follows(org)
    answer = asking.ask(q("names", org, word), limit=10)
    found = time.perf_counter()
    if not any(word in name for name in answer.names):
        raise RuntimeError(f"{word} was ingested and is not found: {answer.names[:3]}, {answer.notice}")
    return 1000 * (found - stored), 1000 * (found - started)


def _load_all(services: Services, case: Case, days: int) -> None:
    for name in case.names:
        _load(services, name, range(case.campaigns), days)


def _load(services: Services, name: str, campaigns: range, days: int) -> None:
    """Ingest the campaigns in batches."""
    for first in range(0, len(campaigns), CAMPAIGNS_PER_BATCH):
        some = campaigns[first : first + CAMPAIGNS_PER_BATCH]
        services.ingest(OrgId(name), _submission(name, some, days, ""), _observed_at(0))


def _submission(name: str, campaigns: range, days: int, word: str) -> Submission:
    """Rows of campaigns; `word` renames them."""
    rows = [row for number in campaigns for row in _rows(name, number, days, word)]
    return Submission(DataSource("meta_business"), orjson.dumps(rows))


def _observed_at(turn: int) -> datetime:
    """Days since the first time are counted by `turn`."""
    return datetime(2025, 1, 1 + turn, 6, tzinfo=UTC)


def _rows(organization: str, number: int, days: int, word: str) -> Iterator[dict[str, object]]:
    """Rows of a campaign's ads: the same number always makes the same campaign, apart from the word in its name."""
    rng = Random(f"{organization}/{number}")
    about = (rng.choice(GEOS), rng.choice(INTENTS), rng.choice(PRODUCTS), rng.choice(EVENTS))
    campaign = f"{' | '.join(about)} | {number}{f' {word}' if word else ''}"
    quality, first_day = rng.lognormvariate(0.6, 0.6), rng.randrange(DAYS - days)
    for part in range(AD_GROUPS * ADS):
        group, spend = part // ADS, rng.lognormvariate(2, 0.7)
        for day in range(days):
            sales = int(spend * quality / 40 + rng.random())
            dated = str(FIRST_DAY + timedelta(first_day + day))
            yield {
                "account_id": "1000200030",
                "account_name": organization,
                "account_currency": "USD",
                "campaign_id": str(10**12 + number),
                "campaign_name": campaign,
                "adset_id": str(10**13 + number * AD_GROUPS + group),
                "adset_name": f"{about[0]} | audience {group}",
                "ad_id": str(10**14 + number * AD_GROUPS * ADS + part),
                "ad_name": f"{about[2]} | {('Video', 'Carousel', 'Static', 'UGC')[part % 4]} {part}",
                "objective": "OUTCOME_SALES",
                "effective_status": "ACTIVE" if number % 3 else "PAUSED",
                "spend": f"{spend:.2f}",
                "impressions": str(int(spend * 100)),
                "clicks": str(int(spend * 1.5) + 1),
                "date_start": dated,
                "date_stop": dated,
                "actions": [{"action_type": "omni_purchase", "value": str(sales)}],
                "action_values": [{"action_type": "omni_purchase", "value": f"{sales * 40:.2f}"}],
            }


if __name__ == "__main__":
    main()

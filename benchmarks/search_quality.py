"""How well search answers: ./run bench search_quality [--misses] [--types] [--set NAME] [--against FILE].

2,190 generated campaigns of eight organizations, with ad groups, ads and six months of days, go through the real ingest into
a folder of their own. About 1,400 questions are then asked, whose relevant entities follow by rule from the generated facts.
Printed are nDCG@10 and recall@20 by kind of question: of the catalog's words alone, its vectors alone, the two fused, and
of search as a client gets it. The sets are `development` and `development_b` to `development_f`, which may be looked at,
and `held_out`, whose questions are scored only: nobody builds search by looking at them, so neither their misses are
listed nor the score of any one of them. JSON beside the table; --against compares it with the JSON of an earlier run.

The meanings of the held-out questions were audited once, each against its words and the facts, before any answer to them
was looked at. Of 145, 139 stayed; 1 was wrong and is corrected (names: it counted campaigns whose names do not say what was
asked); 5 have a second meaning that is as good, and an answer to either is right (names 2, superlatives 1, dates 2).
Found afterwards, in all sets: where five are asked for and more than five are equally good, five answers score in full.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from benchmarks.measure import machine, print_json, print_table, timed
from benchmarks.search_world import development_b, development_c, development_d, development_e, development_f
from benchmarks.search_world.asking import Answer, Asking
from benchmarks.search_world.facts import Identity, Organization
from benchmarks.search_world.generator import world
from benchmarks.search_world.loading import load
from benchmarks.search_world.parts import PARTS, Parts, open_parts
from benchmarks.search_world.questions import EXACT_KINDS, KINDS, Question
from benchmarks.search_world.relevance import Grades, grades
from benchmarks.search_world.scoring import NDCG_AT, RECALL_AT, ndcg, recall
from benchmarks.search_world.templates import questions
from graphql_api.bootstrap import open_services
from graphql_api.settings import Settings

WHOLE = "search"
TYPES = ("NEURAL", "CONCEPTUAL", "KNOWLEDGE")
MISSED_BELOW = 0.9
ABSENT = "absent"
HELD_OUT = "held_out"
WRITTEN: Mapping[str, tuple[Question, ...]] = {
    "development_b": development_b.QUESTIONS,
    "development_c": development_c.QUESTIONS,
    "development_d": development_d.QUESTIONS,
    "development_e": development_e.QUESTIONS,
    "development_f": development_f.QUESTIONS,
}
"""Further sets to look at while search is built, by name."""
SETS = ("development", *WRITTEN, HELD_OUT)


@dataclass(slots=True)
class Scored:
    """A question with what each way of asking scored: nDCG@10 and recall@20."""

    question: Question
    ndcg: dict[str, float] = field(default_factory=dict)
    recall: dict[str, float] = field(default_factory=dict)
    answer: Answer | None = None
    took_ms: float = 0.0


def main() -> None:
    """Load, ask, print."""
    said = _arguments()
    facts = world()
    with tempfile.TemporaryDirectory() as folder:
        services = open_services(Settings(data=Path(folder)))
        rows, load_s = timed(lambda: load(services, facts.values()))
        asking, parts = Asking(services), open_parts(services)
        sets = {
            name: [_score(facts, question, asking, parts, said.types) for question in asked(facts, name)]
            for name in ((said.set,) if said.set else SETS)
        }
        asking.close()
        services.close()
    print(f"{rows:,} raw rows, {sum(len(o.entities) for o in facts.values()):,} entities, loaded in {load_s:.1f} s.")
    _report(sets, said.against, show_misses=said.misses, load={"rows": rows, "load_s": load_s})


def asked(facts: Mapping[str, Organization], name: str) -> Sequence[Question]:
    """The questions of a set."""
    return WRITTEN.get(name) or questions(facts, name)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list the development questions answered badly")
    parser.add_argument("--types", action="store_true", help="ask by every search type as well")
    parser.add_argument("--set", choices=SETS, help="only this set")
    parser.add_argument("--against", type=Path, help="JSON line of an earlier run, to show what got worse")
    return parser.parse_args()


def _score(
    facts: Mapping[str, Organization],
    question: Question,
    asking: Asking,
    parts: Parts,
    types: bool,  # noqa: FBT001 - as argparse gives it
) -> Scored:
    organization, scored = facts[question.organization], Scored(question)
    relevant = [(grades(organization, meaning), meaning.places) for meaning in question.meanings]
    started = time.perf_counter()
    scored.answer = asking.ask(question)
    scored.took_ms = 1000 * (time.perf_counter() - started)
    _add(scored, WHOLE, scored.answer.hits, relevant)
    for name, hits in parts.find(question).items():
        _add(scored, name, hits, relevant)
    for name in TYPES if types else ():
        _add(scored, name, asking.ask(question, name).hits, relevant)
    return scored


def _add(scored: Scored, way: str, hits: Sequence[Identity], relevant: Sequence[tuple[Grades, int | None]]) -> None:
    """By the meaning that the answer fits best; of a question for so many entities, by so many answers."""
    scored.ndcg[way], scored.recall[way] = max(
        (ndcg(hits, graded, min(NDCG_AT, places or NDCG_AT)), recall(hits, graded, min(RECALL_AT, places or RECALL_AT)))
        for graded, places in relevant
    )


def _report(
    sets: Mapping[str, list[Scored]], against: Path | None, *, show_misses: bool, load: Mapping[str, float]
) -> None:
    figures = {name: _figures(scored, each=name != HELD_OUT) for name, scored in sets.items()}
    for name, scored in sets.items():
        _print_set(name, scored)
    if show_misses:
        for name in (name for name in sets if name != HELD_OUT):
            _print_misses(name, sets[name])
    result = {"title": "search quality", "sets": figures, **load, **machine()}
    print_json(result)
    if against:
        [*_, earlier] = (line for line in against.read_text().splitlines() if line.startswith("{"))
        _compare(figures, json.loads(earlier)["sets"])


def _print_set(name: str, scored: list[Scored]) -> None:
    ways = _ways(scored)
    header = ["nDCG@10 / recall@20", "Questions", *ways]
    lines = [[row, str(len(some)), *(_cell(some, way) for way in ways)] for row, some in _rows(scored)]
    print_table(f"Search quality, {name.replace('_', ' ')}", header, lines)
    empty, noticed, asked = _absent(scored)
    if asked:
        print(f"What does not exist: {empty} of {asked} empty, {noticed} with a notice.")
    times = sorted(one.took_ms for one in scored)
    print(f"Through GraphQL in this process: p50 {times[len(times) // 2]:.1f} ms, slowest {times[-1]:.1f} ms.\n")


def _rows(scored: list[Scored]) -> list[tuple[str, list[Scored]]]:
    by_kind = [(kind, [one for one in scored if one.question.kind == kind]) for kind in KINDS if kind != ABSENT]
    exact = [one for one in scored if one.question.kind in EXACT_KINDS]
    every = [one for one in scored if one.question.kind != ABSENT]
    rows = [*by_kind, ("metrics, superlatives, dates", exact), ("all that exists", every)]
    return [(name, some) for name, some in rows if some]


def _ways(scored: list[Scored]) -> list[str]:
    return [way for way in (*PARTS, WHOLE, *TYPES) if way in scored[0].ndcg]


def _cell(some: list[Scored], way: str) -> str:
    return f"{_mean(one.ndcg[way] for one in some):.3f} / {_mean(one.recall[way] for one in some):.3f}"


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return fmean(listed) if listed else 0.0


def _absent(scored: list[Scored]) -> tuple[int, int, int]:
    """Of the questions about what does not exist: answered with nothing, with nothing and a notice, all."""
    answers = [one.answer for one in scored if one.question.kind == ABSENT and one.answer]
    empty = [answer for answer in answers if not answer.hits]
    return len(empty), sum(bool(answer.notice) for answer in empty), len(answers)


def _figures(scored: list[Scored], *, each: bool) -> dict[str, object]:
    """Means by kind and way, the rate of what does not exist, and, where asked for, each question's nDCG."""
    mean: Callable[[list[Scored], str], dict[str, float]] = lambda some, way: {  # noqa: E731 - short, used twice below
        "ndcg": round(_mean(one.ndcg[way] for one in some), 4),
        "recall": round(_mean(one.recall[way] for one in some), 4),
    }
    empty, noticed, asked = _absent(scored)
    kinds = {
        row: {"questions": len(some), **{way: mean(some, way) for way in _ways(scored)}} for row, some in _rows(scored)
    }
    found: dict[str, object] = {"kinds": kinds, "absent": {"asked": asked, "empty": empty, "noticed": noticed}}
    if each:
        found["questions"] = {
            f"{place} {one.question.kind}": round(one.ndcg[WHOLE], 4) for place, one in enumerate(scored)
        }
    return found


def _print_misses(name: str, scored: list[Scored]) -> None:
    print(f"Answered badly, {name.replace('_', ' ')}:")
    for place, one in sorted(enumerate(scored), key=lambda placed: placed[1].ndcg[WHOLE]):
        answer, is_absent = one.answer, one.question.kind == ABSENT
        if answer is None or (not answer.hits if is_absent else one.ndcg[WHOLE] >= MISSED_BELOW):
            continue
        print(f"{one.ndcg[WHOLE]:.2f} {place} {one.question.kind}, {one.question.organization}: {one.question.text}")
        print(f"     wanted {one.question.wanted}")
        print(f"     read as {json.dumps(answer.interpretation)}")
        print(f"     found {answer.names[:5]} {answer.notice or ''}")


def _compare(now: Mapping[str, dict[str, object]], before: Mapping[str, dict[str, object]]) -> None:
    """Questions that score lower than before, by their place in their set and their kind."""
    for name, figures in now.items():
        old, new = before.get(name, {}).get("questions"), figures.get("questions")
        if not isinstance(old, dict) or not isinstance(new, dict):
            continue
        worse = {place: (old[place], value) for place, value in new.items() if value < old.get(place, 0) - 0.01}
        print(f"{name}: {len(worse)} questions score lower than before.")
        for place, (was, value) in worse.items():
            print(f"  {was:.2f} -> {value:.2f} question {place}")


if __name__ == "__main__":
    main()

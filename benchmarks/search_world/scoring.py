"""How good a list of answers is: nDCG and recall."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from math import log2
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)
NDCG_AT, RECALL_AT = 10, 20


def ndcg(answers: Sequence[Thing], grades: Mapping[Thing, int], at: int = NDCG_AT) -> float:
    """Discounted gain of the first answers over that of the best possible ones, 0 to 1; gain is the grade itself.

    An answer that comes twice counts once. Jarvelin and Kekalainen 2002, with the discount 1 / log2(place + 1).

    >>> ndcg(["a"], {"a": 3})
    1.0
    """
    ideal = _discounted(sorted(grades.values(), reverse=True)[:at])
    distinct = list(dict.fromkeys(answers))[:at]
    return _discounted([grades.get(answer, 0) for answer in distinct]) / ideal if ideal else 0.0


def recall(answers: Sequence[Thing], grades: Mapping[Thing, int], at: int = RECALL_AT) -> float:
    """Share of the most relevant entities (of the highest grade) that are among the first answers, 0 to 1.

    Where there are more of them than places, of the places.

    >>> recall(["a", "c"], {"a": 3, "b": 3, "c": 1})
    0.5
    """
    highest = max(grades.values(), default=0)
    wanted = {entity for entity, grade in grades.items() if grade == highest}
    return len(wanted.intersection(list(answers)[:at])) / min(len(wanted), at) if wanted else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))

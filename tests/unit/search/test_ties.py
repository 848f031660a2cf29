"""Which of equals comes first."""

from dataclasses import dataclass
from typing import cast

import numpy as np

from domain.ports.search import CatalogView
from domain.search.ties import MOST_NAMED, first_places, in_order


@dataclass(frozen=True)
class Named:
    key: str
    name: str | None


class Names:
    """A view of documents that have names alone."""

    def __init__(self, *names: str | None, prefix: str = "k") -> None:
        self.keys = [f"{prefix}{place:05}" for place in range(len(names))][::-1]
        self.names = names

    def documents(self, positions: list[int]) -> list[Named]:
        return [Named(self.keys[position], self.names[position]) for position in positions]


def view(*names: str | None) -> CatalogView:
    return cast("CatalogView", Names(*names))


def test_groups_keep_their_order_and_equals_follow_their_names() -> None:
    positions, equals = in_order(np.arange(5), np.array([1.0, 0.0, 1.0, 2.0, 1.0]))
    assert (positions.tolist(), equals.tolist()) == ([1, 0, 2, 4, 3], [0, 1, 1, 1, 2])
    places = first_places(view("c", "z", "a", "y", "b"), positions, equals, 5)
    assert positions[places].tolist() == [1, 2, 4, 0, 3]
    assert first_places(view("c", "z", "a", "y", "b"), positions, equals, 2) == places[:2]


def test_equals_of_one_name_or_none_follow_their_keys() -> None:
    everything = np.zeros(4, np.int64)
    assert first_places(view("same", None, "same", None), np.arange(4), everything, 4) == [3, 1, 2, 0]


def test_very_many_equals_follow_their_keys_alone() -> None:
    size = MOST_NAMED + 1
    names = [f"{place:05}" for place in range(size)]
    assert first_places(view(*names), np.arange(size), np.zeros(size, np.int64), 2) == [size - 1, size - 2]


def test_nothing_has_no_first() -> None:
    assert first_places(view(), np.zeros(0, np.int64), np.zeros(0, np.int64), 10) == []

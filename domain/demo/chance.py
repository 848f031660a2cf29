"""Draws and splits that the platforms' figures are made of; every draw comes from the generator it is given."""

from itertools import accumulate, pairwise
from math import exp, sqrt
from random import Random

# From here on a rounded normal draw is close enough, and much faster.
LARGE_MEAN = 30


def stream(seed: int, *names: str) -> Random:
    """The generator of one part of the demo, so that a change in one part leaves the others as they were."""
    return Random("/".join((str(seed), *names)))


def around(rng: Random, middle: float, spread: float) -> float:
    """A positive draw around `middle`, log-normal; `spread` 0.1 is about ten percent up or down."""
    return middle * rng.lognormvariate(-spread * spread / 2, spread)


def poisson(rng: Random, mean: float) -> int:
    """A count of independent events of which `mean` are expected."""
    if mean > LARGE_MEAN:
        return max(0, round(rng.gauss(mean, sqrt(mean))))
    limit, count, product = exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def part_of(rng: Random, whole: int, share: float) -> int:
    """How many of `whole` did something that a `share` of them is expected to do; never more than `whole`."""
    return min(whole, poisson(rng, whole * share))


def apportion(total: int, weights: tuple[float, ...]) -> tuple[int, ...]:
    """`total` in whole parts proportional to `weights`; the parts sum to `total` exactly.

    >>> apportion(100, (1, 1, 1))
    (33, 34, 33)
    """
    whole = sum(weights)
    if not whole:
        return (total, *(0 for _ in weights[1:]))
    marks = [round(total * running / whole) for running in accumulate(weights)]
    return tuple(right - left for left, right in pairwise([0, *marks]))


def settled(count: int, share: float) -> int:
    """How many of `count` a platform has counted so far, rounded half up; grows with `share` (0..1).

    >>> settled(10, 0.85)
    9
    """
    return int(count * share + 0.5)


def dollars(cents: int) -> str:
    """Cents as the decimal text platforms send.

    >>> dollars(1205)
    '12.05'
    """
    return f"{cents // 100}.{cents % 100:02d}"

"""What a question means: predicates, dates, ranking, concepts, and the text that is left. Pure data, shown and editable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.search.documents import EntityKey
from domain.vocabulary import Direction, Level, Period


class Comparison(StrEnum):
    """How a metric is compared; both ends of BETWEEN are included."""

    OVER = ">"
    AT_LEAST = ">="
    UNDER = "<"
    AT_MOST = "<="
    EQUALS = "="
    BETWEEN = "between"


class Kin(StrEnum):
    """Where entities lie in an account, seen from one that is named."""

    ABOVE = "above"
    BELOW = "below"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class MetricFilter:
    """`metric` compared with `value` (and `upper`), in the metric's own unit: rates 0 to 1, money in the row's currency."""

    metric: str
    comparison: Comparison
    value: float
    upper: float | None = None
    words: str = ""
    """The words of the question that say so."""
    either: bool = False
    """Whether this, or the condition before it, is enough: ROAS above 2 or CTR above 5 %."""


@dataclass(frozen=True, slots=True)
class AttributeFilter:
    """One of `values` in `column` (data_source, channel, status, objective, country, campaign_type), or none where `excluded`."""

    column: str
    values: tuple[str, ...]
    excluded: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Order by a metric, best or worst as asked.

    `metric` None: the right one for the kind of entity ("high performing": ROAS for ads, revenue per recipient for email).
    `band`: a vague quality: only the better (or worse) part of the organization's entities is meant, not a strict order.
    """

    metric: str | None
    direction: Direction
    top: int | None = None
    """How many are asked for: "top 5"."""
    band: bool = False
    words: str = ""
    quality: str = "performance"
    """What is meant where `metric` is None: performance, engagement, efficiency or cost; see `metric_for`."""
    share: float | None = None
    """The part of all that can be ranked that is asked for, 0 to 1: "top 10 %"."""
    skipped: int = 0
    """How many stand before the first that is asked for: 1 for the "second best"."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was read as another."""

    given: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Something asked for by name that the organization does not have: no hits, and a notice."""

    kind: str
    """data_source, channel, country, product, campaign, ..."""
    words: str


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A question as understood; every part can be shown and edited."""

    query: str
    level: Level | None = None
    attributes: tuple[AttributeFilter, ...] = ()
    metrics: tuple[MetricFilter, ...] = ()
    period: Period | None = None
    period_words: str = ""
    rankings: tuple[Ranking, ...] = ()
    concepts: tuple[str, ...] = ()
    excluded_concepts: tuple[str, ...] = ()
    entities: tuple[EntityKey, ...] = ()
    """Named exactly, by id or by whole name."""
    related_to: tuple[EntityKey, ...] = ()
    """Asked for what is related to these."""
    kin: Kin | None = None
    """Asked for what lies above, below or beside those."""
    shared: tuple[str, ...] = ()
    """What must be the same as theirs: groups of concepts (product, event, intent, ...), or columns (country, ...)."""
    different: tuple[str, ...] = ()
    """What must be another than theirs."""
    named_as: Mapping[EntityKey, str] = field(default_factory=dict)
    """The words that name them."""
    residual: str = ""
    text: str = ""
    """Every word that tells what the entities are about, corrected: those of concepts and the residual ones."""
    excluded_words: tuple[str, ...] = ()
    """Folded words that must not occur, and that are no concept."""
    corrections: tuple[Correction, ...] = ()
    ignored: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Those of `ignored` that never say nothing: numbers, months, comparators, denials."""
    no_days: tuple[str, ...] = ()
    """Days that no calendar has, as written: 31 February."""
    date_notes: tuple[str, ...] = ()
    """What is to be said of times that one range of days cannot be: "not in March"."""
    missing: tuple[Missing, ...] = ()
    confidence: float = 1.0
    """0 to 1: share of the words that were understood or are among the organization's own."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """An organization's own words: what spelling, names and "do they have this?" are decided by."""

    words: Mapping[str, int] = field(default_factory=dict)
    """Folded word to the number of documents that hold it."""
    names: Mapping[str, tuple[EntityKey, ...]] = field(default_factory=dict)
    """Keys of the whole name of an entity (`text.name_keys`), and its platform ids, to the entities."""
    concepts: Mapping[str, int] = field(default_factory=dict)
    """Concept to the number of documents tagged with it."""
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Values that occur, by column: data_source, channel, status, objective, country, campaign_type, level."""

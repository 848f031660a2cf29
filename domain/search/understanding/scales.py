"""Numbers in the metric's own unit."""

from __future__ import annotations

import re

from domain.search.phrases import phrases
from domain.search.understanding.metric_words import RATES
from domain.search.understanding.ratio_words import spell_ratios

_COUNT_IN_PERCENT = re.compile(r"\b(open|click|unsub|unsubscribe|bounce|conversion|conv)s?\s?%(?!\w)", re.IGNORECASE)
RATE_OF_COUNT = {
    "conversions": "conversion_rate",
    "clicks": "ctr",
    "opens": "open_rate",
    "unique_opens": "open_rate",
    "unique_clicks": "click_rate",
    "unsubscribes": "unsubscribe_rate",
    "bounces": "bounce_rate",
}
"""Rates that a count with a percent sign means."""
RELATIVE = phrases(
    "relative: share of | proportion of | relative to sends | relative to deliveries | relative to the list | relative to list size | as a percentage | as a percentage of sends | as percentage | in percent | in relative terms | relatively | relatively speaking"
    " | proportionally | in proportion | as a share | as a proportion | percentage wise | percentage-wise | as a rate | en porcentaje"
    " | en terminos relativos | proporcionalmente | prozentual | prozentual gesehen | anteilig | in prozent | relativ gesehen | en pourcentage"
    " | en termes relatifs | proportionnellement | em porcentagem | em percentagem | em termos relativos | percentualmente"
)
"""Said of a count these mean its rate."""
_SMALL_RATES = {"ctr": 0.3, "unsubscribe_rate": 0.2, "bounce_rate": 0.5}
"""Above these a bare number must be in percent: nobody asks for a CTR of 50 %."""


def spell_rates(text: str) -> str:
    """A rate that is written with a sign, in words.

    >>> spell_rates("unsub% > 0.3 and open % above 40%")
    'unsub rate > 0.3 and open rate above 40%'
    """
    return spell_ratios(_COUNT_IN_PERCENT.sub(r"\1 rate", text))


def in_unit(metric: str, value: float, *, percent: bool) -> float:
    """A number as people say it in the metric's own unit: 2 % and 2 of a rate are 0.02; 300 % of ROAS are 3.

    >>> in_unit("ctr", 2, percent=False), in_unit("ctr", 0.02, percent=False), in_unit("roas", 300, percent=True)
    (0.02, 0.02, 3.0)
    """
    is_rate = metric in RATES and value > 0
    if percent and (metric in RATES or metric == "roas"):
        return round(value / 100, 12)
    if is_rate and (value >= 1 or value > _SMALL_RATES.get(metric, 1.0)):
        return round(value / 100, 12)
    return value

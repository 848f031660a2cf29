"""Ratios spelt out: revenue per order, clicks per impression, conversiones por clic; and those that no metric tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from domain.search.phrases import Phrases, listed

_ABOVE = """
spend: cost | costs | spend | price | money spent | coste | costo | gasto | kosten | ausgaben | cout | depense | custo
revenue: revenue | sales | value | income | earnings | turnover | ingresos | umsatz | revenu | revenus | receita | faturamento
clicks: clicks | click | clics | klicks | cliques
conversions: conversions | conversion | orders | purchases | bookings | leads | sign-ups | conversiones | compras | pedidos | konversionen | bestellungen | achats | commandes | conversoes
impressions: impressions | views | impresiones | impressionen | impressoes
opens: opens | aperturas | offnungen | ouvertures | aberturas
unsubscribes: unsubscribes | bajas | abmeldungen | desabonnements
bounces: bounces | rebotes
"""
_BELOW = """
click: click | visit | visitor | clic | klick | clique | visita | besuch | visite
conversion: conversion | order | purchase | sale | booking | lead | customer | buyer | sign-up | transaction | pedido | compra | venta | cliente | bestellung | kauf | konversion | verkauf | kunde | achat | commande | vente | client | conversao | venda
impression: impression | view | impresion | einblendung | affichage | impressao
thousand: thousand impressions | thousand impresiones | thousand einblendungen | thousand impressionen | thousand affichages | thousand vues | thousand impressoes | thousand views | mil impresiones | tausend einblendungen | tausend impressionen | mille affichages | mille impressions | mil impressoes | mille | mil | tausend | thousand
spend: spend | ad spend | cost | dollar spent | euro spent | dollar of spend | euro of spend | gasto | ausgabe | depense
recipient: recipient | email | mail | message | subscriber | destinatario | empfanger | destinataire
open: open | apertura | offnung | ouverture | abertura
"""
_KNOWN = {
    ("spend", "click"): "cpc",
    ("spend", "conversion"): "cost_per_conversion",
    ("spend", "thousand"): "cpm",
    ("revenue", "conversion"): "average_order_value",
    ("revenue", "spend"): "roas",
    ("revenue", "recipient"): "revenue_per_recipient",
    ("conversions", "click"): "conversion_rate",
    ("clicks", "impression"): "ctr",
    ("clicks", "recipient"): "click_rate",
    ("clicks", "open"): "click_to_open_rate",
    ("opens", "recipient"): "open_rate",
    ("unsubscribes", "recipient"): "unsubscribe_rate",
    ("bounces", "recipient"): "bounce_rate",
}
_PER = ("per", "per each", "for each", "for every", "por", "por cada", "pro", "je", "par", "pour chaque")
_THOUSAND = re.compile(
    r"\b(per|pro|por|par|je|pour)\s+(?:1[., ]?000|1k)\s+(?=impr|views|einbl|affich|vue|seh|ansicht)", re.IGNORECASE
)


def known_ratios() -> Iterator[tuple[str, str]]:
    """(phrase, metric) of every ratio that is a metric."""
    return ((phrase, metric) for phrase, metric in _spelt() if metric)


@lru_cache(maxsize=1)
def unknown_ratios() -> Phrases[str]:
    """Ratios that no metric tells: revenue per click. Each stands for itself."""
    return Phrases((phrase, phrase) for phrase, metric in _spelt() if not metric)


def _spelt() -> Iterator[tuple[str, str | None]]:
    for (above, firsts), (below, seconds) in product(listed(_ABOVE), listed(_BELOW)):
        if above.startswith(below):
            continue
        metric = _KNOWN.get((above, below))
        yield from ((f"{first} {per} {second}", metric) for first, per, second in product(firsts, _PER, seconds))


@lru_cache(maxsize=1)
def _slash() -> re.Pattern[str]:
    above, below = ("|".join(sorted(_words_of(table), key=len, reverse=True)) for table in (_ABOVE, _BELOW))
    return re.compile(rf"\b({above})\s?/\s?(?=({below})(?:e?s)?\b)", re.IGNORECASE)


def _words_of(table: str) -> list[str]:
    return [re.escape(phrase) for _, said in listed(table) for phrase in said]


def spell_ratios(text: str) -> str:
    """A ratio with a slash, or with its thousand in digits, in words.

    >>> spell_ratios("cost / conversion above 30, revenue/spend"), spell_ratios("cost per 1,000 views")
    ('cost per conversion above 30, revenue per spend', 'cost per thousand views')
    """
    return _THOUSAND.sub(r"\1 thousand ", _slash().sub(r"\1 per ", text) if "/" in text else text)

"""The organizations of the evaluation from a seed: the same seed gives the same names, days and figures."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.search_world.emails import email_entities
from benchmarks.search_world.facts import Entity, Organization
from benchmarks.search_world.paid import paid_entities
from benchmarks.search_world.shops import SHOPS, Shop

SEED = 20_241


def world(seed: int = SEED) -> dict[str, Organization]:
    """Every organization by its name."""
    return {shop.name: _organization(shop, seed) for shop in SHOPS}


def _organization(shop: Shop, seed: int) -> Organization:
    rng = Random(f"{seed}/{shop.name}")
    accounts = {source: _account(source, rng) for source in shop.sources}
    entities = tuple(_entities(shop, accounts, seed))
    by_identity = {entity.identity: entity for entity in entities}
    if len(by_identity) < len(entities):
        raise ValueError(f"{shop.name}: two entities share an identity. Make ids of more digits.")
    return Organization(shop.name, shop.currency, accounts, entities, by_identity)


def _entities(shop: Shop, accounts: dict[str, str], seed: int) -> Iterator[Entity]:
    for source, count in shop.sources.items():
        rng = Random(f"{seed}/{shop.name}/{source}")
        make = email_entities if source == "klaviyo" else paid_entities
        yield from make(shop, source, accounts[source], count, rng)


def _account(source: str, rng: Random) -> str:
    if source == "klaviyo":
        return "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghkmnpqrstuvwxyz23456789", k=6))
    return str(rng.randrange(10**9, 10**10))

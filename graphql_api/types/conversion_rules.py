"""Conversion rules as the API takes and shows them."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry
from strawberry import UNSET

from domain.said_rules import NOTHING_SAID, RuleShown, SaidRules
from graphql_api.types.given import describe, given
from graphql_api.types.scalars import JsonValue
from graphql_api.types.user_errors import UserError


@strawberry.input(
    description="How platform actions become `conversions` and `revenue`. What is left out keeps its stored value, else its default."
)
class ConversionRulesInput:
    primary_conversion: str | None = describe(
        "Meta: family counted as the primary conversion, e.g. `purchase`, `lead`; several with commas between them are "
        "added. Klaviyo: name or id of the conversion metric. Default: purchase; Placed Order.",
        default=UNSET,
    )
    action_types: list[str] | None = describe(
        "Exact action types or globs, at most 100; replaces the families by a plain sum. Google: conversion action "
        "names of rows that are segmented by them.",
        default=UNSET,
    )
    tier_mode: str | None = describe(
        "Meta, names of one event in one row: FIRST_PRESENT counts the widest name, SUM_ALL adds them. "
        "Default: FIRST_PRESENT.",
        default=UNSET,
    )
    last_tier: str | None = describe(
        "Meta, channel parts of one family in one row: SUM adds them, DEDUP_EQUAL counts parts of equal count and value "
        "once, MAX takes the largest. Default: SUM.",
        default=UNSET,
    )
    attribution: str | None = describe(
        "DEFAULT, 1D_CLICK, 7D_CLICK, 28D_CLICK, 1D_VIEW, 7D_CLICK_1D_VIEW. Default: DEFAULT, the platform's own value.",
        default=UNSET,
    )
    click_basis: str | None = describe("ALL or LINK: what `clicks` means for Meta. Default: ALL.", default=UNSET)
    conversion_column: str | None = describe(
        "Google: CONVERSIONS, ALL_CONVERSIONS or CONVERSIONS_BY_CONVERSION_DATE, which makes rows of the date basis "
        "CONVERSION. Default: CONVERSIONS.",
        default=UNSET,
    )
    preset: str | None = describe(
        "Named rule set, given alone; `fivetran` reproduces the totals of that vendor's dbt packages.", default=UNSET
    )


@strawberry.type(description="The rules now in force, or why they were not kept.")
class SetConversionRulesPayload:
    rules: JsonValue | None = describe(
        "Every rule of the data source: its `value`, and `origin` stored or default.", default=None
    )
    user_errors: list[UserError] = strawberry.field(
        description="Why nothing was kept; the stored rules stay as they were.", default_factory=list
    )


def to_said_rules(sent: ConversionRulesInput | None) -> SaidRules:
    """The rules that a request states, in the domain's words."""
    if sent is None:
        return NOTHING_SAID
    types = given(sent.action_types)
    return SaidRules(
        given(sent.primary_conversion),
        None if types is None else tuple(types),
        given(sent.tier_mode),
        given(sent.last_tier),
        given(sent.attribution),
        given(sent.click_basis),
        given(sent.conversion_column),
        given(sent.preset),
    )


def to_json(rules: Sequence[RuleShown]) -> JsonValue:
    """Rules by name: `{"attribution": {"value": "DEFAULT", "origin": "default"}}`."""
    return JsonValue({rule.name: {"value": rule.value, "origin": rule.origin} for rule in rules})

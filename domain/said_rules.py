"""Conversion rules as people state them: each one optional, checked and put over others in this one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from domain.conversions import (
    DEFAULT_RULES,
    Attribution,
    ClickBasis,
    ConversionColumn,
    ConversionRules,
    LastTier,
    TierMode,
)
from domain.errors import InvalidInputError
from domain.sources.spec import SourceSpec

Choice = TypeVar("Choice", bound=StrEnum)
Path = tuple[str, ...]
MOST_TYPES = 100
MOST_CHARACTERS = 200
_TIERS = ("primary_conversion", "tier_mode", "last_tier")
"""Rules about families: they and `action_types` take each other's place."""


@dataclass(frozen=True, slots=True)
class SaidRules:
    """Rules that somebody stated; None is what was left unsaid."""

    primary_conversion: str | None = None
    action_types: tuple[str, ...] | None = None
    tier_mode: str | None = None
    last_tier: str | None = None
    attribution: str | None = None
    click_basis: str | None = None
    conversion_column: str | None = None
    preset: str | None = None

    @property
    def stated(self) -> dict[str, object]:
        """The rules that were stated."""
        return {name: value for name, value in asdict(self).items() if value is not None}


NOTHING_SAID = SaidRules()
NAMES: tuple[str, ...] = tuple(field.name for field in fields(SaidRules))
PRESETS: Mapping[str, SaidRules] = MappingProxyType(
    {
        "fivetran": SaidRules(
            action_types=(
                "onsite_conversion.purchase",
                "onsite_conversion.lead_grouped",
                "offsite_conversion.fb_pixel_purchase",
                "offsite_conversion.fb_pixel_lead",
                "offsite_conversion.fb_pixel_custom",
            ),
            click_basis=ClickBasis.LINK.value,
        )
    }
)
"""Named rule sets: `fivetran` gives the totals of that vendor's dbt packages."""


def api_name(name: str) -> str:
    """`click_basis` as the API spells it.

    >>> api_name("click_basis")
    'clickBasis'
    """
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def said_rules_of(document: object, field: Path) -> SaidRules:
    """Rules from a JSON object in the API's spelling; raises InvalidInputError naming what cannot be read."""
    if not isinstance(document, dict):
        raise InvalidInputError(f"The rules are {_cut(document)}.", hint="Give an object.", field=field)
    names = {api_name(name): name for name in NAMES}
    said: dict[str, object] = {}
    for key, value in document.items():
        if key not in names:
            raise _unknown("A rule", key, tuple(names), (*field, str(key)))
        said[names[key]] = _typed(names[key], value, (*field, key))
    return replace(NOTHING_SAID, **said)  # type: ignore[arg-type] # checked by _typed


def _typed(name: str, value: object, field: Path) -> object:
    if value is None:
        return None
    if name == "action_types":
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise InvalidInputError(f"{field[-1]} is {_cut(value)}.", hint="Give a list of texts.", field=field)
    if name == "primary_conversion" and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    if not isinstance(value, str):
        raise InvalidInputError(f"{field[-1]} is {_cut(value)}.", hint="Give a text.", field=field)
    return value


def effective_rules(spec: SourceSpec, stored: SaidRules, sent: SaidRules, field: Path) -> ConversionRules:
    """The rules of one batch: those sent over those stored over the defaults.

    A rule that was sent takes the place of the stored one of its name; a preset that was sent, of all stored ones.
    Raises InvalidInputError with `field` and the rule's name where one that was sent cannot be used.
    """
    check_said(spec, sent, field)
    return _read(spec, combine(stored, sent), field)


def check_said(spec: SourceSpec, said: SaidRules, field: Path) -> None:
    """Refuse rules that contradict one another, that the source does not follow, or that have no such value."""
    stated = said.stated
    if "preset" in stated and len(stated) > 1:
        others = ", ".join(api_name(name) for name in stated if name != "preset")
        raise InvalidInputError(
            f"preset {_cut(said.preset)} settles every rule, and {others} was given besides.",
            hint="Give the preset alone, or the single rules.",
            field=(*field, "preset"),
        )
    rivals = [api_name(name) for name in _TIERS if name in stated]
    if said.action_types is not None and rivals:
        raise InvalidInputError(
            f"actionTypes takes the place of families, and {', '.join(rivals)} was given besides.",
            hint="Give one or the other.",
            field=(*field, "actionTypes"),
        )
    read = _read(spec, said, field)
    for name in stated:
        if name not in spec.rules and (name == "preset" or _value_of(spec, read, name) != default_of(spec, name)):
            raise InvalidInputError(
                f"{api_name(name)} is no rule of {spec.name}.",
                hint=f"Its rules: {', '.join(api_name(known) for known in NAMES if known in spec.rules) or 'none'}.",
                field=(*field, api_name(name)),
            )


def combine(stored: SaidRules, sent: SaidRules) -> SaidRules:
    """The stored rules with those that were sent over them, presets spelled out."""
    if sent.preset is not None:
        stored = NOTHING_SAID
    below, above = _spelled_out(stored), _spelled_out(sent)
    if above.action_types is not None:
        below = replace(below, primary_conversion=None, tier_mode=None, last_tier=None)
    if any(name in above.stated for name in _TIERS):
        below = replace(below, action_types=None)
    return replace(below, **above.stated)  # type: ignore[arg-type] # its own fields


def _spelled_out(said: SaidRules) -> SaidRules:
    return PRESETS.get(said.preset.strip().lower(), said) if said.preset is not None else said


def _read(spec: SourceSpec, said: SaidRules, field: Path) -> ConversionRules:
    if said.preset is not None and said.preset.strip().lower() not in PRESETS:
        raise _unknown("preset", said.preset, tuple(PRESETS), (*field, "preset"))
    said = _spelled_out(said)
    families, metric = DEFAULT_RULES.primary, DEFAULT_RULES.metric_name
    if said.primary_conversion is not None and spec.families:
        families = _read_families(said.primary_conversion, spec.families, (*field, "primaryConversion"))
    elif said.primary_conversion is not None:
        metric = _short(said.primary_conversion, (*field, "primaryConversion"))
    return ConversionRules(
        families,
        metric,
        _read_types(said.action_types or (), (*field, "actionTypes"), empty=said.action_types == ()),
        _one_of(TierMode, said.tier_mode, DEFAULT_RULES.tier_mode, (*field, "tierMode")),
        _one_of(LastTier, said.last_tier, DEFAULT_RULES.last_tier, (*field, "lastTier")),
        _one_of(Attribution, said.attribution, DEFAULT_RULES.attribution, (*field, "attribution")),
        _one_of(ClickBasis, said.click_basis, DEFAULT_RULES.click_basis, (*field, "clickBasis")),
        _one_of(
            ConversionColumn, said.conversion_column, DEFAULT_RULES.conversion_column, (*field, "conversionColumn")
        ),
    )


def _read_families(text: str, known: tuple[str, ...], field: Path) -> tuple[str, ...]:
    """One family, or several with commas between them."""
    wanted = list(dict.fromkeys(part.strip().lower() for part in text.split(",")))
    for family in wanted:
        if family not in known:
            raise _unknown("primaryConversion", family, known, field)
    return tuple(family for family in known if family in wanted)


def _read_types(types: tuple[str, ...], field: Path, *, empty: bool) -> tuple[str, ...]:
    if empty or len(types) > MOST_TYPES:
        raise InvalidInputError(
            f"actionTypes has {len(types)} entries.", hint=f"Give 1 to {MOST_TYPES}, or leave it out.", field=field
        )
    return tuple(dict.fromkeys(_short(text, field).lower() for text in types))


def _short(text: str, field: Path) -> str:
    if not text.strip() or len(text) > MOST_CHARACTERS:
        raise InvalidInputError(
            f"{field[-1]} has {_cut(text)}.", hint=f"Give 1 to {MOST_CHARACTERS} characters.", field=field
        )
    return text.strip()


def _one_of(kind: type[Choice], text: str | None, default: Choice, field: Path) -> Choice:
    if text is None:
        return default
    try:
        return kind(text.strip().upper())
    except ValueError:
        raise _unknown(field[-1], text, tuple(kind), field) from None


def _unknown(what: str, value: object, known: tuple[str, ...], field: Path) -> InvalidInputError:
    close = get_close_matches(str(value), known, n=1)
    meant = f"Did you mean {close[0]}? " if close else ""
    return InvalidInputError(f"{what} is {_cut(value)}.", hint=f"{meant}Give one of: {', '.join(known)}.", field=field)


def _cut(value: object) -> str:
    text = repr(value)
    return text if len(text) <= MOST_CHARACTERS else f"{text[:60]}…"


def default_of(spec: SourceSpec, name: str) -> object:
    """Value of a rule that nobody stated."""
    return _value_of(spec, DEFAULT_RULES, name)


def _value_of(spec: SourceSpec, rules: ConversionRules, name: str) -> object:
    """A rule's value as the API states it."""
    if name == "primary_conversion":
        return ", ".join(rules.primary) if spec.families else rules.metric_name
    if name == "action_types":
        return list(rules.action_types) or None
    return str(getattr(rules, name))


@dataclass(frozen=True, slots=True)
class RuleShown:
    """One rule in force: its name and value as the API spells them, and whether it is stored or the default."""

    name: str
    value: object
    origin: str


def show_rules(spec: SourceSpec, stored: SaidRules) -> list[RuleShown]:
    """Every rule that the source follows with the value that the next batch meets, presets spelled out."""
    said = combine(NOTHING_SAID, stored)
    rules = _read(spec, said, ("rules",))
    return [
        RuleShown(api_name(name), _value_of(spec, rules, name), "stored" if name in said.stated else "default")
        for name in NAMES
        if name in spec.rules and name != "preset"
    ]

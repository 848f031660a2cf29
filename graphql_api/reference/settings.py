"""docs/reference/settings.md: every variable that the server reads."""

from __future__ import annotations

from enum import Enum
from typing import get_args

from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from graphql_api.reference.tables import code, codes, meaning_of, page, section, table
from graphql_api.settings import PREFIX, Settings
from graphql_api.settings_table import shown

INTRO = (
    f"Settings come from the environment and begin with `{PREFIX}`, but for keys and addresses of services, which have the "
    "names customary for them. A variable that is empty counts as not set. An option of a command, such as `--port`, comes before "
    "its variable. A value that cannot be used stops the start and names the variable."
)
_BOUNDS = {"ge": "from", "gt": "above", "le": "to", "lt": "below"}


def settings_page() -> str:
    """The page's text."""
    rows = (_row(name, field) for name, field in Settings.model_fields.items())
    return page("Settings", INTRO, section("Variables", table(("Variable", "Type", "Default", "Meaning"), rows)))


def _row(name: str, field: FieldInfo) -> tuple[str, ...]:
    meaning = meaning_of(field.description, f"Setting {name}", "graphql_api/settings.py")
    return codes(variables_of(name, field)), type_of(field), default_of(field.default), meaning


def variables_of(name: str, field: FieldInfo) -> list[str]:
    """Names in the environment, the preferred one first."""
    alias = field.validation_alias
    if isinstance(alias, AliasChoices):
        return [choice for choice in alias.choices if isinstance(choice, str)]
    return [alias] if isinstance(alias, str) else [f"{PREFIX}{name.upper()}"]


def type_of(field: FieldInfo) -> str:
    """The type in words, with its bounds."""
    bounds = [
        f"{word} {getattr(bound, name):g}"
        for bound in field.metadata
        for name, word in _BOUNDS.items()
        if hasattr(bound, name)
    ]
    return " ".join((_type_in_words(field.annotation), *bounds))


def _type_in_words(annotation: object) -> str:
    kinds = [kind for kind in get_args(annotation) or (annotation,) if kind is not type(None)]
    if len(kinds) == 1 and isinstance(kinds[0], type) and issubclass(kinds[0], Enum):
        return " or ".join(code(str(member.value)) for member in kinds[0])
    words = {
        "bool": "true or false",
        "int": "whole number",
        "float": "number",
        "str": "text",
        "SecretStr": "secret text",
        "Path": "path",
    }
    return " or ".join(words.get(getattr(kind, "__name__", ""), str(kind)) for kind in kinds)


def default_of(value: object) -> str:
    """The default as one writes it."""
    return "not set" if value is None else code(shown(value))

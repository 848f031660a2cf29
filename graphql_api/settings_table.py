"""Every setting as a row: for ./run config, for the reference page, and for errors that say what to send."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import get_args

from annotated_types import Ge, Gt, Le, Lt
from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

KINDS: dict[type, str] = {bool: "true or false", int: "whole number", float: "number", Path: "folder"}
BOUNDS = (("ge", Ge, "from"), ("gt", Gt, "over"), ("le", Le, "up to"), ("lt", Lt, "under"))


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting; `variables` are its names in the environment, the preferred one first."""

    field: str
    variables: tuple[str, ...]
    kind: str
    default: str
    meaning: str
    secret: bool

    @property
    def variable(self) -> str:
        """The preferred name in the environment."""
        return self.variables[0]

    @property
    def option(self) -> str:
        """The name as an option of a command."""
        return f"--{self.field.replace('_', '-')}"

    def variable_set(self, environment: Iterable[str]) -> str | None:
        """The variable that holds the value, as it is spelled there: upper and lower case are alike."""
        spelled = {name.upper(): name for name in environment}
        return next((spelled[name.upper()] for name in self.variables if name.upper() in spelled), None)


def given_variables(environment: Mapping[str, str]) -> list[str]:
    """Names of variables that hold something: an empty one counts as not set.

    >>> given_variables({"LLM_API_KEY": "", "OPENAI_API_KEY": "sk"})
    ['OPENAI_API_KEY']
    """
    return [name for name, value in environment.items() if value]


def setting_rows(model: type[BaseSettings]) -> tuple[SettingRow, ...]:
    """The settings of a model, in the order of its fields."""
    prefix = model.model_config.get("env_prefix", "")
    return tuple(_row(name, field, prefix) for name, field in model.model_fields.items())


def _row(name: str, field: FieldInfo, prefix: str) -> SettingRow:
    alias = field.validation_alias
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias or f"{prefix}{name.upper()}"]
    kinds = [kind for kind in (get_args(field.annotation) or (field.annotation,)) if kind is not NoneType]
    variables = tuple(str(choice) for choice in choices)
    secret = SecretStr in kinds
    default = "" if secret else shown(field.default)
    return SettingRow(name, variables, _kind(kinds[0], field), default, field.description or "", secret)


def shown(value: object) -> str:
    """A value as it is written in the environment; nothing where there is none.

    >>> shown(True), shown(10.0), shown(None)
    ('true', '10.0', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value.value if isinstance(value, Enum) else value)


def _kind(kind: object, field: FieldInfo) -> str:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"one of {', '.join(str(member.value) for member in kind)}"
    found = {
        name: getattr(entry, name) for name, bound, _ in BOUNDS for entry in field.metadata if type(entry) is bound
    }
    plain = KINDS.get(kind, "text") if isinstance(kind, type) else "text"
    return " ".join([plain, *(f"{word} {found[name]}" for name, _, word in BOUNDS if name in found)])


def unknown_variables(rows: Iterable[SettingRow], environment: Mapping[str, str], prefix: str) -> list[str]:
    """What is wrong with variables that begin as ours do and are no setting; their values are not shown."""
    known = [name for row in rows for name in row.variables]
    names = [name for name in environment if name.upper().startswith(prefix) and name.upper() not in known]
    return [_not_a_setting(name, known, prefix) for name in sorted(names)]


def _not_a_setting(name: str, known: list[str], prefix: str) -> str:
    ends = {setting.removeprefix(prefix): setting for setting in known}
    near = difflib.get_close_matches(name.upper().removeprefix(prefix), ends, n=1)
    hint = f"Did you mean {ends[near[0]]}?" if near else "./run config lists all settings."
    return f"{name} is no setting and has no effect. {hint}"

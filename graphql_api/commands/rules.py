"""./run rules: what counts as a conversion, per data source."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from domain.errors import InvalidInputError
from domain.said_rules import NOTHING_SAID, RuleShown, SaidRules, said_rules_of
from domain.use_cases.audited_writes import rules_write
from domain.use_cases.rules import SetConversionRules, ShowConversionRules
from domain.vocabulary import DataSource, OrgId
from graphql_api.audited import audited_command
from graphql_api.bootstrap import open_settings_store
from graphql_api.settings import load_settings


def show(org: str, source: str, *, data: Path | None) -> None:
    """Print the rules that the next batch meets."""
    store = open_settings_store(load_settings(data=data).data)
    try:
        found = ShowConversionRules(store)(OrgId(org), DataSource(source.lower()))
    finally:
        store.close()
    _print(found)


def keep(org: str, source: str, rules: str, *, data: Path | None) -> None:
    """Keep the rules in place of all earlier ones and print what is now in force."""
    said = read_rules(rules, "RULES")
    folder, name = load_settings(data=data).data, DataSource(source.lower())
    store = open_settings_store(folder)
    try:
        kept = audited_command(folder, org, rules_write(name, said), SetConversionRules(store), OrgId(org), name, said)
    finally:
        store.close()
    _print(kept)


def read_rules(text: str | None, option: str) -> SaidRules:
    """Rules from JSON as the API takes them; raises InvalidInputError naming the option."""
    if text is None:
        return NOTHING_SAID
    try:
        document = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        hint = """Give a JSON object such as '{"attribution": "7D_CLICK"}'."""
        raise InvalidInputError(f"{option} is {text[:64]!r}.", hint=hint) from error
    return said_rules_of(document, (option,))


def _print(rules: Sequence[RuleShown]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for rule in rules:
        value = rule.value if isinstance(rule.value, str) else msgspec.json.encode(rule.value).decode()
        table.add_row(rule.name, value, rule.origin)
    Console(soft_wrap=True, markup=False, highlight=False).print(table)

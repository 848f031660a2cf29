"""Conversion rules of an organization: what counts as a conversion where a batch does not say."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import InvalidInputError
from domain.ports import SettingsStore
from domain.said_rules import RuleShown, SaidRules, check_said, show_rules
from domain.sources.registry import SOURCES
from domain.sources.spec import SourceSpec
from domain.use_cases.keys import check_org
from domain.vocabulary import DataSource, OrgId


@dataclass(frozen=True, slots=True)
class ShowConversionRules:
    """The rules that the next batch of a data source meets."""

    settings: SettingsStore

    def __call__(self, org: OrgId, data_source: DataSource) -> list[RuleShown]:
        """Every rule that the source follows; raises InvalidInputError for an unknown source."""
        check_org(org)
        return show_rules(_spec(data_source), self.settings.conversion_rules(org, data_source))


@dataclass(frozen=True, slots=True)
class SetConversionRules:
    """Keeps the rules of a data source in place of all earlier ones; what is stored takes them when sent again."""

    settings: SettingsStore

    def __call__(self, org: OrgId, data_source: DataSource, rules: SaidRules) -> list[RuleShown]:
        """The rules now in force; raises InvalidInputError naming what cannot be used, and keeps nothing then."""
        check_org(org)
        spec = _spec(data_source)
        check_said(spec, rules, ("rules",))
        self.settings.set_conversion_rules(org, data_source, rules)
        return show_rules(spec, rules)


def _spec(data_source: DataSource) -> SourceSpec:
    spec = SOURCES.get(data_source)
    if spec is None:
        raise InvalidInputError(
            f"data source {data_source!r} is not known.",
            hint=f"Give one of: {', '.join(SOURCES)}.",
            field=("dataSource",),
        )
    return spec

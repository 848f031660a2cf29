"""Typed columns of a draft, from what its flat rows state to levels, days and documents."""

from __future__ import annotations

from domain.labels import Labels
from domain.normalize import documents
from domain.normalize.checks import check_figures, say_currency_doubts, settle_currency
from domain.normalize.draft import Draft
from domain.normalize.identity import identify
from domain.normalize.landing import UTM, read_landing
from domain.normalize.numbers import Numbers
from domain.normalize.periods import read_periods


def _settle_landing(draft: Draft) -> None:
    """UTM parameters that a row does not state are those of its landing address."""
    if all(name in draft.texts for name in UTM) or not draft.labels("landing_url").known.any():
        return
    found = read_landing(draft.text("landing_url"), [None] * len(draft))
    for name in UTM:
        draft.texts[name] = draft.labels(name).filled(Labels.of(found[name]))


def fill(draft: Draft) -> tuple[Numbers, Numbers]:
    """Fill every column of the record; gives the first and last day of each flat row, counted from 1970-01-01."""
    draft.read_fields()
    settle_currency(draft)
    default, size = draft.spec.default_channel, len(draft)
    draft.spec.refine(draft)
    _settle_landing(draft)
    say_currency_doubts(draft)
    draft.texts["data_source"] = Labels.constant(draft.spec.name, size)
    draft.texts["channel"] = draft.labels("channel").map(lambda channel: channel or default)
    for column, text in (("date_basis", draft.spec.date_basis.value), ("attribution", "default")):
        if column not in draft.texts:
            draft.texts[column] = Labels.constant(text, size)
    if draft.context.timezone:
        draft.texts["account_timezone"] = draft.labels("account_timezone").map(lambda z: z or draft.context.timezone)
    identify(draft)
    accounts = draft.labels("account_id")
    if "" in accounts.labels:  # an account that nobody names
        draft.texts["account_id"] = accounts.map(lambda account: account or None)
    zones = draft.context.account_timezones
    if zones:
        of_accounts = draft.labels("account_id").map(lambda account: zones.get(account or ""))
        stated = draft.labels("account_timezone").map(lambda zone: zone or None)
        draft.texts["account_timezone"] = stated.filled(of_accounts)
    check_figures(draft)
    draft.texts["platform_metrics"] = documents.platform_metrics(draft)
    draft.texts["conversions_by_type"] = documents.conversions_by_type(draft)
    draft.texts["extra"] = documents.extras(draft, documents.unmapped_names(draft))
    return read_periods(draft)

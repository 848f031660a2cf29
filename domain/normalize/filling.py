"""Typed columns of a draft, from what its flat rows state to levels, days and documents."""

from __future__ import annotations

from domain.normalize import documents
from domain.normalize.checks import check_figures, say_currency_doubts, settle_currency
from domain.normalize.draft import Draft
from domain.normalize.identity import identify
from domain.normalize.periods import Days, read_periods


def fill(draft: Draft) -> tuple[Days, Days]:
    """Fill every column of the record; gives the first and last day of each flat row."""
    draft.read_fields()
    settle_currency(draft)
    default = draft.spec.default_channel
    draft.spec.refine(draft)
    say_currency_doubts(draft)
    draft.texts["data_source"] = [draft.spec.name] * len(draft)
    draft.texts["channel"] = [c or default for c in draft.text("channel")]
    draft.texts.setdefault("date_basis", [draft.spec.date_basis.value] * len(draft))
    draft.texts.setdefault("attribution", ["default"] * len(draft))
    if draft.context.timezone:
        draft.texts["account_timezone"] = [known or draft.context.timezone for known in draft.text("account_timezone")]
    identify(draft)
    if "" in draft.text("account_id"):  # an account that nobody names
        draft.texts["account_id"] = [account or None for account in draft.text("account_id")]
    zones = draft.context.account_timezones
    stated = zip(draft.text("account_timezone"), draft.text("account_id"), strict=True)
    draft.texts["account_timezone"] = [zone or zones.get(account or "") for zone, account in stated]
    check_figures(draft)
    draft.texts["platform_metrics"] = documents.platform_metrics(draft)
    draft.texts["conversions_by_type"] = documents.conversions_by_type(draft)
    draft.texts["extra"] = documents.extras(draft, documents.unmapped_names(draft))
    return read_periods(draft)

"""Whole-column checks of typed figures: what cannot be is rejected, what is odd is kept and said."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.labels import joint_codes
from domain.money import parse_currency
from domain.normalize.draft import Draft, Texts
from domain.normalize.numbers import Numbers, limit_of
from domain.records import ADDITIVE, MICROS, Kind
from domain.wording import counted

COPIES = {("impressions", "klaviyo"), ("link_clicks", "google_ads")}
"""Columns that repeat another one: what is wrong there is said once."""
COUNT_COLUMNS = tuple(column.name for column in ADDITIVE if column.kind is Kind.COUNT)


def check_figures(draft: Draft) -> None:
    """Sums out of range, negative counts, conversions and spend, clicks above impressions, spend without delivery."""
    _check_sums(draft)
    for column in COUNT_COLUMNS:
        if column in draft.numbers and (column, draft.spec.name) not in COPIES:
            counts = draft.number(column)
            _report(draft, "NEGATIVE_COUNT", counts.known & (counts.values < 0), column)
    spend, shown, clicks = (draft.number(column) for column in ("spend", "impressions", "clicks"))
    conversions = draft.number("conversions")
    _report(draft, "NEGATIVE_CONVERSIONS", conversions.known & (conversions.values < 0), "conversions")
    _report(draft, "NEGATIVE_SPEND", spend.known & (spend.values < 0), "spend")
    _report(
        draft, "SPEND_WITHOUT_DELIVERY", spend.known & (spend.values > 0) & shown.known & (shown.values == 0), "spend"
    )
    messages = draft.number("delivered").known
    more = clicks.known & shown.known & (clicks.values > shown.values) & (shown.values >= 0) & ~messages
    _report(draft, "CLICKS_GT_IMPRESSIONS", more, "clicks")


def _check_sums(draft: Draft) -> None:
    """What a source added up or computed may be larger than any figure that it read."""
    for column in ADDITIVE:
        if column.name in draft.numbers:
            _say_beyond(draft, draft.numbers[column.name], limit_of(column.kind), _raw_name(draft, column.name))
    for family, (counts, values) in draft.families.items():
        for numbers in (counts, values):
            _say_beyond(draft, numbers, limit_of(Kind.DECIMAL), family)


def _say_beyond(draft: Draft, numbers: Numbers, limit: int, name: str) -> None:
    if not len(numbers.values) or max(int(numbers.values.max()), -int(numbers.values.min())) <= limit:
        return
    for position in np.flatnonzero(numbers.known & (np.abs(numbers.values) > limit)).tolist():
        draft.report("OUT_OF_RANGE", position, None, name=name)


def _report(draft: Draft, code: str, found: npt.NDArray[np.bool_], column: str) -> None:
    if not found.any():
        return
    numbers, name = draft.number(column), _raw_name(draft, column)
    for position in np.flatnonzero(found).tolist():
        figure = int(numbers.values[position])
        draft.report(code, position, figure if column in COUNT_COLUMNS else figure / MICROS, name=name)


def _raw_name(draft: Draft, column: str) -> str:
    names = (name for declared in draft.spec.fields if declared.column == column for name in declared.names)
    return next((name for name in names if name in draft.names), column)


def settle_currency(draft: Draft) -> None:
    """ISO codes; the batch's currency fills what rows do not say; unknown stays unknown."""
    stated, name = draft.labels("currency"), _raw_name(draft, "currency")
    default = draft.context.currency
    settled = stated.map(lambda text: default if text is None else parse_currency(text))
    bad = stated.known & ~settled.known
    for position in np.flatnonzero(bad).tolist():
        draft.report("BAD_CURRENCY", position, stated.labels[stated.codes[position]], name=name)
    draft.texts["currency"] = settled


def say_currency_doubts(draft: Draft) -> None:
    """Money without a currency, several currencies; asked once the source's own rules have found all money."""
    settled = draft.labels("currency")
    money = draft.number("spend").known | draft.number("revenue").known
    told = _told_by_account(draft) if not settled.known.all() else np.ones(len(draft), np.bool_)
    unknown = money & ~draft.rejected & ~told
    _say_taken(draft, money & ~draft.rejected & told & ~settled.known)
    if draft.log.severity("CURRENCY_UNKNOWN").value == "REJECTED":
        for position in np.flatnonzero(unknown).tolist():
            draft.report("CURRENCY_UNKNOWN", position, None, name="currency")
    elif unknown.any():
        rows = len(set(draft.origin[unknown].tolist()))
        detail = f"Nobody said which currency the money of {counted(rows, 'row', 'rows')} is in."
        draft.log.add("CURRENCY_UNKNOWN", path=_raw_name(draft, "currency"), detail=detail)
    codes = sorted(settled.used())
    if len(codes) > 1:
        draft.log.add("MIXED_CURRENCY", path=_raw_name(draft, "currency"), value=", ".join(codes))


def _say_taken(draft: Draft, taken: npt.NDArray[np.bool_]) -> None:
    rows = len(set(draft.origin[taken].tolist()))
    if rows:
        detail = f"{counted(rows, 'row does not say its currency and took its', 'rows do not say their currency and took their')} account's."
        draft.log.add("CURRENCY_FROM_ACCOUNT", path=_raw_name(draft, "currency"), detail=detail)


def _told_by_account(draft: Draft) -> npt.NDArray[np.bool_]:
    """Rows that say their currency, whose account has one in the settings, or one in the batch."""
    codes, places = joint_codes(
        *(draft.labels(name).distinct().codes for name in ("account_id", "campaign_id", "currency"))
    )
    own, campaigns, currencies = (
        draft.labels(n).taken(places).texts() for n in ("account_id", "campaign_id", "currency")
    )
    accounts = _accounts(own, campaigns, draft.context.account_id)
    set_for = {account for account, code in draft.context.account_currencies.items() if code}
    named: dict[str | None, set[str]] = {}
    for account, code in zip(accounts, currencies, strict=True):
        if code is not None and account is not None:
            named.setdefault(account, set()).add(code)
    pairs = zip(accounts, currencies, strict=True)
    told = [code is not None or a in set_for or len(named.get(a, ())) == 1 for a, code in pairs]
    return np.asarray(told, np.bool_)[codes]


def _accounts(own: Texts, campaigns: Texts, default: str | None) -> Texts:
    """Account of each row: its own, the batch's, or the one that other rows of its campaign name."""
    of_campaign: dict[str | None, set[str]] = {}
    for account, campaign in zip(own, campaigns, strict=True):
        if account is not None and campaign is not None:
            of_campaign.setdefault(campaign, set()).add(account)
    siblings = {campaign: next(iter(found)) for campaign, found in of_campaign.items() if len(found) == 1}
    return [account or default or siblings.get(campaign) for account, campaign in zip(own, campaigns, strict=True)]

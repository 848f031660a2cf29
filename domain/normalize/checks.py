"""Whole-column checks of typed figures: what cannot be is rejected, what is odd is kept and said."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt

from domain.money import parse_currency
from domain.normalize.draft import Draft, Texts
from domain.records import ADDITIVE, MICROS, Kind

COPIES = {("impressions", "klaviyo"), ("link_clicks", "google_ads")}
"""Columns that repeat another one: what is wrong there is said once."""
COUNT_COLUMNS = tuple(column.name for column in ADDITIVE if column.kind is Kind.COUNT)


def check_figures(draft: Draft) -> None:
    """Negative counts and spend, clicks above impressions, spend without delivery."""
    for column in COUNT_COLUMNS:
        if column in draft.numbers and (column, draft.spec.name) not in COPIES:
            counts = draft.number(column)
            _report(draft, "NEGATIVE_COUNT", counts.known & (counts.values < 0), column)
    spend, shown, clicks = (draft.number(column) for column in ("spend", "impressions", "clicks"))
    _report(draft, "NEGATIVE_SPEND", spend.known & (spend.values < 0), "spend")
    _report(
        draft, "SPEND_WITHOUT_DELIVERY", spend.known & (spend.values > 0) & shown.known & (shown.values == 0), "spend"
    )
    messages = draft.number("delivered").known
    more = clicks.known & shown.known & (clicks.values > shown.values) & (shown.values >= 0) & ~messages
    _report(draft, "CLICKS_GT_IMPRESSIONS", more, "clicks")


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
    stated, name = draft.text("currency"), _raw_name(draft, "currency")
    codes = {text: parse_currency(text) for text in set(stated) if text is not None}
    default = draft.context.currency
    report = partial(draft.report, name=name)
    settled: Texts = []
    for position, text in enumerate(stated):
        code = codes[text] if text is not None else default
        if text is not None and code is None:
            report("BAD_CURRENCY", position, text)
        settled.append(code)
    draft.texts["currency"] = settled


def say_currency_doubts(draft: Draft) -> None:
    """Money without a currency, several currencies; asked once the source's own rules have found all money."""
    settled, rejected = draft.text("currency"), draft.log.rejected
    money = draft.number("spend").known | draft.number("revenue").known
    bad = np.asarray([row in rejected for row in draft.flat.origin], np.bool_)
    told = _told_by_account(draft)
    unknown = money & ~bad & ~told
    if None in settled:
        _say_taken(draft, money & ~bad & told & np.asarray([code is None for code in settled], np.bool_))
    if draft.log.severity("CURRENCY_UNKNOWN").value == "REJECTED":
        for position in np.flatnonzero(unknown).tolist():
            draft.report("CURRENCY_UNKNOWN", position, None, name="currency")
    elif unknown.any():
        rows = len(set(draft.origin[unknown].tolist()))
        detail = f"Nobody said which currency the money of {rows} rows is in."
        draft.log.add("CURRENCY_UNKNOWN", path=_raw_name(draft, "currency"), detail=detail)
    codes = sorted({code for code in settled if code is not None})
    if len(codes) > 1:
        draft.log.add("MIXED_CURRENCY", path=_raw_name(draft, "currency"), value=", ".join(codes))


def _say_taken(draft: Draft, taken: npt.NDArray[np.bool_]) -> None:
    rows = len(set(draft.origin[taken].tolist()))
    if rows:
        detail = f"{rows} rows do not say their currency and took their account's."
        draft.log.add("CURRENCY_FROM_ACCOUNT", path=_raw_name(draft, "currency"), detail=detail)


def _told_by_account(draft: Draft) -> npt.NDArray[np.bool_]:
    """Rows that say their currency, whose account has one in the settings, or one in the batch."""
    accounts, codes = _accounts(draft), draft.text("currency")
    set_for = {account for account, code in draft.context.account_currencies.items() if code}
    named: dict[str | None, set[str]] = {}
    for account, code in zip(accounts, codes, strict=True):
        if code is not None and account is not None:
            named.setdefault(account, set()).add(code)
    pairs = zip(accounts, codes, strict=True)
    told = [code is not None or a in set_for or len(named.get(a, ())) == 1 for a, code in pairs]
    return np.asarray(told, np.bool_)


def _accounts(draft: Draft) -> Texts:
    """Account of each row: its own, the batch's, or the one that other rows of its campaign name."""
    own, campaigns = draft.text("account_id"), draft.text("campaign_id")
    of_campaign: dict[str | None, set[str]] = {}
    for account, campaign in zip(own, campaigns, strict=True):
        if account is not None and campaign is not None:
            of_campaign.setdefault(campaign, set()).add(account)
    default = draft.context.account_id
    siblings = {campaign: next(iter(found)) for campaign, found in of_campaign.items() if len(found) == 1}
    return [account or default or siblings.get(campaign) for account, campaign in zip(own, campaigns, strict=True)]

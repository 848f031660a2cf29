"""Klaviyo: reports of campaigns, flows, segments and forms, metric aggregates, events, and flat rows.

Sources: Klaviyo's Reporting, Metrics and Events APIs. Days of reports are send days, and their opens include Apple's
privacy opens; aggregates and events are folded into records of the day on which they happened; rates are recomputed.
"""

from __future__ import annotations

import numpy as np

from domain.conversions import DEFAULT_RULES
from domain.normalize.draft import Draft, Texts
from domain.normalize.identity import present
from domain.normalize.numbers import ABSENT, COUNTS, DECIMALS, Numbers, read_numbers
from domain.sources.envelopes import open_payload
from domain.sources.klaviyo_envelopes import FLATTENED, open_envelope
from domain.sources.klaviyo_fold import BY_TYPE, DATE_BASIS, fold
from domain.sources.klaviyo_metrics import CHANNELS
from domain.sources.klaviyo_objects import table_of
from domain.sources.klaviyo_rows import flatten
from domain.sources.spec import Field, LevelRule, RawBatch, SourceSpec
from domain.vocabulary import Channel, DataSource, DateBasis, Level
from domain.wording import counted

UNKNOWN_METRIC = "unknown"
RATES = frozenset(
    """open_rate click_rate click_to_open_rate conversion_rate unsubscribe_rate bounce_rate bounced_or_failed_rate
    delivery_rate failed_rate spam_complaint_rate submit_rate average_order_value revenue_per_recipient text_message_roi""".split()
)
_OF_ACCOUNT = frozenset({"segment_id", "list_id", "form_id"})
"""Groupings of reports about members and forms, which no message is behind."""
FRACTIONS = frozenset(name for name in RATES if name.endswith("_rate"))


def unwrap(payload: object) -> RawBatch:
    """Results of reports, pages of them, bare results, or flat rows."""
    return open_payload(payload, open_envelope)


def refine(draft: Draft) -> None:
    """Channel, flows, delivered, conversion metric, and the checks on rates."""
    _settle_basis(draft)
    draft.texts["campaign_type"] = _campaign_types(draft)
    draft.texts["channel"] = _channels(draft)
    _derive_delivered(draft)
    draft.numbers["impressions"] = draft.number("delivered")
    _settle_spend(draft)
    _settle_metric(draft)
    _count_primary_metric(draft)
    _check_uniques(draft)
    _check_rates(draft)


def _settle_basis(draft: Draft) -> None:
    """Reports count by the day of sending; what was folded of events, and members and forms, by the day they happened on.

    What belongs to no message belongs to the account, also where nobody names it.
    """
    folded = [value is not ABSENT for value in draft.cells(DATE_BASIS)]
    growth = [False] * len(draft)
    for name in sorted(_OF_ACCOUNT & draft.names):
        growth = [found or present(value) for found, value in zip(growth, draft.cells(name), strict=True)]
    by_day = [event or of_account for event, of_account in zip(folded, growth, strict=True)]
    draft.texts["date_basis"] = [(DateBasis.EVENT if event else DateBasis.SEND).value for event in by_day]
    if not any(by_day):
        return
    whose = zip(by_day, draft.text("account_id"), draft.text("campaign_id"), draft.text("ad_id"), strict=True)
    draft.texts["account_id"] = [
        "" if event and account is None and campaign is None and message is None else account
        for event, account, campaign, message in whose
    ]
    draft.texts["channel"] = [
        Channel.OTHER.value if of_account else channel
        for of_account, channel in zip(growth, draft.text("channel"), strict=True)
    ]


def _campaign_types(draft: Draft) -> Texts:
    flows = draft.read_text("campaign_id", "flow_id") if "flow_id" in draft.names else [None] * len(draft)
    named = zip(draft.text("campaign_type"), flows, draft.text("campaign_id"), strict=True)
    return [given or ("FLOW" if flow else "CAMPAIGN" if campaign else None) for given, flow, campaign in named]


def _channels(draft: Draft) -> Texts:
    email = Channel.EMAIL.value
    return [
        email if value is None else draft.spec.channels.get(value.lower(), Channel.OTHER).value
        for value in draft.text("channel")
    ]


def _derive_delivered(draft: Draft) -> None:
    delivered, sent, bounced = (draft.number(name) for name in ("delivered", "sent", "bounces"))
    derived = ~delivered.known & sent.known & bounced.known
    if not derived.any():
        return
    failed, both = draft.number("failed"), read_numbers(draft.cells("bounced_or_failed"), COUNTS, lambda *_: None)
    lost = np.where(both.known, both.values, bounced.values + np.where(failed.known, failed.values, 0))
    draft.numbers["delivered"] = delivered.filled(Numbers(np.maximum(sent.values - lost, 0), derived))
    for position in np.flatnonzero(derived).tolist():
        draft.report("DELIVERED_DERIVED", position, None, name="delivered")


def _settle_spend(draft: Draft) -> None:
    """Only text messages cost money; a 0 on an email is not a spend of 0."""
    spend = draft.number("spend")
    paid = np.asarray([channel == Channel.SMS.value for channel in draft.text("channel")], np.bool_)
    draft.numbers["spend"] = Numbers(spend.values, spend.known & (paid | (spend.values != 0)))


def _settle_metric(draft: Draft) -> None:
    ids, names = draft.text("conversion_metric"), draft.text("conversion_metric_name")
    if DATE_BASIS in draft.names:
        _name_folded(draft)
        return
    by_send = [basis == DateBasis.SEND for basis in draft.text("date_basis")]
    told = zip(by_send, ids, names, strict=True)
    draft.texts["conversion_metric"] = [(i or n or UNKNOWN_METRIC) if sent else None for sent, i, n in told]
    counted = draft.number("conversions").known | draft.number("revenue").known
    if (
        any("." in path for path in draft.flat.paths.values())
        and counted.any()
        and UNKNOWN_METRIC in draft.texts["conversion_metric"]
    ):
        draft.log.add("KLAVIYO_METRIC_UNKNOWN")


def _name_folded(draft: Draft) -> None:
    """Folded rows hold every metric: one record, which names the one that counts and lists the others by type."""
    known = draft.number("conversions").known | draft.number("revenue").known
    draft.texts["conversion_metric_name"] = [draft.rules.metric_name if counts else None for counts in known.tolist()]
    documents = [cell if isinstance(cell, dict) else {} for cell in draft.cells(BY_TYPE)]
    for name in sorted({name for document in documents for name in document}):
        figures = [
            read_numbers([document.get(name, {}).get(end, ABSENT) for document in documents], DECIMALS, lambda *_: None)
            for end in ("count", "value")
        ]
        draft.families[name] = (figures[0], figures[1])


def _count_primary_metric(draft: Draft) -> None:
    """Where the rules name another metric than the usual one, the conversions of all others are only kept by type.

    Rows whose metric nobody names count as they are.
    """
    wanted = draft.rules.metric_name.casefold()
    if DATE_BASIS in draft.names or wanted == DEFAULT_RULES.metric_name.casefold():
        return
    metrics, names = draft.text("conversion_metric"), draft.text("conversion_metric_name")
    pairs = set(zip(metrics, names, strict=True))
    primary = {m for m, name in pairs if wanted in {(m or "").casefold(), (name or "").casefold()}} | {UNKNOWN_METRIC}
    counts = np.asarray([metric in primary for metric in metrics], np.bool_)
    conversions, revenue = draft.number("conversions"), draft.number("revenue")
    draft.named.append((metrics, conversions, revenue))
    draft.numbers["conversions"] = Numbers(conversions.values, conversions.known & counts)
    draft.numbers["revenue"] = Numbers(revenue.values, revenue.known & counts)
    if (conversions.known | revenue.known).any() and not counts.any():
        detail = f"No row is of the conversion metric {draft.rules.metric_name!r}: conversions are unknown."
        draft.log.add("NO_PRIMARY_CONVERSIONS", detail=detail)


def _check_uniques(draft: Draft) -> None:
    unique, sent, opens = (draft.number(name) for name in ("unique_opens", "sent", "opens"))
    for position in np.flatnonzero(unique.known & sent.known & (unique.values > sent.values)).tolist():
        draft.report("UNIQUE_GT_RECIPIENTS", position, int(unique.values[position]), name="opens_unique")
    totals_only = int((opens.known & ~unique.known).sum())
    if totals_only:
        detail = f"{counted(totals_only, 'row has', 'rows have')} all opens but no unique ones: the rates of such a row use totals."
        draft.log.add("RATE_FROM_TOTALS", detail=detail)


def _check_rates(draft: Draft) -> None:
    for name in sorted(FRACTIONS & draft.names):
        rates = read_numbers(draft.cells(name), DECIMALS, lambda *_: None)
        for position in np.flatnonzero(rates.known & (rates.values > DECIMALS.factor)).tolist():
            draft.report("RATE_OUT_OF_RANGE", position, draft.flat.rows[position].get(name), name=name)


_SHAPES = tuple(
    map(
        frozenset,
        (
            {"groupings", "statistics"},
            {"dimensions", "measurements"},
            {"metric_id", "person_id"},
            {"type", "attributes"},
        ),
    )
)
"""Report results, aggregates, Fivetran's events, objects of the API."""


def signature(keys: frozenset[str]) -> bool:
    """Report results, aggregates, events and objects, or flat rows of messages."""
    if any(shape <= keys for shape in _SHAPES) or table_of(keys) is not None:
        return True
    messages = {"delivered", "opened", "opens", "recipients", "unsubscribed", "opens_unique"}
    flattened = any(name.startswith(FLATTENED) for name in keys)
    return flattened or len(keys & messages) >= 2  # noqa: PLR2004 - two words are no accident


SPEC = SourceSpec(
    name=DataSource("klaviyo"),
    title="Klaviyo",
    meaning="Email, text and push campaigns and flows: reports, metric aggregates and events of Klaviyo.",
    fields=(
        Field("account_id", ("account_id",)),
        Field("account_name", ("account_name",)),
        Field("account_timezone", ("timezone", "account_timezone")),
        Field("campaign_id", ("campaign_id", "flow_id")),
        Field("campaign_name", ("campaign_name", "flow_name", "name")),
        Field("ad_id", ("campaign_message_id", "flow_message_id", "message_id")),
        Field("ad_name", ("campaign_message_name", "flow_message_name", "message_name", "subject")),
        Field("campaign_type", ("campaign_type",)),
        Field("channel", ("send_channel", "channel")),
        Field("status", ("status",)),
        Field("currency", ("currency", "value_currency", "$value_currency")),
        Field("date_start", ("date", "send_date", "day", "date_start", "send_time")),
        Field("date_stop", ("date_stop",)),
        Field("hour", ("hour",)),
        Field("conversion_metric", ("conversion_metric_id",)),
        Field("conversion_metric_name", ("conversion_metric_name",)),
        Field("spend", ("text_message_spend", "spend")),
        Field("clicks", ("clicks", "clicked")),
        Field("conversions", ("conversions", "orders", "placed_orders")),
        Field("revenue", ("conversion_value", "revenue")),
        Field("sent", ("recipients", "sent")),
        Field("delivered", ("delivered",)),
        Field("opens", ("opens", "opened")),
        Field("unique_opens", ("opens_unique", "unique_opens")),
        Field("unique_clicks", ("clicks_unique", "unique_clicks")),
        Field("unsubscribes", ("unsubscribes", "unsubscribed", "unsubscribe_uniques")),
        Field("bounces", ("bounced", "bounces", "bounced_or_failed")),
        Field("failed", ("failed",)),
        Field("apple_privacy_opens", ("apple_privacy_opens",)),
        Field("spam_complaints", ("spam_complaints", "marked_as_spam")),
    ),
    levels=(
        LevelRule(Level.MESSAGE, "ad_id", ("ad_id", "channel")),
        LevelRule(Level.CAMPAIGN, "campaign_id", ("campaign_id", "channel")),
        LevelRule(Level.ACCOUNT, "account_id", ("account_id", "channel")),
    ),
    date_basis=DateBasis.SEND,
    unwrap=unwrap,
    flatten=flatten,
    refine=refine,
    signature=signature,
    default_channel=Channel.EMAIL,
    channels=CHANNELS,
    breakdowns=frozenset(
        {"tag_id", "variation", "text_message_format", "segment_id", "list_id", "form_id", "form_version_id"}
    ),
    platform_metrics=frozenset(
        """conversion_uniques message_segment_count_sum text_message_credit_usage_amount opens_include_mpp
        total_members members_added members_removed net_members_changed
        viewed_form viewed_form_uniques viewed_form_step viewed_form_step_uniques submits submitted_form_step
        submitted_form_step_uniques closed_form closed_form_uniques qualified_form qualified_form_uniques""".split()
    ),
    ignored=RATES,
    derived=frozenset({"impressions"}),
    rules=frozenset({"primary_conversion"}),
    consumed=frozenset({BY_TYPE, DATE_BASIS}),
    breakdown_prefix="by:",
    fold=fold,
    kept=frozenset(
        """tag_name variation_name group group_name id groupings statistics send_time template_id template_name from_email
        from_label preview_text segment_name list_name form_name type""".split()
    ),
)

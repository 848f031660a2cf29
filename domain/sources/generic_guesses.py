"""What common headers mean where nobody said: never a unit that the header does not state, never the order of a date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.column_map import BREAKDOWN, IGNORE, ColumnUse, targets
from domain.money import parse_currency
from domain.records import BY_NAME
from domain.sources.nested import spelled
from domain.sources.spec import Unit
from domain.vocabulary import Channel

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_RATIO = re.compile(
    r"(ctr|cpc|cpm|cpa|cpl|cpv|roas|acos|aov|frequency)|(avg|average|cost_per)_.*|.*_(rate|ctr|cpc|cpm|roas)|cost_conv|cost_result"
    r"|cost_purchase|conv_value_cost"
)
_WORDS: Mapping[str, str] = {
    "date_start": "date day date_start start_date reporting_starts report_date",
    "date_stop": "date_stop end_date reporting_ends",
    "hour": "hour hour_of_day hour_of_the_day",
    "account_id": "account_id customer_id advertiser_id ad_account_id",
    "account_name": "account_name account advertiser advertiser_name",
    "campaign_id": "campaign_id",
    "campaign_name": "campaign_name campaign",
    "ad_group_id": "ad_group_id ad_set_id adset_id adgroup_id",
    "ad_group_name": "ad_group_name ad_group ad_set_name ad_set adset_name adset adgroup_name adgroup",
    "ad_id": "ad_id creative_id",
    "ad_name": "ad_name ad creative_name creative",
    "campaign_type": "campaign_type",
    "channel": "channel marketing_channel media_channel",
    "objective": "objective campaign_objective",
    "status": "status campaign_status campaign_state",
    "landing_url": "landing_url landing_page final_url landing_page_url",
    "currency": "currency currency_code account_currency",
    "spend": "spend cost amount_spent ad_spend spent total_spend total_cost media_cost media_spend costs",
    "impressions": "impressions impr imps impression total_impressions",
    "clicks": "clicks clicks_all total_clicks click",
    "link_clicks": "link_clicks",
    "outbound_clicks": "outbound_clicks",
    "conversions": "conversions conv total_conversions total_conv purchases orders transactions website_purchases",
    "revenue": "revenue conv_value conversion_value conversions_value total_conv_value total_conversion_value "
    "purchase_value purchases_value purchases_conversion_value website_purchases_conversion_value total_revenue "
    "purchase_revenue sales total_sales order_value",
    "all_conversions": "all_conversions all_conv",
    "all_conversions_value": "all_conversions_value all_conv_value",
    "view_through_conversions": "view_through_conversions view_through_conv",
    "sent": "sent recipients",
    "delivered": "delivered deliveries",
    "opens": "opens opened total_opens",
    "unique_opens": "unique_opens opens_unique",
    "unique_clicks": "unique_clicks clicks_unique",
    "unsubscribes": "unsubscribes unsubscribed",
    "bounces": "bounces bounced",
    "spam_complaints": "spam_complaints",
    "video_views": "video_views views_video",
    f"{BREAKDOWN}country": "country country_code country_territory",
    f"{BREAKDOWN}device": "device device_type",
    f"{BREAKDOWN}source": "source traffic_source utm_source source_medium",
    f"{BREAKDOWN}platform": "platform publisher_platform",
    f"{BREAKDOWN}network": "network",
    f"{BREAKDOWN}region": "region",
    f"{BREAKDOWN}age": "age age_group age_range",
    f"{BREAKDOWN}gender": "gender sex",
    f"{BREAKDOWN}placement": "placement",
}
"""Each target and the headers that mean it, the best first."""
_UNIT_WORDS = {Unit.MICROS: ("micros", "micro"), Unit.CENTS: ("cents", "cent")}
"""Units that a header states itself, as in `cost_micros`, `Cost (cents)` or `Cost in cents`."""
_OTHER_UNITS = frozenset("minor k thousand thousands 000 tsd mio mil million millions mm m".split())
"""Units that nobody reads without a map: a header that states one of them is not guessed."""
_CHANNELS = {
    Channel.PAID_SEARCH: "search paidsearch sem ppc",
    Channel.PAID_SOCIAL: "social paidsocial",
    Channel.SHOPPING: "productlistingads pla",
    Channel.PERFORMANCE_MAX: "pmax performancemax",
    Channel.DISPLAY: "programmatic displayads banner",
    Channel.VIDEO: "onlinevideo videoads",
    Channel.APP: "apps appinstall",
    Channel.EMAIL: "e_mail newsletter mail",
    Channel.SMS: "text textmessage texts",
    Channel.PUSH: "pushnotification pushnotifications",
}
_BY_WORD = {
    word.replace("_", ""): channel
    for channel in Channel
    for word in (channel.value, *_CHANNELS.get(channel, "").split())
}


@dataclass(frozen=True, slots=True)
class Guess:
    """A column that was understood without being told, and the currency that its header states."""

    header: str
    use: ColumnUse
    currency: str | None


def channel_named(text: str) -> Channel | None:
    """The channel that a text names, e.g. `Paid Social`; None where it names none.

    >>> channel_named("Paid Social"), channel_named("Facebook")
    (<Channel.PAID_SOCIAL: 'paid_social'>, None)
    """
    return _BY_WORD.get(re.sub(r"[^a-z0-9]+", "", text.casefold()))


def header_currency(header: str) -> str | None:
    """The currency that a header states in brackets, as in `Amount spent (EUR)`."""
    stated = [(a or b).strip() for a, b in _BRACKETS.findall(header)]
    written = (text for text in stated if text.isupper() or not text.isalpha())  # `(all)` is no currency of Albania
    return next((code for text in written if (code := parse_currency(text))), None)


def guess_columns(headers: Sequence[str], taken: Iterable[str]) -> list[Guess]:
    """What the headers mean, for targets that are not taken; of two headers for one target the better one."""
    bare = {header: spelled(_BRACKETS.sub(_unit_alone, header)) for header in headers}
    free = [target for target in {**_WORDS, **dict.fromkeys(targets(), "")} if target not in set(taken)]
    found: list[Guess] = []
    for target in free:
        for unit, word in _wordings(target):
            header = next((h for h in headers if bare[h] == word), None)
            if header is not None:
                found.append(Guess(header, ColumnUse(target, unit), header_currency(header)))
                break
    ratios = [h for h in headers if _RATIO.fullmatch(bare[h]) and h not in {guess.header for guess in found}]
    return [*_in_one_currency(found), *(Guess(header, ColumnUse(IGNORE), None) for header in ratios)]


def _unit_alone(bracket: re.Match[str]) -> str:
    """Of what stands in brackets only the unit tells something: the column's, or one that is not read."""
    words = spelled(bracket[0]).split("_")
    known = next((marks[0] for marks in _UNIT_WORDS.values() if not set(marks).isdisjoint(words)), None)
    other = next((word for word in words if word in _OTHER_UNITS), "")
    return f" {known or other} "


def _wordings(target: str) -> Iterable[tuple[Unit, str]]:
    words = [*_WORDS.get(target, "").split(), *([target] if target in BY_NAME else [])]
    if target in BY_NAME and BY_NAME[target].money:
        for unit, marks in _UNIT_WORDS.items():
            yield from ((unit, f"{word}_{inner}{mark}") for word in words for mark in marks for inner in ("", "in_"))
    yield from ((Unit.UNITS, word) for word in words)


def _in_one_currency(found: list[Guess]) -> list[Guess]:
    """Money whose header states another currency than the first one is left as it is: no ROAS over two."""
    stated = next((guess.currency for guess in found if guess.currency), None)
    return [guess for guess in found if guess.currency in {None, stated}]

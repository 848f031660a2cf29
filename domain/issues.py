"""What can be wrong with a raw row: stable codes with meaning and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

VALUE_LIMIT = 64
ISSUES_SHOWN = 100


class Severity(StrEnum):
    """Whether the row was kept."""

    WARNING = "WARNING"
    REJECTED = "REJECTED"


SEVERITY_MEANINGS = {
    Severity.WARNING: "The row was kept; look at what is said.",
    Severity.REJECTED: "The row was not stored.",
}


@dataclass(frozen=True, slots=True)
class IssueCode:
    """A kind of issue; `strict` ones become rejections when the caller asks for strictness."""

    code: str
    severity: Severity
    meaning: str
    remedy: str
    strict: bool = False


def _warning(code: str, meaning: str, remedy: str, *, strict: bool = False) -> IssueCode:
    return IssueCode(code, Severity.WARNING, meaning, remedy, strict)


def _rejected(code: str, meaning: str, remedy: str) -> IssueCode:
    return IssueCode(code, Severity.REJECTED, meaning, remedy)


_ALL = (
    _rejected("NOT_AN_OBJECT", "The row is not an object.", "Send one object per row, as the platform returned it."),
    _rejected(
        "ROW_WIDTH",
        "The line does not fit the table's header.",
        "Export the table again, and quote cells that hold a separator.",
    ),
    _rejected("ROW_TOO_LARGE", "The row is over 256 KiB or nested deeper than 32.", "Send report rows, not entities."),
    _rejected("BAD_TEXT", "A text holds half a character.", "Cut texts between characters, not inside them."),
    _rejected("WRONG_SOURCE", "The row has the shape of another data source.", "Send it with that `dataSource`."),
    _rejected(
        "ACTION_WITHOUT_REPORT",
        "The row is one action of a landed table, without its report.",
        "Send the tables together, by name: {basic_ad: [...], basic_ad_actions: [...]}.",
    ),
    _rejected("MISSING_ENTITY", "The row has neither an id nor a name.", "Add e.g. campaign_id to the report."),
    _rejected("ID_PRECISION_LOST", "The id went through a float and lost digits.", "Send ids as text."),
    _rejected("BAD_ID", "The id is neither text nor a whole number.", "Send ids as text."),
    _rejected("NOT_A_NUMBER", "A metric is not a number.", "Send a number or a numeric string such as '12.50'."),
    _rejected("NOT_FINITE", "A metric is NaN or infinite.", "Leave the field out where it is unknown."),
    _rejected("NOT_AN_INTEGER", "A count has a fraction.", "Send whole counts."),
    _rejected("NEGATIVE_COUNT", "A count is below zero.", "Send counts of 0 or more."),
    _rejected("OUT_OF_RANGE", "A figure is larger than the store can hold.", "Check the unit: micros or cents?"),
    _rejected("MICROS_NOT_INTEGER", "A field in micros has a fraction.", "Send micros, or use the field in units."),
    _rejected("BAD_CURRENCY", "The currency is not an ISO 4217 code.", "Send a code such as 'USD'."),
    _rejected(
        "MISSING_DATE",
        "The row has no date.",
        "Add the day to the report (in GAQL: segments.date), or give `dateRange` with the batch.",
    ),
    _rejected("BAD_DATE", "The date cannot be read.", "Send YYYY-MM-DD."),
    _rejected("AMBIGUOUS_DATE", "Day and month cannot be told apart.", "Send YYYY-MM-DD."),
    _rejected("BAD_PERIOD", "The period ends before it starts.", "Swap the two dates."),
    _rejected(
        "FUTURE_DATE", "The row ends after tomorrow.", "Check the date and the clock that `observedAt` came from."
    ),
    _rejected("SERIES_LENGTH", "A series is not as long as its dates.", "Send the answer as the platform gave it."),
    _rejected("CONFLICT_IN_BATCH", "Rows share a key but not their figures.", "Add the breakdown, or set onConflict."),
    _warning("ID_WAS_FLOAT", "The id came as a float, without loss.", "Send ids as text."),
    _warning("ID_MAYBE_ROUNDED", "The ids look rounded by JavaScript.", "Send ids as text."),
    _warning(
        "KEY_FROM_NAME", "The row has a name but no id: a rename makes a new entity.", "Add the id to the report."
    ),
    _warning("PARENT_UNKNOWN", "Rows below a campaign do not name it.", "Add campaign_id to the report."),
    _warning("EMPTY_METRIC", "A metric is empty: read as unknown, not as 0.", "Nothing to do, if that is meant."),
    _warning("NEGATIVE_SPEND", "Spend is below zero: kept, credits exist.", "Nothing to do, if it is a credit."),
    _warning(
        "NEGATIVE_CONVERSIONS",
        "Conversions are below zero: kept, platforms take some back.",
        "Nothing to do, if conversions were retracted.",
    ),
    _warning("CLICKS_GT_IMPRESSIONS", "More clicks than impressions.", "Nothing to do: it happens across day borders."),
    _warning("SPEND_WITHOUT_DELIVERY", "Spend without impressions: CPM is null.", "Nothing to do: it is kept."),
    _warning("DECIMAL_COMMA", "The comma was read as the decimal point.", "Send a decimal point."),
    _warning(
        "AMBIGUOUS_NUMBER",
        "The comma or point was read as thousands.",
        "Send plain digits, or say `numberLocale`.",
        strict=True,
    ),
    _warning("COST_MISMATCH", "Spend in micros and in units differ; micros were taken.", "Send one of them."),
    _warning("PERIOD_FROM_BATCH", "The row has no date: the batch's dateRange became its period.", "Report by day."),
    _warning("MULTI_DAY_ROW", "The row spans several days and counts as a whole.", "Report by day.", strict=True),
    _warning(
        "OVERLAPPING_PERIODS",
        "Rows of one entity share days: totals count each day once.",
        "Send one row for each day, or reports whose periods follow each other.",
    ),
    _warning(
        "MIXED_DATE_BASIS",
        "Rows of one campaign book to other days than its others: totals read one date basis.",
        "Send reports of one date basis, or ask for each by itself.",
    ),
    _warning(
        "CURRENCY_FROM_ACCOUNT",
        "The row does not say its currency: it took its account's.",
        "Nothing to do, if that is right; add the currency to the report otherwise.",
    ),
    _warning("CURRENCY_UNKNOWN", "Nobody said which currency this is.", "Give `currency` with the batch.", strict=True),
    _warning(
        "MIXED_CURRENCY",
        "The batch has several currencies: totals are per currency.",
        "Nothing to do: every row is kept.",
    ),
    _warning(
        "META_POSSIBLE_DOUBLE_COUNT",
        "Two channels report equal conversions.",
        "Compare the omni_ action types with the channels' own.",
    ),
    _warning("DUPLICATE_ACTION", "Identical action items were counted once.", "Nothing to do, if that is meant."),
    _warning("ACTIONS_SHAPE", "Actions came as an object instead of a list.", "Send the list as Meta gives it."),
    _warning(
        "BAD_ACTION_ITEM", "An action item has no type or no value and was left out.", "Send it as Meta gives it."
    ),
    _warning(
        "ATTRIBUTION_FALLBACK",
        "An action item has no `value`: 7-day click plus 1-day view was taken.",
        "Report the default value.",
    ),
    _warning(
        "ATTRIBUTION_NOT_REPORTED",
        "The row lacks the attribution window asked for: its conversions are unknown.",
        "Report that window.",
    ),
    _warning(
        "CONVERSION_ACTION_UNKNOWN",
        "Only some conversion actions count, and rows do not name theirs.",
        "Report by segments.conversion_action_name.",
    ),
    _warning("LINK_CLICKS_MISSING", "Only link clicks count, and the row has none.", "Report inline_link_clicks."),
    _warning(
        "VALUE_FROM_ROAS", "Revenue was computed from purchase_roas and spend.", "Add action_values to the report."
    ),
    _warning("VALUE_WITHOUT_COUNT", "The conversions have a value but no count.", "Add actions to the report."),
    _warning(
        "NO_PRIMARY_CONVERSIONS", "No row has the primary conversion: 0, not another one.", "Set conversionRules."
    ),
    _warning(
        "MIRROR_ACTIONS_ONLY",
        "Only mirrored action types: the largest was taken.",
        "Add the action types that they mirror to the report.",
    ),
    _warning(
        "DUPLICATE_IN_BATCH",
        "The row came twice in the batch and was counted once.",
        "Nothing to do, if that is meant.",
    ),
    _warning(
        "STALE_ROW",
        "The row is older than what is stored and went to the history.",
        "Nothing to do: the newer row stays current.",
    ),
    _warning("MORE_PAGES", "The answer says that more pages follow.", "Ingest the other pages too."),
    _warning(
        "WINDOW_NOT_REPLACED",
        "Rows were rejected: no stored row was removed.",
        "Mend them, then send the whole pull again: which stored rows it lacks is known only then.",
    ),
    _warning("EMPTY_BATCH", "There are no rows.", "Check the report's filters and period."),
    _rejected(
        "KLAVIYO_METRIC_MISSING",
        "It is not known of which metric the row is.",
        'Give `"metric": {"name": "Placed Order"}` in `metadata` or beside `data`; for events, ask for `include=metric`.',
    ),
    _rejected(
        "KLAVIYO_BY_MISSING",
        "It is not known what the row's dimensions are.",
        'Give `"by": ["$attributed_message"]`, as the aggregate was asked for, in `metadata` or beside `data`.',
    ),
    _warning(
        "EVENT_DAYS_IN_UTC",
        "The account's time zone is unknown: events were put on their days in UTC.",
        "Give `timezone` with the batch, or set it with setAccountDefaults; then send the events again.",
    ),
    _warning("KLAVIYO_METRIC_UNKNOWN", "The report's conversion metric is unknown.", "Give it in `metadata`."),
    _warning("DELIVERED_DERIVED", "Delivered was computed as recipients less bounces.", "Add `delivered`."),
    _warning("UNIQUE_GT_RECIPIENTS", "More unique opens than recipients.", "Check the report."),
    _warning("RATE_OUT_OF_RANGE", "A rate is above 1: it is not read, rates are computed of counts.", "Nothing to do."),
    _warning(
        "COLUMNS_GUESSED",
        "No map says what the columns mean: they were read by their headers.",
        "Give `columnMap` with the batch, or store one, where this is wrong.",
    ),
    _warning("CHANNEL_UNKNOWN", "The text names no channel: counted as other.", "Send one such as 'paid_search'."),
    _warning(
        "TOTAL_ROW_SKIPPED", "The row is a total of others and was left out.", "Nothing to do: it would count twice."
    ),
    _warning(
        "VALUE_IN_OTHER_CURRENCY",
        "Spend is in US dollars and the value of conversions in another currency: revenue is unknown.",
        "Report costInLocalCurrency.",
    ),
    _warning(
        "VALUE_UNIT_UNVERIFIED",
        "The platform does not document the unit of its conversion values.",
        "Compare one day's value with the platform's own page.",
    ),
    _warning(
        "SUM_OF_DAILY_UNIQUES",
        "Unique opens or clicks of several days of one message were added: who opened on two days counts twice.",
        "Ingest one report over all of these days, where that matters.",
    ),
    _warning(
        "RETAIL_EVENTS_UNKNOWN",
        "Nobody has announced Prime Day, the Super Bowl or the like for the year of these rows: their days count as days "
        "without an event.",
        "Ask `calendar` for `retailEventsUnknown`, which names them.",
    ),
    _warning(
        "SUM_OUT_OF_RANGE",
        "Events add up to more than the store can hold: the sum is unknown, the events are kept.",
        "Check the unit of their values.",
    ),
    _warning("RATE_FROM_TOTALS", "No unique opens or clicks: the row's rates use totals.", "Add opens_unique."),
)

ISSUE_CODES: dict[str, IssueCode] = {issue.code: issue for issue in _ALL}


@dataclass(frozen=True, slots=True)
class RowIssue:
    """One issue of one raw row (or of the batch, where `row_index` is missing)."""

    code: str
    severity: Severity
    message: str
    row_index: int | None = None
    path: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an upload some raw rows stand: the index of the first one, and in a table the line of each."""

    first_row: int = 0
    lines: Sequence[int] = ()

    def index(self, row: int | None) -> int | None:
        """The row's index in the whole upload."""
        return None if row is None else row + self.first_row

    def named(self, row: int | None) -> str:
        """The row as people find it.

        >>> Place(100, lines=(204, 205)).named(1), Place().named(None)
        ('Row 101 (line 205)', 'The batch')
        """
        if row is None:
            return "The batch"
        line = f" (line {self.lines[row]})" if row < len(self.lines) else ""
        return f"Row {row + self.first_row}{line}"


WHOLE = Place()

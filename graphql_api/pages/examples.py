"""Operations to begin with: GraphiQL's example tabs, and the queries of the start page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ExampleTab:
    """A named operation with its variables; GraphiQL labels the tab with the operation's name."""

    title: str
    query: str
    variables: Mapping[str, object]
    about: str = ""

    @property
    def name(self) -> str:
        """The operation's name."""
        match = re.search(r"\b(?:query|mutation)\s+(\w+)", self.query)
        if match is None:
            raise ValueError(f"The example {self.title!r} has no operation name. Begin it with 'query Name' or so.")
        return match.group(1)


META_ROW: Final = {
    "id": "meta_campaign_001",
    "account_id": "act_123456789",
    "campaign_id": "camp_001",
    "spend": 1250.50,
    "impressions": 45000,
    "clicks": 890,
    "actions": [{"action_type": "purchase", "value": "23"}],
}
META_BATCH: Final = {
    "dataSource": "META_BUSINESS",
    "dateRange": {"start": "2024-01-01", "end": "2024-01-07"},
    "currency": "USD",
    "dataEntries": [META_ROW],
}

# --- GraphiQL's tabs: reading first, so that the run button of a fresh page changes nothing ---

INSIGHTS: Final = ExampleTab(
    "KPIs by data source and campaign",
    """\
query Insights($input: InsightsInput!) {
  insights(input: $input) {
    totalRows
    rows {
      dataSource
      campaignId
      campaignName
      currency
      spend
      impressions
      clicks
      conversions
      revenue
      roas
    }
    totalsByCurrency {
      currency
      totals { spend revenue roas }
    }
    excluded { reason rows spend }
  }
}
""",
    {
        "input": {
            "filter": {"dataSources": ["META_BUSINESS", "GOOGLE_ADS", "KLAVIYO"]},
            "groupBy": ["DATA_SOURCE", "CAMPAIGN"],
            "limit": 50,
        }
    },
)
SEARCH: Final = ExampleTab(
    "Find campaigns, ads and emails by a question",
    """\
query Search($input: SearchInput!) {
  search(input: $input) {
    count
    notice
    interpretation { filters dateRange { start end } rankedBy concepts residualText corrections ignored }
    hits {
      entityId
      name
      level
      dataSource
      currency
      spend
      conversions
      revenue
      roas
      score
      scores
      reasons
    }
  }
}
""",
    {"input": {"query": "high performing campaigns with conversions", "limit": 20, "searchType": "HYBRID"}},
)
RECORDS: Final = ExampleTab(
    "Stored rows, newest first, page by page",
    """\
query Records($filter: RecordFilter, $first: Int!, $after: String) {
  records(filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id
      dataSource
      level
      campaignName
      dateStart
      dateStop
      currency
      spend
      conversions
      revenue
      raw
    }
  }
}
""",
    {"filter": {"dataSources": ["META_BUSINESS"]}, "first": 10, "after": None},
)
TRANSFORM_PREVIEW: Final = ExampleTab(
    "See what raw rows become, without storing anything",
    """\
query TransformPreview($input: TransformInput!) {
  transformPreview(input: $input) {
    originalRecords
    transformedRecords
    columnsAdded
    unmappedFields
    records(first: 10) {
      campaignId
      dateStart
      dateStop
      currency
      spend
      impressions
      clicks
      conversions
      cpm
      ctr
      conversionsByType
    }
    issues { severity code rowIndex path message value }
    userErrors { code message field }
  }
}
""",
    {"input": META_BATCH},
)
INGEST: Final = ExampleTab(
    "Normalize and store raw rows; running it again stores nothing twice (needs the WRITE scope)",
    """\
mutation Ingest($input: IngestInput!) {
  ingest(input: $input) {
    batchId
    received
    inserted
    updated
    unchanged
    rejected
    issues { severity code rowIndex path message value }
    issueCounts { code severity count }
    unmappedFields
    userErrors { code message field }
  }
}
""",
    {"input": META_BATCH},
)
VIEWER: Final = ExampleTab(
    "Whose key this is, and what it may do",
    """\
query Viewer {
  viewer {
    organizationId
    subject
    scopes
  }
}
""",
    {},
)
TIME_SERIES: Final = ExampleTab(
    "Every week, also the empty ones",
    """\
query TimeSeries($input: TimeSeriesInput!) {
  timeSeries(input: $input) {
    rows {
      date
      dataSource
      currency
      spend
      roas
      complete
    }
    excluded { reason rows spend }
  }
}
""",
    {
        "input": {
            "granularity": "WEEK",
            "groupBy": ["DATA_SOURCE"],
        }
    },
)

CALENDAR: Final = ExampleTab(
    "Every day of a year: holidays, retail events, seasons, fiscal and retail weeks",
    """\
query Calendar($year: Int!, $country: String!, $subdivision: String, $fiscalYearStartMonth: Int!) {
  calendar(
    year: $year
    country: $country
    subdivision: $subdivision
    fiscalYearStartMonth: $fiscalYearStartMonth
  ) {
    totalDays
    rows {
      date
      dayName
      isBusinessDay
      holidayNames
      retailEvents
      season
      fiscalLabel
      retailYear
      retailWeek
      daysToBlackFriday
    }
  }
}
""",
    {"year": 2024, "country": "GB", "subdivision": "SCT", "fiscalYearStartMonth": 4},
)

CAUSAL_EXPORT: Final = ExampleTab(
    "A weekly panel for causal models: what is in it, what is wrong with it, and where to fetch it",
    """\
query CausalExport($input: CausalExportInput!) {
  causalExport(input: $input) {
    recordsCount
    columns { name role unit description }
    findings { severity code message advice }
    panel
    loaders
    graph { dot }
    excluded { reason rows spend }
    downloadUrl(format: BUNDLE)
  }
}
""",
    {"input": {"filter": {}, "granularity": "WEEK", "channelBy": "DATA_SOURCE", "targetMetric": "CONVERSIONS"}},
)

EXAMPLE_TABS: Final = (
    INSIGHTS,
    SEARCH,
    TIME_SERIES,
    CAUSAL_EXPORT,
    RECORDS,
    CALENDAR,
    TRANSFORM_PREVIEW,
    INGEST,
    VIEWER,
)

# --- the start page ---

ROWS_PER_SOURCE: Final = """\
query RowsPerSource {
  viewer { organizationId scopes }
  meta: records(first: 1, filter: {dataSources: [META_BUSINESS]}) { totalCount }
  google: records(first: 1, filter: {dataSources: [GOOGLE_ADS]}) { totalCount }
  klaviyo: records(first: 1, filter: {dataSources: [KLAVIYO]}) { totalCount }
}
"""

BY_DATA_SOURCE: Final = ExampleTab(
    "Every data source, side by side",
    """\
query ByDataSource($input: InsightsInput!) {
  insights(input: $input) {
    rows {
      dataSource currency
      spend impressions clicks conversions revenue
      roas cpm ctr
    }
    totals { spend revenue roas }
    totalsByCurrency {
      currency
      totals { spend revenue }
    }
    excluded { reason rows spend }
  }
}
""",
    {"input": {"groupBy": ["DATA_SOURCE"]}},
    "The same KPIs from Meta, Google Ads and Klaviyo. Rows that would count something twice are left out, and listed.",
)
TOP_CAMPAIGNS: Final = ExampleTab(
    "The campaigns that return most",
    """\
query TopCampaigns($input: InsightsInput!) {
  insights(input: $input) {
    rows {
      campaignName dataSource currency
      spend revenue roas
      conversions costPerConversion
    }
    totalRows
  }
}
""",
    {"input": {"groupBy": ["CAMPAIGN"], "orderBy": {"metric": "ROAS", "direction": "DESC"}, "limit": 10}},
    "Ten campaigns by ROAS: revenue for each unit of money spent.",
)
MONTHLY_TREND: Final = ExampleTab(
    "Month by month",
    """\
query MonthlyTrend($input: InsightsInput!) {
  insights(input: $input) {
    rows {
      month currency
      spend conversions revenue
      roas cpc conversionRate
    }
    excluded { reason rows spend }
  }
}
""",
    {"input": {"groupBy": ["MONTH"]}},
    "Spend, conversions and revenue of each calendar month.",
)
START_QUERIES: Final = (BY_DATA_SOURCE, TOP_CAMPAIGNS, MONTHLY_TREND)

"""Operations that several tests send, in GraphQL."""

from typing import Any

INGEST = """
mutation Ingest($input: IngestInput!) {
  ingest(input: $input) {
    batchId received inserted updated unchanged stale removed rejected unmappedFields notice
    issues { severity code rowIndex path message value }
    issueCounts { code severity count }
    userErrors { code message field }
  }
}
"""
PREVIEW = """
query Preview($input: TransformInput!) {
  transformPreview(input: $input) {
    originalRecords transformedRecords columnsAdded unmappedFields
    records(first: 1000) { ...Whole }
    issues { code rowIndex path message value }
    issueCounts { code severity count }
    userErrors { code message field }
  }
}
"""
RECORDS = """
query Records($filter: RecordFilter, $first: Int! = 100, $after: String) {
  records(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor } nodes { ...Whole observedAt ingestedAt revision }
  }
}
"""
WHOLE = """
fragment Whole on Record {
  id dataSource level accountId accountName campaignId campaignName adGroupId adGroupName adId adName campaignType
  channel objective status country device currency dateStart dateStop breakdowns attribution dateBasis
  spend impressions clicks linkClicks conversions revenue sent delivered opens uniqueOpens uniqueClicks unsubscribes
  bounces spamComplaints videoViews cpm cpc ctr conversionRate costPerConversion roas averageOrderValue
  openRate clickRate clickToOpenRate unsubscribeRate bounceRate revenuePerRecipient
  platformMetrics conversionsByType raw
}
"""
INSIGHTS = """
query Insights($input: InsightsInput!) {
  insights(input: $input) {
    totalRows
    rows { dataSource campaignId currency spend impressions clicks conversions revenue cpm }
    totals { spend impressions clicks conversions revenue cpm }
    totalsByCurrency { currency totals { spend } }
    dataSourceSummary { dataSource spend }
    excluded { reason rows spend }
  }
}
"""
DEFINITIONS = "{ metricDefinitions { metric name formula unit description additive dataSources } }"
CAUSAL_EXPORT = """
query CausalExport($input: CausalExportInput!, $format: ExportFormat! = PARQUET) {
  causalExport(input: $input) {
    recordsCount panel fillStatus roles loaders holidays split provenance
    columns { name role channel dtype unit aggregation description source nullMeans }
    findings { code severity columns value threshold message advice }
    correlations { x y pearson spearman pValue qValue n }
    statisticalSummary { column count missing zeros mean std min median max vif }
    graph { gml dot } excluded { reason rows spend } downloadUrl(format: $format)
  }
}
"""
CALENDAR = """
query Calendar(
  $year: Int!, $country: String! = "US", $subdivision: String, $fiscal: Int! = 1, $timezone: String
) {
  calendar(
    year: $year, country: $country, subdivision: $subdivision, fiscalYearStartMonth: $fiscal, timezone: $timezone
  ) {
    totalDays country subdivision fiscalYearStartMonth timezone
    rows {
      date year quarter month day dayOfYear isoYear isoWeek dayOfWeek monthName dayName isWeekend isBusinessDay
      isHoliday holidayNames retailEvents season astronomicalSeason fiscalYear fiscalQuarter fiscalMonth
      retailYear retailMonth retailWeek isLeapYear isMonthStart isMonthEnd isQuarterStart isQuarterEnd isYearStart
      isYearEnd daysToEaster daysToChristmas daysToBlackFriday hoursInDay isPrimeDay isSuperBowl comparableDateHoliday
    }
  }
}
"""
CALENDAR_RANGE = """
query CalendarRange($start: Date!, $end: Date!) {
  calendarRange(start: $start, end: $end) { totalDays rows { date isHoliday retailEvents } }
}
"""
AUDIT = """
query Audit($first: Int = 100, $before: String) {
  auditLog(first: $first, before: $before) {
    endCursor
    entries { number at actor keyId action detail outcome errorCode result endedAt requestId }
  }
}
"""
CREATE_KEY = """
mutation CreateKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    secret apiKey { id name scopes createdAt expiresAt lastUsedAt revokedAt } userErrors { code message field }
  }
}
"""
REVOKE_KEY = "mutation RevokeKey($id: ID!) { revokeApiKey(id: $id) { revoked userErrors { code message field } } }"
KEYS = "query Keys($first: Int) { apiKeys(first: $first) { id name scopes createdAt expiresAt lastUsedAt revokedAt } }"
RULES = "query Rules($source: DataSource!) { conversionRules(dataSource: $source) }"
SET_RULES = """
mutation Set($source: DataSource!, $rules: ConversionRulesInput!) {
  setConversionRules(dataSource: $source, rules: $rules) { rules userErrors { code message field } }
}
"""
COLUMN_MAP = "{ columnMap }"
SET_COLUMN_MAP = """
mutation SetMap($map: JSON!) { setColumnMap(columnMap: $map) { columnMap userErrors { code message field } } }
"""
HISTORY = """
query History($id: ID!, $asOf: DateTime) {
  recordHistory(id: $id, asOf: $asOf) { ...Whole observedAt ingestedAt revision supersededAt removedAt }
}
"""
COVERAGE = """
query Coverage($filter: RecordFilter) {
  coverage(filter: $filter) { dataSource level rows firstDate lastDate missingDays lastIngestedAt }
}
"""
DELETE = """
mutation Delete($input: DeleteRecordsInput!) {
  deleteRecords(input: $input) {
    matched deleted overlapping notice
    byLevel { dataSource level matched overlapping firstDate lastDate }
    userErrors { code message field }
  }
}
"""
TIME_SERIES = """
query TimeSeries($input: TimeSeriesInput!) {
  timeSeries(input: $input) {
    granularity
    rows {
      date time dataSource accountId campaignId campaignName currency spend impressions clicks conversions cpm complete
    }
    excluded { reason rows spend }
  }
}
"""
SET_DEFAULTS = """
mutation SetDefaults($dataSource: DataSource!, $accountId: ID!, $currency: String, $timezone: String) {
  setAccountDefaults(dataSource: $dataSource, accountId: $accountId, currency: $currency, timezone: $timezone) {
    updated currency timezone userErrors { code message field }
  }
}
"""
SEARCH = """
query Search($input: SearchInput!) {
  search(input: $input) {
    count searchType notice
    interpretation { filters dateRange { start end } rankedBy concepts residualText corrections ignored }
    hits { entityId level dataSource accountId campaignId campaignName name score scores reasons firstDate lastDate spend }
  }
}
"""
ENTITY = """
query Entity($id: ID!) {
  entity(id: $id) {
    entity { entityId name campaignId accountId }
    parents { entityId name } children { entityId name } childrenCount
  }
}
"""
SIMILAR = "query Similar($id: ID!) { similar(entityId: $id) { entityId name campaignId accountId spend } }"
VIEWER = "{ viewer { organizationId subject scopes } }"
PREVIEW += WHOLE
RECORDS += WHOLE
HISTORY += WHOLE


def meta_input(entries: object, **said: object) -> dict[str, Any]:
    """An ingest of Meta rows."""
    return {"dataSource": "META_BUSINESS", "dataEntries": entries, **said}


def many_rows(count: int, *, first: int = 0, day: str = "2024-01-01") -> list[dict[str, Any]]:
    """Rows of distinct campaigns, each with a spend of 1.25 and 1,000 impressions."""
    return [
        {
            "account_id": "248319075526104",
            "account_currency": "USD",
            "campaign_id": str(120208814532970000 + number),
            "date_start": day,
            "date_stop": day,
            "spend": "1.25",
            "impressions": "1000",
        }
        for number in range(first, first + count)
    ]

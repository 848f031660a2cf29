"""The canonical record of Google Ads in full: entities, days, conversions, landing addresses, quality, exports."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.conversions import ConversionColumn, ConversionRules
from tests.builders import codes, google_flat, google_row, normalized, only, records
from tests.unit.normalize.edges_of_google import exported

Row = dict[str, Any]
AD = "customers/1/adGroups/20"


def read(row: Row, **context: Any) -> Row:
    return only(normalized([row], "google_ads", **{"currency": "EUR", **context}))


def landed(**columns: object) -> Row:
    """A row of one of Fivetran's tables."""
    stamps = {"_fivetran_id": "x", "_fivetran_synced": "2024-06-01 00:00:00"}
    return {**stamps, "customer_id": 1, "date": "2024-02-05", "cost_micros": 1_500_000, "clicks": 3, **columns}


@pytest.mark.parametrize(
    ("table", "columns", "level", "entity", "campaign"),
    [
        ("account_stats", {}, "ACCOUNT", "1", None),
        ("campaign_stats", {"id": 7, "base_campaign": "customers/1/campaigns/6"}, "CAMPAIGN", "7", "7"),
        ("ad_group_stats", {"id": 20, "campaign_id": 7}, "AD_GROUP", "20", "7"),
        ("ad_stats", {"ad_group": AD, "ad_id": 30, "campaign_id": 7}, "AD", "20/30", "7"),
        ("ad_stats of late", {"ad_group_id": 20, "ad_id": 30, "campaign_id": 7}, "AD", "20/30", "7"),
        (
            "keyword_stats",
            {"ad_group_id": 20, "ad_group_criterion_criterion_id": 40, "campaign_id": 7},
            "KEYWORD",
            "20/40",
            "7",
        ),
        (
            "search_term_keyword_stats",
            {
                "ad_group_id": 20,
                "campaign_id": 7,
                "search_term": "oak table",
                "keyword_ad_group_criterion": "customers/1/adGroupCriteria/20~40",
            },
            "SEARCH_TERM",
            "20/40/oak table",
            "7",
        ),
    ],
)
def test_the_tables_that_fivetran_lands_tell_whose_id_is_meant(
    table: str, columns: Row, level: str, entity: str, campaign: str | None
) -> None:
    record = read(landed(**columns))
    assert (record["level"], record["entity_id"], record["campaign_id"]) == (level, entity, campaign), table
    assert (record["account_id"], record["spend"], record["extra"] or "{}") != ("", None, None)


def test_fivetrans_segments_are_breakdowns_and_hours() -> None:
    row = landed(id=7, device="MOBILE", ad_network_type="SEARCH", hour=13, keyword_ad_group_criterion="x")
    record = read(row)
    assert json.loads(record["breakdowns"]) == {
        "ad_network_type": "SEARCH",
        "device": "MOBILE",
        "keyword.ad_group_criterion": "x",
    }
    assert (record["hour"], record["device"]) == (13, "MOBILE")


def test_what_a_tool_adds_to_its_tables_changes_no_record() -> None:
    first, again = landed(id=7), landed(id=7, _fivetran_synced="2024-07-01 00:00:00")
    batches = [normalized([row], "google_ads", currency="EUR") for row in (first, again)]
    assert only(batches[0])["content"] == only(batches[1])["content"]
    assert [batch.unmapped for batch in batches] == [(), ()]


def test_one_search_term_under_two_keywords_is_two_entities() -> None:
    rows = [
        google_row(
            adGroup={"id": "20"},
            searchTermView={"searchTerm": "oak table", "status": "NONE"},
            segments={"keyword": {"adGroupCriterion": f"customers/1/adGroupCriteria/20~{n}", "info": {"text": "oak"}}},
        )
        for n in (40, 41)
    ]
    found = records(normalized(rows, "google_ads"))
    assert [row["entity_id"] for row in found] == ["20/40/oak table", "20/41/oak table"]
    assert {(row["level"], row["breakdown_set"]) for row in found} == {("SEARCH_TERM", "")}


def test_asset_groups_are_a_level_of_their_own() -> None:
    record = read(google_row(assetGroup={"resourceName": "customers/1/assetGroups/50", "name": "Spring"}))
    assert (record["level"], record["entity_id"], record["ad_group_name"]) == ("ASSET_GROUP", "50", "Spring")


def test_the_account_is_described() -> None:
    customer = {"resourceName": "customers/4817206935", "timeZone": "America/New_York", "descriptiveName": "Alder"}
    record = read(google_row(customer=customer))
    assert (record["account_id"], record["account_name"], record["account_timezone"]) == (
        "4817206935",
        "Alder",
        "America/New_York",
    )


@pytest.mark.parametrize(
    ("segments", "stop"),
    [
        ({"week": "2024-02-05"}, date(2024, 2, 11)),
        ({"month": "2024-02-01"}, date(2024, 2, 29)),
        ({"quarter": "2024-01-01"}, date(2024, 3, 31)),
        ({"year": 2024}, date(2024, 12, 31)),
        ({"week": "2024-02-05", "month": "2024-02-01", "year": 2024}, date(2024, 2, 11)),
    ],
)
def test_a_longer_segment_is_the_period_of_its_row(segments: Row, stop: date) -> None:
    record = read(google_row(segments={"date": ..., **segments}))
    assert (record["date_stop"], record["breakdowns"]) == (stop, None)


@pytest.mark.parametrize("month", ["2024-02-01", "2024-02", "February 2024", "Feb 2024"])
def test_exports_write_months_in_words_too(month: str) -> None:
    record = read(exported(Day=...) | {"Month": month})
    assert (record["date_start"], record["date_stop"]) == (date(2024, 2, 1), date(2024, 2, 29))


# --- landing addresses ---

LINK = "https://shop.example/?utm_source=google&utm_medium=cpc&utm_campaign=spring&gclid=x"


@pytest.mark.parametrize("urls", [[LINK, "https://other.example"], json.dumps([LINK]), LINK])
def test_the_first_final_url_is_where_the_ad_leads(urls: object) -> None:
    record = read(google_row(adGroupAd={"ad": {"id": "30", "finalUrls": urls}}))
    assert (record["landing_url"], record["utm_source"], record["utm_campaign"]) == (LINK, "google", "spring")
    assert (record["utm_content"], record["extra"]) == (None, None)


def test_the_suffix_that_google_appends_wins_over_the_address_the_closest_first() -> None:
    row = google_row(
        adGroupAd={"ad": {"id": "30", "finalUrls": [LINK], "finalUrlSuffix": "utm_campaign=ad"}},
        campaign={"finalUrlSuffix": "utm_campaign=all&utm_term=x"},
    )
    record = read(row)
    assert (record["utm_campaign"], record["utm_source"], record["utm_term"]) == ("ad", "google", None)


def test_auto_tagging_is_stated_by_the_caller_alone() -> None:
    bare = google_row(adGroupAd={"ad": {"id": "30", "finalUrls": ["https://shop.example/?utm_medium=ppc"]}})
    assert (read(bare)["utm_source"], read(bare)["utm_medium"]) == (None, "ppc")
    tagged = read(bare, metadata={"auto_tagging": True})
    assert (tagged["utm_source"], tagged["utm_medium"]) == ("google", "ppc")
    assert read(google_row(), metadata={"auto_tagging": True})["utm_medium"] == "cpc"
    assert read(google_row(), metadata={"auto_tagging": "yes"})["utm_medium"] is None


# --- conversions ---


def test_conversions_by_their_own_day_alone_are_booked_to_it() -> None:
    row = google_row(
        metrics=dict.fromkeys(google_row()["metrics"], ...)
        | {"conversionsByConversionDate": 2.5, "conversionsValueByConversionDate": 90, "valuePerConversion": 4}
    )
    record = read(row)
    assert (record["date_basis"], record["conversions"], record["revenue"]) == ("CONVERSION", Decimal("2.5"), 90)
    assert (record["spend"], record["clicks"]) == (None, None)


def test_beside_conversions_by_the_day_of_the_ad_they_stay_on_the_row() -> None:
    record = read(google_row(metrics={"conversionsByConversionDate": 9}))
    assert (record["date_basis"], record["conversions"]) == ("IMPRESSION", Decimal("21.5"))
    assert json.loads(record["platform_metrics"]) == {"conversions_by_conversion_date": 9}


def test_one_batch_may_hold_rows_of_both_bases() -> None:
    row = google_row() | {"metrics": {"conversionsByConversionDate": 4}}
    later = {"results": [row], "fieldMask": "metrics.conversionsByConversionDate"}
    found = records(normalized([{"results": [google_row()], "fieldMask": "metrics.clicks"}, later], "google_ads"))
    assert [(row["date_basis"], row["conversions"]) for row in found] == [
        ("IMPRESSION", Decimal("21.5")),
        ("CONVERSION", 4),
    ]


def test_the_rule_for_conversions_by_their_own_day_takes_the_whole_row() -> None:
    rules = ConversionRules(conversion_column=ConversionColumn.CONVERSIONS_BY_CONVERSION_DATE)
    metrics = {"conversionsByConversionDate": 9, "allConversions": 30, "allConversionsByConversionDate": 12}
    record = read(google_row(metrics=metrics), rules=rules)
    assert (record["date_basis"], record["conversions"], record["all_conversions"]) == ("CONVERSION", 9, 12)
    assert record["spend"] == Decimal("187.43")


def test_rows_by_action_hold_conversions_alone() -> None:
    row = google_row(segments={"conversionActionName": "Purchase"}, metrics=dict.fromkeys(google_row()["metrics"], ...))
    record = read(row | {"metrics": {"conversions": 2.5}})
    assert (record["conversions"], record["revenue"]) == (Decimal("2.5"), 0)
    assert (record["spend"], record["impressions"], record["clicks"]) == (None, None, None)
    assert json.loads(record["conversions_by_type"]) == {"Purchase": {"count": 2.5, "value": 0}}


def test_exports_by_action_show_a_cost_of_zero_that_is_none() -> None:
    record = read(exported(Cost="0.00", Clicks="0") | {"Impr.": "0", "Conversion action": "Purchase"})
    assert (record["spend"], record["clicks"], record["conversions"]) == (None, None, Decimal("2.5"))


@pytest.mark.parametrize(("pattern", "count"), [("purch*", 21.5), ("*/conversionactions/5", 21.5), ("lead", 0)])
def test_actions_are_named_by_name_or_resource_name(pattern: str, count: float) -> None:
    action = {"conversionActionName": "Purchase", "conversionAction": "customers/1/conversionActions/5"}
    record = read(google_row(segments=action), rules=ConversionRules(action_types=(pattern,)))
    assert record["conversions"] == Decimal(str(count))


def test_an_action_without_a_name_goes_by_its_resource_name() -> None:
    action = "customers/1/conversionActions/5"
    record = read(google_row(segments={"conversionAction": action}))
    assert list(json.loads(record["conversions_by_type"])) == [action]


# --- quality ---


def test_quality_and_shares_of_an_export_are_fractions_with_their_bounds() -> None:
    shares = {"Search impr. share": "< 10%", "Search lost IS (rank)": "> 90%", "Search top IS": "45.20%"}
    record = read(exported() | shares | {"Quality Score": " --", "Quality Score (hist.)": "7", "Interactions": "1,234"})
    assert json.loads(record["platform_metrics"]) == {
        "historical_quality_score": 7,
        "interactions": 1234,
        "search_impression_share": 0.0999,
        "search_impression_share_bound": "LT",
        "search_rank_lost_impression_share": 0.9001,
        "search_rank_lost_impression_share_bound": "GT",
        "search_top_impression_share": 0.452,
    }


# --- exports ---


@pytest.mark.parametrize(
    ("shown", "channel"),
    [
        ("Search", "paid_search"),
        ("Performance Max", "performance_max"),
        ("Demand Gen", "display"),
        ("Suchnetzwerk", "paid_search"),
        ("Compras", "shopping"),
        ("Hotel", "other"),
    ],
)
def test_campaign_types_are_read_as_pages_show_them(shown: str, channel: str) -> None:
    assert read(exported() | {"Campaign type": shown})["channel"] == channel


FRENCH = {"Jour": "2024-02-05", "Campagne": "Toitures", "Code de la devise": "CAD", "Coût": "1\u202f020,50"}
SPANISH = {"Día": "2024-02-05", "Campaña": "Techos", "Código de moneda": "MXN", "Costo": "1,020.50"}


@pytest.mark.parametrize(
    ("row", "currency"),
    [
        (FRENCH | {"Impr.": "10\u202f500", "Clics": "88", "Valeur de conv.": "12,345"}, "CAD"),
        (SPANISH | {"Impr.": "10,500", "Clics": "88", "Valor de conv.": "12.345"}, "MXN"),
        (SPANISH | {"Costo": "1.020,50", "Impr.": "10.500", "Clics": "88", "Valor de conv.": "12,345"}, "MXN"),
    ],
)
def test_exports_in_other_languages_are_read_by_the_mark_that_their_numbers_tell(row: Row, currency: str) -> None:
    record = read(row)
    assert (record["spend"], record["impressions"], record["clicks"]) == (Decimal("1020.5"), 10_500, 88)
    assert (record["revenue"], record["currency"], record["level"]) == (Decimal("12.345"), currency, "CAMPAIGN")


def test_a_currency_in_a_header_is_that_of_the_row() -> None:
    row = {name: value for name, value in exported().items() if name not in {"Cost", "Currency code"}}
    record = only(normalized([row | {"Cost (CHF)": "12.50"}], "google_ads"))
    assert (record["spend"], record["currency"]) == (Decimal("12.5"), "CHF")


def test_a_word_that_is_a_header_elsewhere_is_none_in_an_english_row() -> None:
    record = read({"tag": "promo", "mes": "x", **google_flat()})
    assert (record["date_start"], json.loads(record["extra"])) == (date(2024, 8, 12), {"mes": "x", "tag": "promo"})


def test_keywords_of_an_export_without_ids_are_known_by_their_names() -> None:
    keyword = exported(Campaign_ID=...) | {"Ad group": "Tables", "Match type": "Exact match"}
    rows = [keyword | {"Keyword": "oak table"}, keyword | {"Keyword": "Oak Chair"}]
    batch = normalized([*rows, rows[0] | {"Ad group": "Other"}], "google_ads")
    assert [row["entity_id"] for row in records(batch)] == [
        "name:brand/tables/name:oak table/exact match",
        "name:brand/tables/name:oak chair/exact match",
        "name:brand/other/name:oak table/exact match",
    ]
    assert set(codes(batch)) == {"KEY_FROM_NAME"}


def test_devices_and_networks_of_an_export_are_those_of_the_api() -> None:
    shown = read(exported() | {"Device": "Mobile phones", "Network": "Search partners"})
    answered = google_row(segments={"device": "MOBILE", "adNetworkType": "AdNetworkType.SEARCH_PARTNERS"})
    assert shown["breakdowns"] == read(answered)["breakdowns"]


def test_dashes_are_no_names() -> None:
    assert read(exported() | {"Ad group": " --"})["level"] == "CAMPAIGN"


def test_views_by_place_are_breakdowns() -> None:
    rows = [
        google_row(geographicView={"countryCriterionId": n, "locationType": "LOCATION_OF_PRESENCE"}) for n in (1, 2)
    ]
    found = records(normalized(rows, "google_ads"))
    names = "geographic_view.country_criterion_id,geographic_view.location_type"
    assert [row["breakdown_set"] for row in found] == [names, names]

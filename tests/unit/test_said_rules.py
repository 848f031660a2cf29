"""Rules as people state them: what is refused, in which words, and what goes before what."""

from typing import Any

import pytest

from domain.conversions import DEFAULT_RULES, Attribution, ClickBasis, ConversionColumn, LastTier, TierMode
from domain.errors import InvalidInputError
from domain.said_rules import NOTHING_SAID, SaidRules, effective_rules, said_rules_of, show_rules
from domain.sources.registry import SOURCES
from domain.vocabulary import DataSource

META, GOOGLE, KLAVIYO = (SOURCES[DataSource(name)] for name in ("meta_business", "google_ads", "klaviyo"))
FIELD = ("input", "conversionRules")


def effective(source: Any = META, stored: SaidRules = NOTHING_SAID, **sent: Any) -> Any:
    return effective_rules(source, stored, SaidRules(**sent), FIELD)


def test_nothing_said_is_the_default_for_every_source() -> None:
    assert {effective_rules(spec, NOTHING_SAID, NOTHING_SAID, FIELD) for spec in SOURCES.values()} == {DEFAULT_RULES}


def test_values_are_read_in_any_case() -> None:
    found = effective(
        primary_conversion="Lead, purchase",
        tier_mode="sum_all",
        last_tier="max",
        attribution=" 7d_click ",
        click_basis="link",
    )
    assert found.primary == ("purchase", "lead")
    assert (found.tier_mode, found.last_tier) == (TierMode.SUM_ALL, LastTier.MAX)
    assert (found.attribution, found.click_basis) == (Attribution.CLICK_7D, ClickBasis.LINK)
    assert effective(GOOGLE, conversion_column="all_conversions").conversion_column is ConversionColumn.ALL_CONVERSIONS
    assert effective(KLAVIYO, primary_conversion="Active on Site").metric_name == "Active on Site"


@pytest.mark.parametrize(
    ("source", "sent", "name", "words"),
    [
        (META, {"attribution": "7_CLICK"}, "attribution", "Did you mean 7D_CLICK? Give one of: DEFAULT, 1D_CLICK"),
        (
            META,
            {"primary_conversion": "purchas"},
            "primaryConversion",
            "Did you mean purchase? Give one of: purchase, ",
        ),
        (META, {"primary_conversion": "lead,"}, "primaryConversion", "Give one of: purchase"),
        (META, {"tier_mode": "LAST"}, "tierMode", "Give one of: FIRST_PRESENT, SUM_ALL"),
        (META, {"last_tier": ""}, "lastTier", "Give one of: SUM, DEDUP_EQUAL, MAX"),
        (META, {"click_basis": "UNIQUE"}, "clickBasis", "Give one of: ALL, LINK"),
        (META, {"preset": "fivetrain"}, "preset", "Did you mean fivetran?"),
        (META, {"preset": "fivetran", "action_types": ("lead",)}, "preset", "actionTypes was given besides"),
        (META, {"action_types": ("lead",), "tier_mode": "SUM_ALL"}, "actionTypes", "tierMode was given besides"),
        (META, {"action_types": ()}, "actionTypes", "Give 1 to 100"),
        (META, {"action_types": ("x",) * 101}, "actionTypes", "101 entries"),
        (META, {"action_types": ("x" * 201,)}, "actionTypes", "Give 1 to 200 characters"),
        (META, {"conversion_column": "ALL_CONVERSIONS"}, "conversionColumn", "no rule of meta_business"),
        (GOOGLE, {"conversion_column": "ALL"}, "conversionColumn", "Give one of: CONVERSIONS, ALL_"),
        (GOOGLE, {"attribution": "7D_CLICK"}, "attribution", "Its rules: actionTypes, conversionColumn."),
        (GOOGLE, {"preset": "fivetran"}, "preset", "no rule of google_ads"),
        (KLAVIYO, {"click_basis": "LINK"}, "clickBasis", "Its rules: primaryConversion."),
        (KLAVIYO, {"primary_conversion": " "}, "primaryConversion", "Give 1 to 200 characters"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_path_and_what_can(
    source: Any, sent: dict[str, Any], name: str, words: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        effective(source, **sent)
    assert refused.value.field == (*FIELD, name)
    assert words.casefold() in str(refused.value).casefold()


def test_a_default_that_is_spelled_out_is_no_rule_of_another_source() -> None:
    assert effective(GOOGLE, attribution="DEFAULT", click_basis="ALL") == DEFAULT_RULES


def test_sent_rules_go_before_stored_ones_of_the_same_name_alone() -> None:
    stored = SaidRules(primary_conversion="lead", attribution="1D_CLICK")
    found = effective(stored=stored, attribution="7D_CLICK")
    assert (found.primary, found.attribution) == (("lead",), Attribution.CLICK_7D)


def test_a_preset_that_was_sent_takes_the_place_of_all_stored_rules() -> None:
    found = effective(stored=SaidRules(primary_conversion="lead", attribution="1D_CLICK"), preset="Fivetran")
    assert (found.attribution, found.primary, found.click_basis) == (
        Attribution.DEFAULT,
        ("purchase",),
        ClickBasis.LINK,
    )
    assert len(found.action_types) == 5


def test_action_types_and_families_take_each_others_place_across_stored_and_sent() -> None:
    found = effective(stored=SaidRules(primary_conversion="lead", tier_mode="SUM_ALL"), action_types=("LEAD",))
    assert (found.action_types, found.primary, found.tier_mode) == (("lead",), ("purchase",), TierMode.FIRST_PRESENT)
    found = effective(stored=SaidRules(preset="fivetran"), primary_conversion="lead")
    assert (found.action_types, found.primary, found.click_basis) == ((), ("lead",), ClickBasis.LINK)


def test_every_rule_of_a_source_is_shown_with_its_origin() -> None:
    shown = {r.name: (r.value, r.origin) for r in show_rules(META, SaidRules(attribution="1d_view"))}
    assert shown == {
        "primaryConversion": ("purchase", "default"),
        "actionTypes": (None, "default"),
        "tierMode": ("FIRST_PRESENT", "default"),
        "lastTier": ("SUM", "default"),
        "attribution": ("1D_VIEW", "stored"),
        "clickBasis": ("ALL", "default"),
    }
    assert [(r.name, r.value) for r in show_rules(KLAVIYO, NOTHING_SAID)] == [("primaryConversion", "Placed Order")]


def test_a_stored_preset_is_shown_as_what_it_stands_for() -> None:
    shown = {r.name: r.origin for r in show_rules(META, SaidRules(preset="fivetran"))}
    assert {name for name, origin in shown.items() if origin == "stored"} == {"actionTypes", "clickBasis"}


@pytest.mark.parametrize(
    ("document", "field", "words"),
    [
        ([], ("--rules",), "Give an object"),
        ({"atribution": "DEFAULT"}, ("--rules", "atribution"), "Did you mean attribution?"),
        ({"attribution": 7}, ("--rules", "attribution"), "Give a text"),
        ({"actionTypes": "lead"}, ("--rules", "actionTypes"), "Give a list of texts"),
    ],
)
def test_json_that_holds_no_rules_is_refused(document: object, field: tuple[str, ...], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words) as refused:
        said_rules_of(document, ("--rules",))
    assert refused.value.field == field


def test_json_is_read_in_the_spelling_of_the_api() -> None:
    said = said_rules_of({"actionTypes": ["lead"], "clickBasis": None}, ("--rules",))
    assert said == SaidRules(action_types=("lead",))


def test_families_in_json_may_be_a_list() -> None:
    said = said_rules_of({"primaryConversion": ["purchase", "lead"]}, ("--rules",))
    assert said == SaidRules(primary_conversion="purchase,lead")
    assert effective_rules(META, NOTHING_SAID, said, ("rules",)).primary == ("purchase", "lead")

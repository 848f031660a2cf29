"""Concepts, countries, exclusions and misread words in questions; expectations made by hand."""

from collections import Counter
from dataclasses import replace

import pytest

from domain.search.concepts import tag_concepts
from domain.search.interpretation import Interpretation, Vocabulary
from domain.search.text import pieces_of, words_of
from domain.search.understanding import understand
from tests.unit.search.organization import AS_OF, VOCABULARY, key


def having(*names: str, **values: set[str]) -> Vocabulary:
    """The words of an organization that also has campaigns of these names, and these values of columns."""
    words = Counter(word for name in names for word in {*words_of(name), *pieces_of(name)})
    concepts = Counter(concept for name in names for concept in tag_concepts(name))
    more = {column: VOCABULARY.values.get(column, frozenset()) | found for column, found in values.items()}
    return replace(
        VOCABULARY,
        words={**VOCABULARY.words, **words},
        concepts={**VOCABULARY.concepts, **concepts},
        values={**VOCABULARY.values, **more},
    )


def ask(query: str, vocabulary: Vocabulary = VOCABULARY) -> Interpretation:
    return understand(query, vocabulary, AS_OF)


LIFE = having(
    "Upsell", "Sunset", "Carousel", "UGC", "Loyalty", "Birthday", "Post-Purchase", "Last Chance", "Tents", "Sofas"
)


@pytest.mark.parametrize(
    ("query", "concept"),
    [
        ("new-customer acquisition campaigns", "prospecting"),
        ("captación de clientes nuevos", "prospecting"),
        ("Neukundengewinnung", "prospecting"),
        ("aquisição de novos clientes", "prospecting"),
        ("repeat purchasers", "loyalty"),
        ("clientes atuais", "loyalty"),
        ("bestehende Kunden", "loyalty"),
        ("lapsed buyers", "winback"),
        ("recuperação de clientes", "winback"),
        ("sunset flow", "sunset"),
        ("basket recovery automation", "abandoned_cart"),
        ("people who left items in their basket", "abandoned_cart"),
        ("recuperación de carritos", "abandoned_cart"),
        ("relance panier", "abandoned_cart"),
        ("bday emails", "birthday"),
        ("thank you after order flow", "post_purchase"),
        ("urgency emails", "last_chance"),
        ("swipeable cards creatives", "carousel"),
        ("ads featuring real customers", "ugc"),
        ("camping shelters", "tents"),
        ("Sofakampagnen", "sofas"),
        ("Ledersofas", "sofas"),
        ("BFCM2024 emails", "black_friday"),
        ("SneakersLaunch", None),
    ],
)
def test_the_field_has_many_names_for_one_thing(query: str, concept: str | None) -> None:
    found = ask(query, LIFE)
    assert concept is None or concept in found.concepts
    assert found.missing == ()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Mother's Day sneakers", "Mother's Day"),
        ("sneakers in Qatar", "Qatar"),
        ("campagnes au Canada", "Canada"),
        ("kayak retargeting", "kayak"),
        ("HR software", "HR software"),
    ],
)
def test_events_products_and_countries_that_are_not_there_are_missing(query: str, words: str) -> None:
    assert [one.words for one in ask(query).missing] == [words]


def test_a_season_said_by_the_way_is_not_missing() -> None:
    assert ask("winter boots").missing == ()


def test_what_comes_nearest_stands_in_for_an_intent_that_nobody_names() -> None:
    assert ask(
        "sneakers for dormant customers", replace(LIFE, concepts=without(LIFE, "winback"), words={})
    ).concepts == (
        "sneakers",
        "winback",
    )
    bare = replace(LIFE, concepts=without(LIFE, "winback"), words=dict.fromkeys(["sneakers", "loyalty"], 1))
    assert ask("sneakers for dormant customers", bare).concepts == ("sneakers", "loyalty")


def without(vocabulary: Vocabulary, concept: str) -> dict[str, int]:
    return {name: count for name, count in vocabulary.concepts.items() if name != concept}


ABROAD = having(country={"US", "GB", "DE", "AU", "ES", "PT", "BR", "MX", "IE"})


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("tents in the States", ("US",)),
        ("tents down under", ("AU",)),
        ("AUS tents", ("AU",)),
        ("UK+DE tents", ("GB", "DE")),
        ("campaigns in the UK and Germany", ("GB", "DE")),
        ("south america", ("BR",)),
        ("latam campaigns", ("MX", "BR")),
        ("iberia", ("ES", "PT")),
        ("British Isles", ("GB", "IE")),
        ("DACH-Region", ("DE",)),
        ("sneakers us", ("US",)),
        ("the sneakers that brought us sales", ()),
    ],
)
def test_countries_and_regions_by_many_names(query: str, codes: tuple[str, ...]) -> None:
    found = [one.values for one in ask(query, ABROAD).attributes if one.column == "country"]
    assert found == ([codes] if codes else [])


@pytest.mark.parametrize(
    ("query", "concepts", "excluded"),
    [
        ("sneakers -retargeting", ("sneakers",), ("retargeting",)),
        ("sneakers !brand", ("sneakers",), ("brand",)),
        ("sneakers w/o retargeting", ("sneakers",), ("retargeting",)),
        ("no retargeting, sneakers", ("sneakers",), ("retargeting",)),
        ("excluding retargeting, brand or winback", (), ("retargeting", "brand", "winback")),
        ("sneakers, excluding Black Friday and Christmas", ("sneakers",), ("black_friday", "christmas")),
        ("weder Sneaker noch Boots", (), ("sneakers", "boots")),
        ("skip retargeting, show me sneakers", ("sneakers",), ("retargeting",)),
        ("campanhas sem remarketing", (), ("retargeting",)),
    ],
)
def test_what_is_left_out(query: str, concepts: tuple[str, ...], excluded: tuple[str, ...]) -> None:
    found = ask(query)
    assert (found.concepts, found.excluded_concepts, found.period) == (concepts, excluded, None)


@pytest.mark.parametrize(
    ("query", "column", "values"),
    [
        ("brand AND NOT us", "country", ("US",)),
        ("brand AND NOT (us)", "country", ("US",)),
        ("nothing from google", "data_source", ("google_ads",)),
        ("everywhere but the States", "country", ("US",)),
        ("neither paused nor on meta", "data_source", ("meta_business",)),
        ("one-off emails", "campaign_type", ("FLOW",)),
    ],
)
def test_columns_are_left_out(query: str, column: str, values: tuple[str, ...]) -> None:
    assert (column, values, True) in [(one.column, one.values, one.excluded) for one in ask(query, ABROAD).attributes]


@pytest.mark.parametrize(
    ("query", "level"),
    [("facebook ad sets for sneakers", "AD_GROUP"), ("google ad groups", "AD_GROUP"), ("facebook ads", None)],
)
def test_the_kind_behind_a_platform_is_read(query: str, level: str | None) -> None:
    found = ask(query)
    assert (found.level, [one.column for one in found.attributes]) == (level, ["data_source"])


def test_an_objective_that_is_called_so_is_no_metric() -> None:
    found = ask("campaigns optimised for link clicks")
    assert ([one.values for one in found.attributes], found.rankings) == ([("OUTCOME_TRAFFIC",)], ())


def test_sem_is_search_marketing_in_english() -> None:
    assert [one.values for one in ask("sem sneakers").attributes] == [("paid_search",)]


@pytest.mark.parametrize(
    ("query", "corrections"),
    [
        ("emails with open rte above 40%", [("rte", "rate")]),
        ("last change emails", [("change", "chance")]),
        ("snkrs", [("snkrs", "sneakers")]),
        ("clicks in May, lowest first", []),
        ("seasonal campaigns", []),
        ("leather coach battery campaigns", []),
        ("meico", [("meico", "mexico")]),
    ],
)
def test_misread_words_are_told(query: str, corrections: list[tuple[str, str]]) -> None:
    assert [(one.given, one.read_as) for one in ask(query).corrections] == corrections


def test_a_window_of_an_audience_is_no_date() -> None:
    assert ask("site visitors 30d sneakers").period is None
    assert ask("ROAS 30d").period is not None


def test_articles_and_prepositions_are_never_told_as_ignored() -> None:
    assert ask("please show me the sneakers on a roll with the boots").ignored == ("please", "show", "me", "roll")


def test_a_word_inside_a_name_that_is_also_a_country_code_is_no_brand() -> None:
    assert "brand" not in tag_concepts("br_prospeccao_luvas")
    assert key("Zebra Launch") in ask("Zebra Launch").entities


STAYS = having("Lisbon Business Stay", "Porto Family Suites", "Generic Hotels", "Promo #112 Lisbon", "Rome_06")


@pytest.mark.parametrize(
    ("query", "residual", "left_out"),
    [
        ("Lisbon without Business Stay", "lisbon", ("business stay",)),
        ("Porto but not Family Suites", "porto", ("family suites",)),
        ("Porto sin Family Suites", "porto", ("family suites",)),
        ("Porto ohne Family Suites", "porto", ("family suites",)),
        ("video but not Generic Hotels", "", ("generic hotels",)),
        ("neither Rome nor Porto", "", ("rome", "porto")),
        ("everything except Rome", "", ("rome",)),
    ],
)
def test_a_name_of_several_words_is_left_out_as_a_whole(query: str, residual: str, left_out: tuple[str, ...]) -> None:
    found = ask(query, STAYS)
    assert (found.residual, found.excluded_words) == (residual, left_out)


@pytest.mark.parametrize(
    ("query", "residual", "missing"),
    [("#112", "112", []), ("campaign #112", "112", []), ("06", "06", []), ("campaign number 77", "", ["#77"])],
)
def test_a_small_number_can_be_a_part_of_a_name(query: str, residual: str, missing: list[str]) -> None:
    found = ask(query, STAYS)
    assert (found.residual, [one.words for one in found.missing]) == (residual, missing)


@pytest.mark.parametrize(
    ("query", "excluded"),
    [
        ("campaigns with a traffic objective", False),
        ("objective other than traffic", True),
        ("excluding traffic objective", True),
        ("without traffic objective", True),
        ("not optimised for traffic", True),
        ("objective is not traffic", True),
        ("sin objetivo de trafico", True),
        ("ohne Ziel Traffic", True),
    ],
)
def test_objectives_are_asked_for_or_left_out(query: str, *, excluded: bool) -> None:
    found = ask(query)
    told = [(one.column, one.values, one.excluded) for one in found.attributes]
    assert (told, found.metrics) == ([("objective", ("OUTCOME_TRAFFIC",), excluded)], ())


def test_a_list_of_objectives_is_left_out_as_a_whole() -> None:
    [found] = ask("campaigns not aimed at traffic or sales").attributes
    assert (found.values, found.excluded) == (("OUTCOME_TRAFFIC", "OUTCOME_SALES"), True)


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("campaigns that are off", ("PAUSED",)),
        ("which ones are off and about boots", ("PAUSED",)),
        ("currently on", ("ACTIVE", "ENABLED")),
        ("campaigns that are on", ("ACTIVE", "ENABLED")),
        ("Kampagnen, die ausgeschaltet sind", ("PAUSED",)),
        ("campaigns that are on Meta", None),
    ],
)
def test_what_is_on_and_what_is_off(query: str, values: tuple[str, ...] | None) -> None:
    found = [one.values for one in ask(query).attributes if one.column == "status"]
    assert found == ([values] if values else [])


@pytest.mark.parametrize(
    "query",
    ["romantic boots", "cosy boots for travellers", "blue boots", "boots fails", "locals boots", "big boots push"],
)
def test_everyday_words_beside_a_topic_take_nothing_away(query: str) -> None:
    found = ask(query)
    assert (found.concepts, found.missing, found.corrections) == (("boots",), (), ())


@pytest.mark.parametrize(
    ("query", "concepts"),
    [
        ("DROP TABLE", ()),
        ("the boots drop", ("boots", "launch")),
        ("drop", ("launch",)),
        ("a drop in Boots", ("boots",)),
    ],
)
def test_an_everyday_word_is_a_concept_only_beside_what_is_understood(query: str, concepts: tuple[str, ...]) -> None:
    assert ask(query).concepts == concepts


def test_the_wider_intent_stands_in_for_the_narrower_one() -> None:
    assert ask("website visitors").concepts == ("retargeting",)
    assert ask("lookalikes of past visitors").missing == ()
    assert [one.words for one in ask("referral campaigns").missing] == ["referral"]


def test_newsletters_are_emails_where_none_is_called_so() -> None:
    bare = replace(VOCABULARY, concepts=without(VOCABULARY, "newsletter"), words=dict.fromkeys(["boots"], 1))
    found = ask("newsletters about boots", bare)
    assert ([(one.column, one.values) for one in found.attributes], found.missing) == ([("channel", ("email",))], ())


@pytest.mark.parametrize(
    ("query", "concepts", "residual"),
    [
        ("Sommerkampagne", ("summer",), ""),
        ("Sommer", ("summer",), ""),
        ("Osterkampagnen", ("easter",), ""),
        ("Ostern", ("easter",), ""),
        ("Welpen", (), "welpenfutter"),
        ("Welpenkampagne", (), "welpen"),
        ("Stiefelsortiment", ("boots",), ""),
    ],
)
def test_compounds_are_read_by_their_parts(query: str, concepts: tuple[str, ...], residual: str) -> None:
    vocabulary = having("Zahnpflege Aktion", "Welpenfutter Start", "Sommerüberraschung", "Osterhase Mail", "Stiefel")
    if query == "Welpenkampagne":
        vocabulary = having("Welpen Start")
    found = ask(query, vocabulary)
    assert (found.concepts, found.residual, found.missing) == (concepts, residual, ())


@pytest.mark.parametrize(
    "query",
    [
        "people who google us",
        "queries containing the company",
        "searches for our brand",
        "everyone looking for us",
        "Leute, die uns suchen",
        "quienes nos buscan",
        "ceux qui nous cherchent",
    ],
)
def test_who_looks_for_the_shop_itself_is_answered_by_its_brand(query: str) -> None:
    found = ask(query)
    assert (found.concepts, found.attributes, found.missing) == (("brand",), (), ())


def test_a_country_behind_a_platform_is_no_search_for_the_shop() -> None:
    assert [one.column for one in ask("google us boots", ABROAD).attributes][:1] == ["data_source"]
    assert "brand" not in ask("google us boots", ABROAD).concepts


@pytest.mark.parametrize(
    "query",
    ["triggered messages", "behavioural emails", "automated messages", "automatische E-Mails", "mensajes automáticos"],
)
def test_messages_that_a_trigger_sends_are_flows(query: str) -> None:
    told = [(one.column, one.values, one.excluded) for one in ask(query).attributes]
    assert told == [("campaign_type", ("FLOW",), False)]


@pytest.mark.parametrize("query", ["one-off sends", "manual sends", "mass mailings", "sent by hand"])
def test_what_is_sent_once_is_a_message_and_no_flow(query: str) -> None:
    told = [(one.column, one.values, one.excluded) for one in ask(query).attributes]
    assert sorted(told) == [("campaign_type", ("FLOW",), True), ("channel", ("email",), False)]


@pytest.mark.parametrize(
    ("query", "concepts"),
    [
        ("black friday promotions", ("black_friday",)),
        ("Black Friday Angebote", ("black_friday",)),
        ("ofertas de black friday", ("black_friday",)),
        ("black friday flash sale", ("black_friday", "flash_sale")),
        ("promotions", ("sale",)),
    ],
)
def test_a_general_word_of_promotion_adds_nothing_to_an_event(query: str, concepts: tuple[str, ...]) -> None:
    assert ask(query, having("Flash Sale", "Sale")).concepts == concepts


def test_acquisition_alone_is_an_aim_and_beside_a_cost_a_figure() -> None:
    assert (ask("acquisition").concepts, ask("acquisition").rankings) == (("prospecting",), ())
    assert [one.metric for one in ask("lowest cost per acquisition").rankings] == ["cost_per_conversion"]


@pytest.mark.parametrize("query", ["campaigns for traffic", "traffic"])
def test_an_objective_alone_is_known(query: str) -> None:
    assert [one.column for one in ask(query).attributes] == ["objective"]


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("DE_PROS_Boots", "prospecting"),
        ("UK | PROSP | Boots", "prospecting"),
        ("[ACQ] Boots", "prospecting"),
        ("DE_NEU_Boots", "prospecting"),
        ("Neu im Shop", None),
        ("FR-RMK-Boots", "retargeting"),
        ("[RT] Boots", "retargeting"),
        ("Sommerüberraschung", "summer"),
        ("Kerstpakket", "christmas"),
        ("Winterthur", None),
    ],
)
def test_codes_and_compounds_of_names_tell_concepts(name: str, concept: str | None) -> None:
    told = {one for one in tag_concepts(name) if one in {"prospecting", "retargeting", "summer", "christmas", "winter"}}
    assert told == ({concept} if concept else set())


def test_an_everyday_word_written_as_a_part_of_a_name_counts() -> None:
    assert ask("Business Stay", STAYS).residual == "business stay"
    assert ask("how is business with boots", STAYS).residual == ""

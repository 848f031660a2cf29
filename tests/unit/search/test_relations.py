"""How what is asked for hangs together with what is named; expectations made by hand."""

import pytest

from domain.search.interpretation import Interpretation, Kin
from domain.search.shown import filters_of
from domain.search.understanding import understand
from domain.vocabulary import Level
from tests.unit.search.organization import AS_OF, VOCABULARY, key

ZEBRA = "Zebra Launch"


def ask(query: str) -> Interpretation:
    return understand(query, VOCABULARY, AS_OF)


@pytest.mark.parametrize(
    "query",
    [
        "similar to Zebra Launch",
        "what else is like Zebra Launch",
        "what goes with Zebra Launch",
        "everything connected with Zebra Launch",
        "Zebra Launch and its relatives",
        "counterparts of Zebra Launch on Google",
        "how does Zebra Launch compare with similar campaigns",
        "campaigns that resemble Zebra Launch",
        "campañas parecidas a Zebra Launch",
        "lo mismo que Zebra Launch",
        "ähnliche Kampagnen wie Zebra Launch",
        "was passt zu Zebra Launch",
        "campagnes semblables à Zebra Launch",
        "autres campagnes liées à Zebra Launch",
        "campanhas parecidas com Zebra Launch",
        "simlar to Zebra Launch",
    ],
)
def test_others_like_it_are_asked_for_in_many_words(query: str) -> None:
    found = ask(query)
    assert (found.related_to, found.entities, found.kin) == ((key(ZEBRA),), (), None)
    assert found.missing == ()


@pytest.mark.parametrize("query", ["Zebra Launch", "how did Zebra Launch do", "ROAS of Zebra Launch above 2"])
def test_without_such_words_the_entity_itself_is_meant(query: str) -> None:
    found = ask(query)
    assert (found.related_to, found.entities, found.kin) == ((), (key(ZEBRA),), None)


@pytest.mark.parametrize(
    ("query", "shared", "different"),
    [
        ("same product as Zebra Launch", ("product",), ()),
        ("same product and country as Zebra Launch", ("product", "country"), ()),
        ("same product as Zebra Launch on other platforms", ("product",), ("data_source",)),
        ("for the same event as Zebra Launch in other countries", ("event",), ("country",)),
        ("campaigns that share the audience of Zebra Launch", ("audience",), ()),
        ("like Zebra Launch but not on the same platform", (), ("data_source",)),
        ("campañas del mismo producto que Zebra Launch en otros países", ("product",), ("country",)),
        ("Kampagnen mit dem gleichen Produkt wie Zebra Launch", ("product",), ()),
        ("campagnes du même pays que Zebra Launch", ("country",), ()),
        ("campanhas do mesmo evento que Zebra Launch em outras plataformas", ("event",), ("data_source",)),
    ],
)
def test_what_must_be_the_same_and_what_another(
    query: str, shared: tuple[str, ...], different: tuple[str, ...]
) -> None:
    found = ask(query)
    assert (found.related_to, found.shared, found.different) == ((key(ZEBRA),), shared, different)


@pytest.mark.parametrize(
    ("query", "kin", "level"),
    [
        ("parent of ad set Zebra Launch", Kin.ABOVE, None),
        ("parent campaign of Zebra Launch", Kin.ABOVE, Level.CAMPAIGN),
        ("which campaign contains Zebra Launch", Kin.ABOVE, Level.CAMPAIGN),
        ("which campaign does Zebra Launch belong to", Kin.ABOVE, Level.CAMPAIGN),
        ("children of Zebra Launch", Kin.BELOW, None),
        ("everything under campaign Zebra Launch", Kin.BELOW, None),
        ("ad sets under the campaign called Zebra Launch", Kin.BELOW, Level.AD_GROUP),
        ("siblings of ad set Zebra Launch", Kin.BESIDE, None),
        ("ads in the same ad set as Zebra Launch", Kin.BESIDE, Level.AD),
        ("welche Anzeigengruppen gehören zu Zebra Launch", Kin.BELOW, Level.AD_GROUP),
        ("übergeordnete Kampagne von Zebra Launch", Kin.ABOVE, Level.CAMPAIGN),
        ("anuncios dentro de Zebra Launch", Kin.BELOW, Level.AD),
    ],
)
def test_kin_in_the_account(query: str, kin: Kin, level: Level | None) -> None:
    found = ask(query)
    assert (found.related_to, found.kin, found.level) == ((key(ZEBRA),), kin, level)


def test_the_kind_of_what_is_named_is_not_what_is_asked_for() -> None:
    found = ask("ads of ad set Zebra Launch")
    assert (found.entities, found.level) == ((key(ZEBRA),), Level.AD)


def test_a_comparison_is_no_kinship() -> None:
    found = ask("similar to Zebra Launch with ROAS above 3 and CPA under 5")
    assert found.kin is None
    assert [(one.metric, one.value) for one in found.metrics] == [("roas", 3), ("cost_per_conversion", 5)]


def test_what_is_left_out_by_name_is_neither_named_nor_like_it() -> None:
    found = ask("emails but not the Welcome Flow")
    assert (found.entities, found.related_to, found.excluded_concepts) == ((), (), ("welcome",))


def test_relations_are_shown_by_name_and_edited_by_key() -> None:
    shown = filters_of(ask("same product as zebra launch on other platforms"))
    assert [one["text"] for one in shown] == [
        'related to "zebra launch"',
        "the same product",
        "another data source",
    ]
    assert shown[0]["values"] == [key(ZEBRA)]
    assert [one["text"] for one in filters_of(ask("children of Zebra Launch"))] == ['lies in "Zebra Launch"']


@pytest.mark.parametrize(
    "query",
    [
        "UsTofLal1SneakersBfcm24",
        "us tof lal 1 sneakers bfcm 24",
        "us/tof/LAL1/sneakers/BFCM24",
        "US-TOF-LAL1-Sneakers-BFCM24",
    ],
)
def test_a_name_is_found_however_its_words_are_parted(query: str) -> None:
    assert ask(query).entities == (key("US_TOF_LAL1%_Sneakers_BFCM24"),)


@pytest.mark.parametrize(
    ("query", "related"),
    [("Zebra Launch but in Germany", True), ("Zebra Launch pero en Google", True), ("Zebra Launch on Google", False)],
)
def test_a_name_with_a_but_means_what_is_like_it_elsewhere(query: str, related: bool) -> None:  # noqa: FBT001
    assert bool(ask(query).related_to) is related


def test_all_words_of_a_name_in_any_order_are_the_name() -> None:
    assert ask("boots retargeting de").entities == (key("DE | Retargeting | Boots"),)
    assert ask("the campaign boots de retargeting").entities == (key("DE | Retargeting | Boots"),)


def test_a_long_name_is_found_with_two_letters_wrong() -> None:
    found = ask("UsTofLal1SnaekersBfcm24")
    assert found.entities == (key("US_TOF_LAL1%_Sneakers_BFCM24"),)
    assert [one.given for one in found.corrections] == ["UsTofLal1SnaekersBfcm24"]


def test_a_word_of_a_name_is_no_date() -> None:
    assert ask("Winback 90 Days").period is None

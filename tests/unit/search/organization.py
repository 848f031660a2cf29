"""An organization's words for tests: a dozen entities with the names that agencies give."""

from collections import Counter
from datetime import date

from domain.search.concepts import tag_concepts
from domain.search.countries import countries_of
from domain.search.documents import EntityKey
from domain.search.interpretation import Vocabulary
from domain.search.text import name_keys, pieces_of, words_of

AS_OF = date(2025, 3, 19)  # a Wednesday
NAMES = (
    "US_TOF_LAL1%_Sneakers_BFCM24",
    "DE | Retargeting | Boots",
    "Brand Search - Exact",
    "Nonbrand_Running Shoes_FR",
    "Welcome Flow",
    "Abandoned Cart",
    "Summer Sale Newsletter",
    "VIP Early Access BF",
    "Jackets PMax UK",
    "Video Views Trail Collection",
    "Winback 90 Days",
    "Zebra Launch",
)


def key(name: str) -> EntityKey:
    return EntityKey(f"entity:{name}")


def vocabulary() -> Vocabulary:
    words: Counter[str] = Counter()
    for name in NAMES:
        words.update({*words_of(name), *pieces_of(name)})
    return Vocabulary(
        words=words,
        names={one: (key(name),) for name in NAMES for one in name_keys(name)},
        concepts=Counter(concept for name in NAMES for concept in tag_concepts(name)),
        values={
            "data_source": frozenset({"meta_business", "google_ads", "klaviyo"}),
            "channel": frozenset({"paid_search", "paid_social", "email", "performance_max", "video"}),
            "status": frozenset({"ACTIVE", "PAUSED", "ENABLED"}),
            "objective": frozenset({"OUTCOME_SALES", "OUTCOME_TRAFFIC"}),
            "country": frozenset(code for name in NAMES for code in countries_of(name)),
            "campaign_type": frozenset({"FLOW"}),
            "level": frozenset({"CAMPAIGN", "AD_GROUP", "AD", "MESSAGE"}),
        },
    )


VOCABULARY = vocabulary()

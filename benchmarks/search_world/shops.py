"""The organizations: what they sell, where, on which platforms, and how they name campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.search_world.habits import Habit, agency, bracketed, camel, piped, snake, subject_line, underscored

ONLINE = ("summer_sale", "back_to_school", "halloween", "singles_day", "black_friday", "christmas")


@dataclass(frozen=True, slots=True)
class Shop:
    """One organization before anything has happened. `products`: facet value to the words in names."""

    name: str
    language: str
    currency: str
    habit: Habit
    sources: Mapping[str, int]
    """Data source to number of campaigns."""
    products: Mapping[str, str]
    geos: tuple[str, ...]
    events: tuple[str, ...] = ONLINE
    with_ads: tuple[str, ...] = ()
    """Data sources whose rows come by ad."""
    subjects: bool = False
    """Whether emails are named by their subject lines."""
    accounts: Mapping[str, str] = field(default_factory=dict)


SHOPS: tuple[Shop, ...] = (
    Shop(
        name="fitcrate",
        language="en",
        currency="USD",
        habit=underscored,
        sources={"meta_business": 130, "google_ads": 90, "klaviyo": 70, "tiktok_ads": 50},
        products={
            "sneakers": "Sneakers",
            "leggings": "Leggings",
            "hoodies": "Hoodies",
            "backpacks": "Backpacks",
            "water_bottles": "WaterBottles",
        },
        geos=("US", "CA", "UK"),
        with_ads=("meta_business",),
    ),
    Shop(
        name="northpeak",
        language="en",
        currency="USD",
        habit=piped,
        sources={"meta_business": 130, "google_ads": 100, "klaviyo": 90},
        products={
            "tents": "Tents",
            "hiking_boots": "Hiking Boots",
            "jackets": "Jackets",
            "sleeping_bags": "Sleeping Bags",
            "headlamps": "Headlamps",
        },
        geos=("US", "UK", "DE", "AU"),
        with_ads=("google_ads",),
    ),
    Shop(
        name="solena",
        language="es",
        currency="EUR",
        habit=agency,
        sources={"meta_business": 120, "google_ads": 90, "klaviyo": 80},
        products={
            "sneakers": "Zapatillas",
            "dresses": "Vestidos",
            "handbags": "Bolsos",
            "sunglasses": "Gafas de Sol",
            "swimwear": "Bañadores",
        },
        geos=("ES", "MX", "PT"),
    ),
    Shop(
        name="holzwerk",
        language="de",
        currency="EUR",
        habit=bracketed,
        sources={"meta_business": 110, "google_ads": 100, "klaviyo": 60},
        products={"sofas": "Sofas", "tables": "Esstische", "beds": "Betten", "lamps": "Lampen", "rugs": "Teppiche"},
        geos=("DE", "AT", "CH"),
        with_ads=("meta_business",),
    ),
    Shop(
        name="maisonlune",
        language="fr",
        currency="EUR",
        habit=camel,
        sources={"meta_business": 110, "google_ads": 80, "klaviyo": 70},
        products={
            "serum": "Serum",
            "perfume": "Parfum",
            "lipstick": "Rouge a Levres",
            "shampoo": "Shampooing",
            "sunscreen": "Creme Solaire",
        },
        geos=("FR", "BE", "CH"),
    ),
    Shop(
        name="pedalar",
        language="pt",
        currency="EUR",
        habit=snake,
        sources={"meta_business": 120, "google_ads": 100},
        products={
            "bicycles": "bicicletas",
            "helmets": "capacetes",
            "gloves": "luvas",
            "backpacks": "mochilas",
            "tires": "pneus",
        },
        geos=("PT", "BR"),
    ),
    Shop(
        name="brightapps",
        language="en",
        currency="GBP",
        habit=piped,
        sources={"google_ads": 110, "linkedin_ads": 60, "microsoft_ads": 50},
        products={
            "crm": "CRM",
            "invoicing": "Invoicing",
            "payroll": "Payroll",
            "helpdesk": "Helpdesk",
            "time_tracking": "Time Tracking",
        },
        geos=("UK", "IE", "US"),
        events=("webinar", "free_trial", "ebook"),
        with_ads=("google_ads",),
    ),
    Shop(
        name="inkandoat",
        language="en",
        currency="USD",
        habit=subject_line,
        sources={"klaviyo": 170, "meta_business": 100},
        products={
            "coffee": "Coffee",
            "candles": "Candles",
            "notebooks": "Notebooks",
            "tea": "Tea",
            "planners": "Planners",
        },
        geos=("US", "CA"),
        subjects=True,
    ),
)

"""How marketers write what a campaign is about, by language; the first way is the commonest."""

from __future__ import annotations

from datetime import date

INTENTS: dict[str, dict[str, tuple[str, ...]]] = {
    "prospecting": {
        "en": ("Prospecting", "TOF", "Cold", "Acquisition"),
        "es": ("Prospeccion", "Captacion", "TOF"),
        "de": ("Prospecting", "Neukunden"),
        "fr": ("Acquisition", "Prospection"),
        "pt": ("prospeccao", "aquisicao"),
    },
    "retargeting": {
        "en": ("Retargeting", "RTG", "Remarketing", "BOF"),
        "es": ("Remarketing", "Retargeting", "RMK"),
        "de": ("Retargeting", "Remarketing"),
        "fr": ("Reciblage", "Retargeting"),
        "pt": ("remarketing", "retargeting"),
    },
    "loyalty": {
        "en": ("Loyalty", "Existing Customers"),
        "es": ("Fidelizacion", "Clientes"),
        "de": ("Bestandskunden", "Treue"),
        "fr": ("Fidelisation", "Clients"),
        "pt": ("fidelizacao", "clientes"),
    },
    "brand": {"en": ("Brand",), "es": ("Marca",), "de": ("Marke",), "fr": ("Marque",), "pt": ("marca",)},
    "generic": {
        "en": ("Generic", "NonBrand"),
        "es": ("Generico",),
        "de": ("Generisch",),
        "fr": ("Generique",),
        "pt": ("generico",),
    },
}

EVENTS: dict[str, dict[str, tuple[str, ...]]] = {
    "summer_sale": {
        "en": ("Summer Sale", "SummerSale24"),
        "es": ("Rebajas Verano",),
        "de": ("Sommerschlussverkauf", "SSV"),
        "fr": ("Soldes Ete",),
        "pt": ("promocao verao",),
    },
    "back_to_school": {
        "en": ("Back to School", "BTS24"),
        "es": ("Vuelta al Cole",),
        "de": ("Schulanfang",),
        "fr": ("Rentree",),
        "pt": ("volta as aulas",),
    },
    "halloween": dict.fromkeys(("en", "es", "de", "fr", "pt"), ("Halloween",)),
    "singles_day": {
        "en": ("Singles Day", "11.11"),
        "es": ("Dia del Soltero",),
        "de": ("Singles Day",),
        "fr": ("Singles Day",),
        "pt": ("dia dos solteiros",),
    },
    "black_friday": {
        "en": ("Black Friday", "BFCM24", "BFCM"),
        "es": ("Black Friday", "BFCM24"),
        "de": ("Black Friday", "Black Week"),
        "fr": ("Black Friday",),
        "pt": ("black friday",),
    },
    "christmas": {
        "en": ("Christmas", "Xmas", "Holiday Gifts"),
        "es": ("Navidad",),
        "de": ("Weihnachten",),
        "fr": ("Noel",),
        "pt": ("natal",),
    },
    "webinar": {"en": ("Webinar",)},
    "free_trial": {"en": ("Free Trial",)},
    "ebook": {"en": ("Ebook", "Whitepaper")},
}

EVENT_DAYS: dict[str, tuple[date, date]] = {
    "summer_sale": (date(2024, 7, 1), date(2024, 8, 5)),
    "back_to_school": (date(2024, 8, 1), date(2024, 9, 10)),
    "halloween": (date(2024, 10, 10), date(2024, 10, 31)),
    "singles_day": (date(2024, 11, 5), date(2024, 11, 11)),
    "black_friday": (date(2024, 11, 18), date(2024, 12, 2)),
    "christmas": (date(2024, 12, 1), date(2024, 12, 24)),
}

AUDIENCES: dict[str, tuple[str, ...]] = {
    "lookalike": ("LAL1", "Lookalike 3%", "LAL"),
    "interests": ("Interests", "INT"),
    "broad": ("Broad", "Adv+"),
    "cart_abandoners": ("Cart Abandoners", "ATC 7d"),
    "site_visitors": ("Site Visitors", "WV 30d"),
}
AUDIENCES_OF = {
    "prospecting": ("lookalike", "interests", "broad"),
    "retargeting": ("cart_abandoners", "site_visitors"),
}
MATCHES: dict[str, tuple[str, ...]] = {"exact": ("exact",), "broad_match": ("broad",), "phrase": ("phrase",)}

FORMATS: dict[str, tuple[str, ...]] = {
    "video": ("Video 15s", "VID"),
    "carousel": ("Carousel", "CAR"),
    "image": ("Static", "IMG"),
    "ugc": ("UGC", "UGC creator"),
}
"""What an ad looks like."""

THEMES: dict[str, dict[str, tuple[str, ...]]] = {
    "newsletter": {
        "en": ("Weekly Newsletter", "Newsletter"),
        "es": ("Newsletter Semanal", "Boletin"),
        "de": ("Newsletter", "Wochennewsletter"),
        "fr": ("Newsletter Hebdo", "Infolettre"),
    },
    "new_arrivals": {
        "en": ("New Arrivals", "Just landed"),
        "es": ("Novedades",),
        "de": ("Neuheiten",),
        "fr": ("Nouveautes",),
    },
    "restock": {
        "en": ("Back in Stock", "Restock"),
        "es": ("De nuevo en stock",),
        "de": ("Wieder da",),
        "fr": ("De retour en stock",),
    },
    "last_chance": {
        "en": ("Last Chance", "Final Hours"),
        "es": ("Ultima Oportunidad",),
        "de": ("Letzte Chance",),
        "fr": ("Derniere Chance",),
    },
    "vip": {"en": ("VIP Early Access", "VIP"), "es": ("Acceso VIP",), "de": ("VIP Zugang",), "fr": ("Acces VIP",)},
}

FLOWS: dict[str, dict[str, str]] = {
    "welcome": {"en": "Welcome Series", "es": "Bienvenida", "de": "Willkommensserie", "fr": "Serie Bienvenue"},
    "abandoned_cart": {
        "en": "Abandoned Cart",
        "es": "Carrito Abandonado",
        "de": "Warenkorbabbruch",
        "fr": "Panier Abandonne",
    },
    "browse_abandonment": {
        "en": "Browse Abandonment",
        "es": "Navegacion Abandonada",
        "de": "Stöberabbruch",
        "fr": "Navigation Abandonnee",
    },
    "post_purchase": {"en": "Post-Purchase", "es": "Postcompra", "de": "Nach dem Kauf", "fr": "Apres Achat"},
    "winback": {"en": "Win-Back", "es": "Reactivacion", "de": "Rückgewinnung", "fr": "Reconquete"},
    "birthday": {"en": "Birthday", "es": "Cumpleaños", "de": "Geburtstag", "fr": "Anniversaire"},
}

SUBJECTS: dict[str, tuple[str, ...]] = {
    "newsletter": ("{product}, slow mornings and more", "Sunday letter: all about {product}"),
    "new_arrivals": ("Just landed: {product} you will love", "New in: {product} 🎉"),
    "restock": ("{product} are back in stock", "You asked. {product} are back"),
    "last_chance": ("Last chance: 30% off {product}", "⏰ Final hours for {product}"),
    "vip": ("VIP only: early access to {product}", "For our VIPs: {product} before anyone else"),
}
"""Subject lines that serve as names."""

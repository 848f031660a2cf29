"""The same facts of Google Ads in every shape in which people have them: one function for each shape."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
ACCOUNT, HYPHENED = "4817206935", "481-720-6935"
METRICS = (
    "cost_micros",
    "impressions",
    "clicks",
    "conversions",
    "conversions_value",
    "all_conversions",
    "all_conversions_value",
    "view_through_conversions",
)
INT64 = frozenset({"cost_micros", "impressions", "clicks", "view_through_conversions"})


@dataclass(frozen=True)
class Fact:
    """What one campaign did on one day and device; amounts in micros."""

    campaign: int
    day: str
    device: str
    micros: dict[str, int]
    """Every one of `METRICS` times a million, but `cost_micros` and counts as they are."""

    def decimal(self, metric: str) -> Decimal:
        """The figure, exactly, in units."""
        whole = metric in INT64 and metric != "cost_micros"
        return Decimal(self.micros[metric]) / (1 if whole else 1_000_000)

    def value(self, metric: str) -> int | float:
        """The figure as Google's API types it."""
        return self.micros[metric] if metric in INT64 else float(self.decimal(metric))


def camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def _parts(fact: Fact) -> dict[str, Row]:
    """Nested, snake case, with every zero, ids as text."""
    return {
        "customer": {"id": ACCOUNT, "currency_code": "EUR", "resource_name": f"customers/{ACCOUNT}"},
        "campaign": {
            "id": str(fact.campaign),
            "name": f"Campaign {fact.campaign}",
            "advertising_channel_type": "SEARCH",
            "resource_name": f"customers/{ACCOUNT}/campaigns/{fact.campaign}",
        },
        "segments": {"date": fact.day, "device": fact.device},
        "metrics": {name: fact.value(name) for name in METRICS},
    }


def _rest(fact: Fact) -> Row:
    parts = _parts(fact)
    parts["metrics"] = {
        name: str(value) if name in INT64 else value for name, value in parts["metrics"].items() if value
    }
    return {camel(part): {camel(name): value for name, value in fields.items()} for part, fields in parts.items()}


def _flat(fact: Fact, joint: str, spell: Callable[[str], str] = str) -> Row:
    parts = _parts(fact)
    return {
        spell(part) + joint + spell(name): value for part, fields in parts.items() for name, value in fields.items()
    }


MASK = ",".join(["customer.id", "campaign.id", "segments.date", *(f"metrics.{camel(name)}" for name in METRICS)])


def stream(facts: Sequence[Fact]) -> object:
    rows = [_rest(fact) for fact in facts]
    half = len(rows) // 2
    total = {"metrics": {"costMicros": str(sum(fact.micros["cost_micros"] for fact in facts))}}
    return [
        {"results": rows[:half], "fieldMask": MASK, "requestId": "a"},
        {"results": rows[half:], "fieldMask": MASK, "requestId": "a"},
        {"summaryRow": total, "fieldMask": MASK, "requestId": "a"},
    ]


def search_pages(facts: Sequence[Fact]) -> object:
    rows = [_rest(fact) for fact in facts]
    return [
        {"results": rows[:1], "nextPageToken": "x", "totalResultsCount": str(len(rows)), "fieldMask": MASK},
        {"results": rows[1:], "fieldMask": MASK},
    ]


def rows_of_every_zero(facts: Sequence[Fact]) -> object:
    return [_parts(fact) for fact in facts]


def dotted(facts: Sequence[Fact]) -> object:
    return [_flat(fact, ".") for fact in facts]


def dotted_camel(facts: Sequence[Fact]) -> object:
    return [_flat(fact, ".", camel) for fact in facts]


def underscored(facts: Sequence[Fact]) -> object:
    return [_flat(fact, "_") for fact in facts]


def by_hand(facts: Sequence[Fact]) -> object:
    return [
        {
            "customer_id": HYPHENED,
            "campaign_id": fact.campaign,
            "currency": "EUR",
            "date": fact.day,
            "device": fact.device,
            **{name: fact.value(name) for name in METRICS},
        }
        for fact in facts
    ]


def airbyte(facts: Sequence[Fact]) -> object:
    return [
        _flat(fact, ".")
        | {"customer.id": int(ACCOUNT), "campaign.id": fact.campaign, "segments.device": f"Device.{fact.device}"}
        | {"metrics.interaction_event_types": ["InteractionEventType.CLICK"], "metrics.average_cpc": 70000.0}
        | {"_airbyte_raw_id": f"r{place}", "_airbyte_extracted_at": 1_700_000_000, "_airbyte_meta": {"errors": []}}
        for place, fact in enumerate(facts)
    ]


def dlt_nested(facts: Sequence[Fact]) -> object:
    rows = []
    for place, fact in enumerate(facts):
        parts = _parts(fact)
        parts["metrics"] = {name: value for name, value in parts["metrics"].items() if value}
        rows.append({**parts, "_dlt_id": f"d{place}", "_dlt_load_id": "1700000000.1"})
    return rows


def dlt_table(facts: Sequence[Fact]) -> object:
    """Columns of nested names; where a row of the answer lacked a zero there is null."""
    rows = []
    for place, fact in enumerate(facts):
        flat = {name: value or None for name, value in _flat(fact, "__").items()}
        rows.append({**flat, "_dlt_id": f"d{place}", "_dlt_load_id": "1700000000.1"})
    return rows


def fivetran(facts: Sequence[Fact]) -> object:
    return [
        {
            "_fivetran_id": f"f{place}",
            "_fivetran_synced": "2024-06-01 00:00:00",
            "base_campaign": f"customers/{ACCOUNT}/campaigns/1",
            "customer_id": int(ACCOUNT),
            "date": fact.day,
            "device": fact.device,
            "id": fact.campaign,
            **{name: fact.value(name) for name in METRICS},
        }
        for place, fact in enumerate(facts)
    ]


ENGLISH = dict(
    zip(
        METRICS,
        ("Cost", "Impr.", "Clicks", "Conversions", "Conv. value", "All conv.", "All conv. value", "View-through conv."),
        strict=True,
    )
)
GERMAN = dict(
    zip(
        METRICS,
        (
            "Kosten",
            "Impr.",
            "Klicks",
            "Conversions",
            "Conv.-Wert",
            "Alle Conv.",
            "Wert aller Conv.",
            "View-through-Conv.",
        ),
        strict=True,
    )
)
SHOWN_DEVICES = {"DESKTOP": "Computers", "MOBILE": "Mobile phones", "TABLET": "Tablets"}


def shown(number: Decimal, *, whole: bool) -> str:
    """As an English page shows it: thousands apart, two decimals at least."""
    if whole:
        return f"{int(number):,}"
    text = f"{number:,.6f}"
    return text[:-4] + text[-4:].rstrip("0")


def german(text: str) -> str:
    return text.translate(str.maketrans(",.", ".,"))


def english_export(facts: Sequence[Fact]) -> object:
    names = ("Day", "Campaign", "Campaign ID", "Customer ID", "Currency code")
    return [*_export(facts, ENGLISH, names, "Device", str), {"Day": "Total: Account", "Campaign": " --", "Cost": "9"}]


def german_export(facts: Sequence[Fact]) -> object:
    names = ("Tag", "Kampagne", "Kampagnen-ID", "Kundennummer", "Währungscode")
    rows = _export(facts, GERMAN, names, "Gerät", german)
    return [*rows, {"Tag": "Gesamt: Konto", "Kampagne": " --", "Kosten": "9,00"}]


def _export(
    facts: Sequence[Fact], headers: dict[str, str], names: Sequence[str], device: str, spell: Callable[[str], str]
) -> list[Row]:
    rows = []
    for fact in facts:
        who = (fact.day, f"Campaign {fact.campaign}", str(fact.campaign), HYPHENED, "EUR")
        whole = INT64 - {"cost_micros"}
        figures = {headers[name]: spell(shown(fact.decimal(name), whole=name in whole)) for name in METRICS}
        rows.append(
            {
                **dict(zip(names, who, strict=True)),
                device: SHOWN_DEVICES[fact.device],
                **figures,
                "CTR": spell("12.34%"),
            }
        )
    return rows


SHAPES: dict[str, Callable[[Sequence[Fact]], Any]] = {
    shape.__name__: shape
    for shape in (
        stream,
        search_pages,
        rows_of_every_zero,
        dotted,
        dotted_camel,
        underscored,
        by_hand,
        airbyte,
        dlt_nested,
        dlt_table,
        fivetran,
        english_export,
        german_export,
    )
}

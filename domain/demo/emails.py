"""The figures Klaviyo keeps of one message: draws them, ages them, words them."""

from dataclasses import dataclass
from random import Random

from domain.demo.chance import part_of, poisson, settled
from domain.demo.delivery import order_value_cents


@dataclass(frozen=True, slots=True)
class MessageRates:
    """What is expected: shares (0..1) of recipients, delivered, delivered, unique clicks; and USD an order."""

    bounce: float
    open: float
    click: float
    order: float
    order_value: float


@dataclass(frozen=True, slots=True)
class MessageFigures:
    """Counts of one message (of one day, for a flow) with everything attributed; value in cents."""

    recipients: int
    bounced: int
    opens: int
    opens_unique: int
    clicks: int
    clicks_unique: int
    unsubscribes: int
    spam_complaints: int
    conversions: int
    value_cents: int

    def statistics(self, share: float) -> dict[str, float]:
        """Klaviyo's statistics when a `share` (0..1) of the orders is attributed; rates are fractions."""
        delivered = self.recipients - self.bounced
        orders = settled(self.conversions, share)
        return {
            "recipients": self.recipients,
            "delivered": delivered,
            "bounced": self.bounced,
            "opens": self.opens,
            "opens_unique": self.opens_unique,
            "open_rate": round(self.opens_unique / delivered, 6) if delivered else 0.0,
            "clicks": self.clicks,
            "clicks_unique": self.clicks_unique,
            "click_rate": round(self.clicks_unique / delivered, 6) if delivered else 0.0,
            "unsubscribes": self.unsubscribes,
            "spam_complaints": self.spam_complaints,
            "conversions": orders,
            "conversion_value": round(self.value_cents * orders / self.conversions) / 100 if orders else 0.0,
        }


def message_figures(recipients: int, rates: MessageRates, rng: Random) -> MessageFigures:
    """Figures of a message to `recipients` people."""
    bounced = part_of(rng, recipients, rates.bounce)
    delivered = recipients - bounced
    opens_unique = part_of(rng, delivered, rates.open)
    clicks_unique = part_of(rng, opens_unique, rates.click / rates.open)
    orders = part_of(rng, clicks_unique, rates.order)
    return MessageFigures(
        recipients=recipients,
        bounced=bounced,
        opens=opens_unique + poisson(rng, opens_unique * 0.55),
        opens_unique=opens_unique,
        clicks=clicks_unique + poisson(rng, clicks_unique * 0.3),
        clicks_unique=clicks_unique,
        unsubscribes=part_of(rng, delivered, 0.0018),
        spam_complaints=part_of(rng, delivered, 0.00006),
        conversions=orders,
        value_cents=order_value_cents(rates.order_value, orders, rng),
    )

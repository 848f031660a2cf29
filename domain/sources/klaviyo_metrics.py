"""Klaviyo's metrics by name: which of them are deliveries, opens, clicks, and through which channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.normalize.texts import read_texts
from domain.vocabulary import Channel


@dataclass(frozen=True, slots=True)
class Meaning:
    """The counted column that a metric means, and the channel that its name tells."""

    measure: str | None = None
    channel: Channel | None = None


_EMAIL, _SMS, _PUSH, _WHATSAPP = Channel.EMAIL, Channel.SMS, Channel.PUSH, Channel.OTHER
_KNOWN: dict[str, Meaning] = {
    "received email": Meaning("delivered", _EMAIL),
    "opened email": Meaning("opens", _EMAIL),
    "clicked email": Meaning("clicks", _EMAIL),
    "bounced email": Meaning("bounces", _EMAIL),
    "dropped email": Meaning("failed", _EMAIL),
    "marked email as spam": Meaning("spam_complaints", _EMAIL),
    "unsubscribed": Meaning("unsubscribes", _EMAIL),
    "unsubscribed from email marketing": Meaning("unsubscribes", _EMAIL),
    "received sms": Meaning("delivered", _SMS),
    "clicked sms": Meaning("clicks", _SMS),
    "failed to deliver sms": Meaning("failed", _SMS),
    "unsubscribed from sms marketing": Meaning("unsubscribes", _SMS),
    "received push": Meaning("delivered", _PUSH),
    "opened push": Meaning("opens", _PUSH),
    "bounced push": Meaning("bounces", _PUSH),
    "received whatsapp": Meaning("delivered", _WHATSAPP),
    "opened whatsapp": Meaning("opens", _WHATSAPP),
    "clicked whatsapp": Meaning("clicks", _WHATSAPP),
    "failed to deliver whatsapp": Meaning("failed", _WHATSAPP),
}
_CONVERSION = Meaning()
CHANNELS: dict[str, Channel] = {
    "email": _EMAIL,
    "sms": _SMS,
    "text": _SMS,
    "mms": _SMS,
    "push": _PUSH,
    "mobile_push": _PUSH,
    "push-notification": _PUSH,
    "mobile-push": _PUSH,
    "push_notification": _PUSH,
    "whatsapp": _WHATSAPP,
}
"""How a message was sent, in Klaviyo's words."""


def meaning_of(metric: str) -> Meaning:
    """What a metric counts; one that nobody knows is a kind of conversion.

    >>> meaning_of("Opened Email").measure, meaning_of("Placed Order").measure
    ('opens', None)
    """
    return _KNOWN.get(metric.casefold(), _CONVERSION)


def channel_of(sent_by: object) -> str | None:
    """The channel of Klaviyo's word for it; None where nothing is said."""
    word = text_of(sent_by)
    return None if word is None else CHANNELS.get(word.casefold(), Channel.OTHER).value


def text_of(value: object) -> str | None:
    """A text or number as text; blank is missing."""
    return read_texts([value])[0] if isinstance(value, str | int) and not isinstance(value, bool) else None


def part_of(document: object, *names: str) -> object:
    """What lies under a path of names; None where any part is missing."""
    for name in names:
        document = document.get(name) if isinstance(document, Mapping) else None
    return document


def metric_name(told: object) -> str | None:
    """Name of a metric that is told as text, or as an object with a name."""
    return text_of(part_of(told, "name")) or text_of(part_of(told, "attributes", "name")) or text_of(told)

"""How people put the parts of a campaign's name together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Habit = Callable[[Sequence[str], int], str]
"""Words in order (geo, intent, audience, product, event) and a running number, as a name."""
SPACE = re.compile(r"[\s\-]+")


def underscored(parts: Sequence[str], number: int) -> str:
    """US_TOF_LAL1_Sneakers_BFCM24."""
    del number
    return "_".join(SPACE.sub("", part) for part in parts)


def piped(parts: Sequence[str], number: int) -> str:
    """US | Prospecting | Tents; now and then in lower case."""
    name = " | ".join(parts)
    return name.lower() if number % 4 == 0 else name


def bracketed(parts: Sequence[str], number: int) -> str:
    """[Prospecting] Summer sale - shoes - DE."""
    del number
    geo, intent, *rest = parts
    return f"[{intent}] {' - '.join([*reversed(rest), geo])}"


def camel(parts: Sequence[str], number: int) -> str:
    """AcquisitionSerumNoelFR."""
    del number
    geo, *rest = parts
    return "".join(word[:1].upper() + word[1:] for part in rest for word in SPACE.split(part)) + geo


def snake(parts: Sequence[str], number: int) -> str:
    """pt_remarketing_bicicletas_natal."""
    del number
    return "_".join(SPACE.sub("-", part.lower()) for part in parts)


def agency(parts: Sequence[str], number: int) -> str:
    """AG12_ES_Captacion_Zapatillas_BFCM24."""
    return f"AG{number % 90 + 10}_" + "_".join(part.replace(" ", "-") for part in parts)


def subject_line(parts: Sequence[str], number: int) -> str:
    """Coffee Black Friday retargeting (US)."""
    del number
    geo, *rest = parts
    return f"{' '.join(reversed(rest))} ({geo})"

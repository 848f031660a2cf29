"""Which of the things that people did count as `conversions` and `revenue`, and which clicks as `clicks`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase


class TierMode(StrEnum):
    """What to do with the names under which Meta reports one event several times in a row."""

    FIRST_PRESENT = "FIRST_PRESENT"
    """The widest name that is present counts: omni, else the aggregate, else the channel parts."""
    SUM_ALL = "SUM_ALL"
    """All of them are added: right only for exports that hold each event under one name."""


class LastTier(StrEnum):
    """What to do with the channel parts (pixel, on site, app, offline) of one family and row."""

    SUM = "SUM"
    """They are added."""
    DEDUP_EQUAL = "DEDUP_EQUAL"
    """Parts equal in count and value are one event: counted once."""
    MAX = "MAX"
    """The part with the largest count stands for all."""


class Attribution(StrEnum):
    """Which of Meta's attribution windows conversions are read from."""

    DEFAULT = "DEFAULT"
    CLICK_1D = "1D_CLICK"
    CLICK_7D = "7D_CLICK"
    CLICK_28D = "28D_CLICK"
    VIEW_1D = "1D_VIEW"
    CLICK_7D_VIEW_1D = "7D_CLICK_1D_VIEW"

    @property
    def windows(self) -> tuple[str, ...]:
        """Meta's keys of the windows, disjoint, to be added; none for the platform's own value.

        >>> Attribution.CLICK_7D_VIEW_1D.windows
        ('7d_click', '1d_view')
        """
        if self is Attribution.DEFAULT:
            return ()
        return ("7d_click", "1d_view") if self is Attribution.CLICK_7D_VIEW_1D else (self.value.lower(),)

    @property
    def label(self) -> str:
        """What the record's `attribution` says: `default`, `7d_click`, `7d_click+1d_view`."""
        return "+".join(self.windows) or "default"


class ClickBasis(StrEnum):
    """What `clicks` counts for Meta."""

    ALL = "ALL"
    """All clicks, as Ads Manager shows first."""
    LINK = "LINK"
    """Link clicks alone: comparable with Google's clicks."""


class ConversionColumn(StrEnum):
    """Which of Google's columns is `conversions`; its value goes with it."""

    CONVERSIONS = "CONVERSIONS"
    ALL_CONVERSIONS = "ALL_CONVERSIONS"
    CONVERSIONS_BY_CONVERSION_DATE = "CONVERSIONS_BY_CONVERSION_DATE"


@dataclass(frozen=True, slots=True)
class ConversionRules:
    """How platform actions become conversions; the defaults are those a shop expects."""

    primary: tuple[str, ...] = ("purchase",)
    """Families of Meta's actions that count, added."""
    metric_name: str = "Placed Order"
    """Name or id of Klaviyo's conversion metric that totals read."""
    action_types: tuple[str, ...] = ()
    """Meta's action types or Google's conversion actions, lower case, exact or globs; they take the place of families."""
    tier_mode: TierMode = TierMode.FIRST_PRESENT
    last_tier: LastTier = LastTier.SUM
    attribution: Attribution = Attribution.DEFAULT
    click_basis: ClickBasis = ClickBasis.ALL
    conversion_column: ConversionColumn = ConversionColumn.CONVERSIONS

    def wants(self, action_type: str) -> bool:
        """Whether an action type, in lower case, is one of `action_types`.

        >>> ConversionRules(action_types=("offsite_conversion.*",)).wants("offsite_conversion.fb_pixel_lead")
        True
        """
        return any(fnmatchcase(action_type, pattern) for pattern in self.action_types)

    @property
    def primary_name(self) -> str:
        """What counts, in words."""
        return ", ".join(self.action_types) or " or ".join(self.primary)


DEFAULT_RULES = ConversionRules()

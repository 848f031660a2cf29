"""The shop, the days it is asked about, and the shape of one batch of answers."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import exp

SHOP_NAME = "Larkspur Trail Co."
CURRENCY = "USD"
TIMEZONE = "America/New_York"
META_ACCOUNT_ID = "784201936655120"
GOOGLE_CUSTOMER_ID = "4187205936"
KLAVIYO_ACCOUNT_ID = "Tr4Lhd"

RESTATED_DAYS = 7
DAYS_BETWEEN_PULLS = 3
FEWEST_DAYS = 14
SETTLED_AFTER_DAYS = 28

# The account's day ends at 04:00 or 05:00 UTC (New York), so that half past five sees a whole day.
PULL_TIME = time(5, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DemoBatch:
    """One answer of one platform, as `ingest` takes it; `payload` is a JSON value, `observed_at` an instant in UTC."""

    data_source: str
    title: str
    payload: object
    observed_at: datetime
    account_id: str | None = None
    currency: str | None = None
    timezone: str | None = None
    date_range: tuple[date, date] | None = None
    metadata: dict[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Pull:
    """One time the platforms were asked, and the days they were asked about (both inclusive)."""

    label: str
    first_day: date
    last_day: date
    observed_at: datetime

    def covers(self, day: date) -> bool:
        """Whether `day` was asked about."""
        return self.first_day <= day <= self.last_day

    def settled_share(self, day: date) -> float:
        """Share (0..1) of the conversions of `day` that the platforms had attributed when they were asked.

        A day is 85 % complete the morning after, 95 % on the fourth day and whole after four weeks.
        """
        age_days = (self.observed_at.date() - day).days
        return 1.0 if age_days > SETTLED_AFTER_DAYS else 1 - 0.15 * exp(-(age_days - 1) / 2.5)


@dataclass(frozen=True, slots=True)
class DemoWindow:
    """The days the demo is about, both inclusive."""

    first_day: date
    last_day: date

    @classmethod
    def ending(cls, last_day: date, days: int) -> "DemoWindow":
        """The `days` days that end with `last_day`."""
        if days < FEWEST_DAYS:
            message = f"days is {days}. Ask for {FEWEST_DAYS} or more: two pulls with restated days need them."
            raise ValueError(message)
        return cls(last_day - timedelta(days=days - 1), last_day)

    @property
    def day_count(self) -> int:
        """How many days there are."""
        return (self.last_day - self.first_day).days + 1

    @property
    def days(self) -> tuple[date, ...]:
        """Every day, in order."""
        return tuple(self.first_day + timedelta(days=offset) for offset in range(self.day_count))

    @property
    def pulls(self) -> tuple[Pull, Pull]:
        """The first pull of the whole past, and the look-back that follows three days later."""
        seam = self.last_day - timedelta(days=DAYS_BETWEEN_PULLS)
        look_back_from = seam - timedelta(days=RESTATED_DAYS - 1)
        return (
            Pull("first pull", self.first_day, seam, _morning_after(seam)),
            Pull("look-back", look_back_from, self.last_day, _morning_after(self.last_day)),
        )


def _morning_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), PULL_TIME)

"""A clock that stands still until a test moves it."""

from datetime import date, datetime, timedelta


class FixedClock:
    """Implements `domain.ports.Clock`."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def advance(self, step: timedelta) -> None:
        self.moment += step

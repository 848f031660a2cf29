"""Questions whose answer hangs on days: a set to look at while search is built."""

from __future__ import annotations

from benchmarks.search_world.development_d_days import MONTHS, OPEN, QUARTERS, WRITTEN_DAYS
from benchmarks.search_world.development_d_events import EVENTS
from benchmarks.search_world.development_d_languages import LANGUAGES
from benchmarks.search_world.development_d_today import CHATTY, FROM_TODAY
from benchmarks.search_world.questions import Question

QUESTIONS: tuple[Question, ...] = (*WRITTEN_DAYS, *MONTHS, *QUARTERS, *OPEN, *FROM_TODAY, *CHATTY, *EVENTS, *LANGUAGES)

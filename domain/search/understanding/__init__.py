"""Understanding: from a question in plain words to filters, dates, an order, and what it is about."""

from domain.search.understanding.rankings import metric_for
from domain.search.understanding.reading import understand

__all__ = ["metric_for", "understand"]

"""Figures of hits are those of insights: rows of every kind at once, over ranges that cut through their periods."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.metrics import METRIC_NAMES
from domain.reading import RowFilter
from domain.search.entities import IDS, key_of
from domain.search.interpretation import Interpretation
from domain.use_cases.insights import Insights, InsightsRequest
from domain.vocabulary import Level, Period
from tests.searching import searching
from tests.stored import ACME, Row, account, ad, broken, days, message, row

DAYS = st.integers(1, 8).flatmap(lambda first: st.sampled_from([first, (first, first + 2)]))
NUMBERS = st.fixed_dictionaries(
    {
        name: st.sampled_from([None, 0, 3, 2_000])
        for name in ("spend", "impressions", "clicks", "conversions", "revenue")
    }
)
NAMED = st.fixed_dictionaries(
    {
        "campaign_id": st.sampled_from(["c1", "c2"]),
        "campaign_name": st.sampled_from(["Alpha", "Beta", None]),
    }
)
SENT = st.fixed_dictionaries(
    {
        "delivered": st.sampled_from([None, 0, 500]),
        "unique_opens": st.sampled_from([None, 40]),
        "date_basis": st.sampled_from(["SEND", "EVENT"]),
    }
)
ROWS = st.one_of(
    st.builds(lambda on, named, said: row(on, **named, **said), DAYS, NAMED, NUMBERS),
    st.builds(lambda on, named, said: ad(on, **named, **said), DAYS, NAMED, NUMBERS),
    st.builds(lambda on, named, said: broken(on, country="US", **named, **said), DAYS, NAMED, NUMBERS),
    st.builds(lambda on, said: account(on, **said), DAYS, NUMBERS),
    st.builds(lambda on, named, said: message(on, **named, **said), DAYS, NAMED, SENT),
)
PERIODS = st.sampled_from([None, days(1, 31), days(2, 4), days(3, 3), days(20, 25)])
LEVELS = {Level.CAMPAIGN: ("CAMPAIGN", IDS[:3]), Level.AD: ("AD", IDS)}


def _is_active(line: Row) -> bool:
    return any(line[name] for name in ("spend", "impressions", "clicks", "conversions", "revenue", "delivered"))


@settings(max_examples=12, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=10), PERIODS)
def test_figures_of_hits_are_those_of_insights(rows: list[Row], period: Period | None) -> None:
    with TemporaryDirectory() as folder, searching(Path(folder)) as found:
        found.put(*rows)
        insights = Insights(found.store)
        for level, (dimension, names) in LEVELS.items():
            request = InsightsRequest(RowFilter(period=period), (dimension,), limit=1_000)
            told = {key_of([one[name] for name in names]): one for one in insights(ACME, request).rows.to_pylist()}
            hits = found.search(Interpretation("any", level=level), period=period, limit=100).hits
            active = {key for key, line in told.items() if line[names[-1]] and _is_active(line)}
            of_messages = {key for key, line in told.items() if level is Level.AD and line["data_source"] == "klaviyo"}
            assert active - of_messages <= {hit.document.key for hit in hits}
            for hit in hits:
                for metric in METRIC_NAMES:
                    line = told.get(hit.document.key)
                    expected = None if line is None or line[metric] is None else pytest.approx(line[metric])
                    assert hit.metrics[metric] == expected, (level, hit.document.key, metric)

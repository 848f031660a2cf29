"""The bundle's README: what is in it, what was found, and how to begin."""

from __future__ import annotations

from domain.causal.report import CausalReport
from domain.wording import counted

_FILES = """\
| file | what it is |
|---|---|
| `report.html` | to look at: the panel over time, coverage, correlations, the graph; opens in a browser, needs no network |
| `panel.csv`, `panel.parquet` | the panel, the same numbers in both: one row per geo and period, by date, then geo |
| `fill_status.csv` | row by row: `observed`, `zero_filled` (the source was there, nothing happened) or `missing` |
| `dictionary.csv` | every column: role, unit, how days become periods, where it comes from, what null means |
| `roles.json` | which columns a model may use for what |
| `loaders.json` | ready keyword arguments by tool; `notes` and `missing` say what is left to do |
| `graph.gml`, `graph.dot` | the causal graph; its nodes are columns |
| `holidays.csv` | `ds,holiday,country,year` for Prophet and Robyn |
| `findings.json` | what a modeller must know, and what was left out of the panel |
| `correlations.csv`, `summary.csv` | every pair of columns with p, q and n; every column with its mean, spread and VIF |
| `split.json` | train and test periods, folds for cross-validation |
| `provenance.json` | query, rows, SHA-256 of `panel.csv`, watermark, attribution, sums that add up |
"""
_BEGIN = """\
```python
import json, pandas as pd
panel = pd.read_csv("panel.csv")
loaders = json.load(open("loaders.json"))
import statsmodels.formula.api as smf
print(smf.ols(data=panel, **loaders["statsmodels"]["ols"]).fit().summary())
```
"""


def readme(report: CausalReport) -> str:
    """Markdown."""
    period, panel = report.provenance["period"], report.panel
    unit = "weeks" if panel.granularity.value == "WEEK" else "days"
    geos = ", ".join(panel.geos)
    return "\n".join(
        [
            "# Causal export",
            "",
            f"KPI: {report.request.target}. {period['periods']} {unit}, {period['start']} to {period['end']}.",
            f"Geos: {geos}. Currency: {panel.currency or 'not stated'}.",
            "",
            _FILES,
            "## Found",
            "",
            *[f"- {one.severity} {one.code}: {one.message} {one.advice}" for one in report.findings],
            *([] if report.findings else ["Nothing."]),
            "",
            "## Left out, so that nothing is counted twice or made up",
            "",
            *[f"- {one.reason.name}: {counted(one.rows, 'row', 'rows')}, spend {one.spend}" for one in report.excluded],
            *([] if report.excluded else ["Nothing."]),
            "",
            "## To begin",
            "",
            _BEGIN,
            "Ratios (cpm, cpc, ctr) have the role `derived`: they follow the treatment and are never regressors.",
            "",
        ]
    )

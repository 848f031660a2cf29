"""Findings of an export as cards, the gravest first: findings of one kind share a card and its advice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from domain.causal.columns import Role
from domain.causal.finding_kinds import SEVERITY_MEANINGS
from domain.causal.panel import Finding
from domain.causal.picture.wording import plain
from graphql_api.pages.layout import Html, as_html, joined
from graphql_api.pages.numbers import number_of

INFO = list(SEVERITY_MEANINGS)[-1]
SEVERITY_WORDS = {"ERROR": "Error", "REVIEW": "Review", "INFO": "Note"}
NOUNS = {"ERROR": ("error", "errors"), "REVIEW": ("to review", "to review"), "INFO": ("note", "notes")}
SHOWN, MOST_SHOWN = 3, 200
"""Messages of a card that are seen at once, and that it has at all."""
MOST_CODES = 8
_SAID_ANYWAY = {Role.DATE.value, Role.GEO.value}
NOTHING_FOUND = Html('<p class="notice good">Nothing to mend and nothing to review.</p>')


def finding_counts(found: Sequence[Finding]) -> str:
    """How many of each severity."""
    counts = {severity: sum(one.severity == severity for one in found) for severity in SEVERITY_MEANINGS}
    return ", ".join(number_of(count, *NOUNS[severity]) for severity, count in counts.items() if count)


def findings(found: Sequence[Finding]) -> Html:
    """What needs a look as cards; notes under one line that opens."""
    cards = list(by_kind(found))
    serious = [card(kind) for kind in cards if kind[0].severity != INFO]
    notes = [kind for kind in cards if kind[0].severity == INFO]
    first = Html(f'<ul class="findings">{joined(serious)}</ul>') if serious else NOTHING_FOUND
    if not notes:
        return first
    count = number_of(sum(map(len, notes)), "note")
    summary = f"{count}: worth knowing, nothing to mend"
    return joined([first, opening(summary, Html(f'<ul class="findings">{joined(card(kind) for kind in notes)}</ul>'))])


def by_kind(found: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Findings of one severity, code and advice together: by severity, then in the order in which they were found."""
    order = {severity: place for place, severity in enumerate(SEVERITY_MEANINGS)}
    first = {kind_of(one): -place for place, one in reversed(list(enumerate(found)))}

    def rank(one: Finding) -> tuple[int, int]:
        return order[one.severity], -first[kind_of(one)]

    yield from (list(kind) for _, kind in groupby(sorted(found, key=rank), key=kind_of))


def kind_of(finding: Finding) -> tuple[str, str, str]:
    """What findings of one card have in common."""
    return finding.severity, finding.code, finding.advice


def card(kind: Sequence[Finding]) -> Html:
    """How serious, what, where, and what to do."""
    first = kind[0]
    title = plain(first.code.lower()).replace("Kpi", "KPI").replace("vif", "VIF")
    count = Html(f' <span class="count">{len(kind):,} times</span>') if len(kind) > 1 else Html("")
    return Html(
        f'<li class="finding {first.severity.lower()}"><p class="what"><span class="severity">'
        f"{SEVERITY_WORDS[first.severity]}</span> <strong>{as_html(title)}</strong>{count}</p>"
        f'{messages(kind)}<p class="advice">{with_code(first.advice)}</p></li>'
    )


def messages(kind: Sequence[Finding]) -> Html:
    """One message as it is; of several the first ones, and the others behind a line that opens."""
    if len(kind) == 1:
        return joined([Html(f"<p>{with_code(kind[0].message)}</p>"), columns(kind[0])], "")
    shown, rest = kind[:SHOWN], kind[SHOWN:MOST_SHOWN]
    beyond = len(kind) - MOST_SHOWN
    more = opening(f"{len(kind) - SHOWN:,} more of these", listed(rest, beyond)) if rest else Html("")
    return joined([listed(shown), more], "")


def listed(found: Sequence[Finding], beyond: int = 0) -> Html:
    """Messages as a list, the number of those beyond it last."""
    lines = [Html(f"<li>{with_code(one.message)}</li>") for one in found]
    if beyond > 0:
        lines.append(Html(f"<li>and {beyond:,} more in <code>findings</code></li>"))
    return Html(f'<ul class="messages">{joined(lines, "")}</ul>')


def columns(finding: Finding) -> Html:
    """The columns that it is about, those that its message does not name."""
    said = finding.message
    names = [name for name in finding.columns if name not in _SAID_ANYWAY and name not in said]
    if not names:
        return Html("")
    codes: list[str] = [Html(f"<code>{as_html(name)}</code>") for name in names[:MOST_CODES]]
    if len(names) > MOST_CODES:
        codes.append(f"and {len(names) - MOST_CODES:,} more")
    return Html(f'<p class="columns">{joined(codes, " ")}</p>')


def opening(summary: str, inside: Html) -> Html:
    """Something that opens."""
    return Html(f'<details class="more"><summary>{as_html(summary)}</summary>{inside}</details>')


def with_code(text: str) -> Html:
    """The text, what stands between backticks as code.

    >>> with_code("Send `population`, e.g. {}.")
    'Send <code>population</code>, e.g. {}.'
    """
    parts = escape(text).split("`")
    if len(parts) % 2 == 0:
        return as_html(text)
    return Html("".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts)))

"""GraphQL and JSON in colour, for code that a page shows; a browser's textContent gives it back as it was."""

import json
import re
from typing import Final

from graphql_api.pages.layout import Html, as_html, joined

LINE_LENGTH: Final = 48  # without the key before it
TOKENS: Final = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<key>"[^"\n]*"(?=:))
  | (?P<string>"[^"\n]*")
  | (?P<variable>\$\w+)
  | (?P<keyword>\b(?:query|mutation|fragment|on|true|false|null)\b)
  | (?P<number>-?\b\d+(?:\.\d+)?\b)
  | (?P<type>\b[A-Z]\w*)
    """,
    re.VERBOSE,
)


def coloured(code: str) -> Html:
    """The code with a span around each word that has a colour.

    >>> coloured("query A")
    '<span class="keyword">query</span> <span class="type">A</span>'
    """
    parts: list[str] = []
    end = 0
    for match in TOKENS.finditer(code):
        parts += [as_html(code[end : match.start()]), span(match)]
        end = match.end()
    return joined([*parts, code[end:]], between="")


def readable_json(value: object, indent: str = "") -> str:
    """JSON in which whatever fits into a line stays in one line (json_view.js writes answers the same way).

    >>> print(readable_json({"input": {"groupBy": ["CAMPAIGN"], "filter": {"campaignIds": ["camp_001", "camp_002"]}}}))
    {
      "input": {
        "groupBy": ["CAMPAIGN"],
        "filter": {"campaignIds": ["camp_001", "camp_002"]}
      }
    }
    """
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= LINE_LENGTH:
        return line
    deeper = indent + "  "
    match value:
        case dict():
            parts = [f"{json.dumps(key)}: {readable_json(part, deeper)}" for key, part in value.items()]
        case list() | tuple():
            parts = [readable_json(part, deeper) for part in value]
        case _:
            return line
    inside = f",\n{deeper}".join(parts)
    return f"{line[0]}\n{deeper}{inside}\n{indent}{line[-1]}"


def span(match: re.Match[str]) -> Html:
    """One word in its colour."""
    return Html(f'<span class="{match.lastgroup}">{as_html(match.group())}</span>')

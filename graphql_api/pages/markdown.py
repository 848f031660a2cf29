"""Markdown of the docs folder as HTML: no raw HTML, headings one can link to, tables that scroll by themselves."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from graphql_api.pages.code_view import coloured
from graphql_api.pages.layout import Html, as_html

COLOURED_LANGUAGES: Final = {"graphql", "json"}
TABLE_FRAME: Final = '<div class="table" role="group" aria-label="Table" tabindex="0">'


def coloured_fence(code: str, language: str, _attributes: str) -> str:
    """A fenced block's code; "" leaves it to the parser, which escapes it."""
    return coloured(code) if language in COLOURED_LANGUAGES else ""


PARSER: Final = MarkdownIt("commonmark", {"html": False, "highlight": coloured_fence}).enable(
    ["table", "strikethrough"]
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's HTML, and the text of its first heading if it has one."""

    title: str | None
    html: Html


def render_markdown(text: str) -> Rendered:
    """The whole text as HTML."""
    tokens = PARSER.parse(text)
    titles = [text_of(inline) for opening, inline in headings(tokens)]
    name_headings(tokens)
    html = PARSER.renderer.render([token for old in tokens for token in adapted(old)], PARSER.options, {})
    return Rendered(titles[0] if titles else None, Html(html))


def headings(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """(opening tag, content) of each heading."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            yield opening, inline


def text_of(inline: Token) -> str:
    """The words without their markup."""
    return "".join(child.content for child in inline.children or () if child.type in {"text", "code_inline"})


def name_headings(tokens: list[Token]) -> None:
    """Gives each heading an id, as code hosts do, and a link to itself."""
    seen: Counter[str] = Counter()
    for opening, inline in headings(tokens):
        slug = slug_of(text_of(inline))
        name = f"{slug}-{seen[slug]}" if seen[slug] else slug
        seen[slug] += 1
        opening.attrSet("id", name)
        anchor = f'<a class="anchor" href="#{as_html(name)}" aria-label="Link to this section">#</a>'
        inline.children = [*(inline.children or ()), raw_token("html_inline", anchor)]


def slug_of(text: str) -> str:
    """The id of a heading.

    >>> slug_of("What `asOf` means, and why")
    'what-asof-means-and-why'
    """
    return re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-")


def adapted(token: Token) -> Iterator[Token]:
    """A token as our pages take it: tables in a frame, alignment as a class (the page's policy forbids inline styles)."""
    if token.type == "table_open":
        yield raw_token("html_block", TABLE_FRAME)
    if style := token.attrs.pop("style", None):
        token.attrSet("class", str(style).replace("text-align:", "align-"))
    yield token
    if token.type == "table_close":
        yield raw_token("html_block", "</div>\n")


def raw_token(kind: str, html: str) -> Token:
    """HTML of ours among the tokens."""
    return Token(kind, "", 0, content=html)

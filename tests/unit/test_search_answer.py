"""How an answer of search is laid out on pages of several widths."""

import io

import pytest
from rich.console import Console

from graphql_api.commands.search_answer import print_answer
from graphql_api.local.found_lines import FoundColumn, FoundLine, FoundLines

COLUMNS = [FoundColumn("spend", "USD"), FoundColumn("ROAS", None), FoundColumn("cost per conversion", "USD")]
LONG = "US | Search | Hiking Jackets and Boots for Winter"
ANSWER = FoundLines(
    COLUMNS,
    [
        FoundLine(
            LONG, "campaign", "Google Ads", ["13,655", "2.45", "9.10"], ["CPC 1.82 USD, highest of 14 campaigns"]
        ),
        FoundLine("[bold]Brand", "ad", "Meta Business", ["-", "10.00", "-"], ["Named exactly", "Holds brand"]),
    ],
    25,
    ["in October 2026", "by CPC, highest first"],
    "Search is still taking up records that changed.",
)


def printed(width: int, answer: FoundLines = ANSWER, *, terminal: bool = True) -> list[str]:
    out = io.StringIO()
    print_answer(Console(file=out, width=width, force_terminal=terminal, color_system=None, highlight=False), answer)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_nothing_is_wider_than_the_page_and_no_figure_is_cut(width: int) -> None:
    lines = printed(width)
    assert max(map(len, lines)) <= width
    text = " ".join(" ".join(lines).split())
    for figure in ("13,655", "2.45", "9.10", "10.00", "2 of 25 found", "[bold]Brand"):
        assert figure in text


def test_figures_stand_below_their_headings() -> None:
    rows = [line for line in printed(100) if line.startswith(("1.  ", "2.  "))]
    first, second = rows
    assert first.index("2.45") + len("2.45") == second.index("10.00") + len("10.00")
    assert second.split()[-3:] == ["-", "10.00", "-"]


def test_a_narrow_page_gets_a_list_without_missing_figures() -> None:
    text = " ".join(" ".join(printed(40)).split())
    assert f"1. {LONG}: Google Ads, spend 13,655 USD, ROAS 2.45, cost per conversion 9.10 USD; CPC 1.82 USD" in text
    assert "2. [bold]Brand: Meta Business, ROAS 10.00; Named exactly; Holds brand" in text


def test_a_pipe_gets_each_reason_on_one_line() -> None:
    assert f"1. {LONG}: CPC 1.82 USD, highest of 14 campaigns" in printed(60, terminal=False) + printed(
        90, terminal=False
    )


def test_levels_are_told_where_they_differ() -> None:
    assert any("level" in line.split() for line in printed(140))
    alike = FoundLines(COLUMNS, ANSWER.hits[:1], 1, [], None)
    assert not any("level" in line.split() for line in printed(140, alike))


def test_without_hits_only_what_was_understood_is_said() -> None:
    lines = printed(80, FoundLines([], [], 0, ["about socks"], "No document holds socks."))
    assert lines == ["Understood: about socks", "Note: No document holds socks."]

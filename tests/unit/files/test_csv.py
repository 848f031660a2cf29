"""Tables in text: where the header is, what the cells are, and which lines do not fit."""

import io

import pytest

from domain.errors import UnreadableBatchError
from domain.files.formats import read_parts
from domain.files.parts import MisfitRow


def read(content: bytes) -> list[object]:
    return [row for part in read_parts(io.BytesIO(content)) for row in part.content]


def lines(content: bytes) -> list[int]:
    return [line for part in read_parts(io.BytesIO(content)) for line in part.lines]


def test_cells_stay_the_text_that_they_are() -> None:
    content = b'campaign_id,spend,note\n0120210000000000123,"1,234.50",\n1e5,007, x \n'
    assert read(content) == [
        {"campaign_id": "0120210000000000123", "spend": "1,234.50", "note": ""},
        {"campaign_id": "1e5", "spend": "007", "note": " x "},
    ]


def test_titles_above_the_header_are_no_rows_and_totals_below_are_left_to_the_source() -> None:
    content = (
        b'Campaign report\n"January 1, 2024 - January 31, 2024"\n'
        b'Campaign,Cost,Impr.\nBrand,"1,234.56",10\nTotal: Campaigns,"1,234.56",10\n'
    )
    assert read(content) == [
        {"Campaign": "Brand", "Cost": "1,234.56", "Impr.": "10"},
        {"Campaign": "Total: Campaigns", "Cost": "1,234.56", "Impr.": "10"},
    ]
    assert lines(content) == [4, 5]


def test_titles_that_a_spreadsheet_padded_to_the_width_of_the_table_are_no_header() -> None:
    content = b"Campaign report,,\nJan 2024,,\nCampaign,Cost,Clicks\nBrand,1.5,3\n"
    assert read(content) == [{"Campaign": "Brand", "Cost": "1.5", "Clicks": "3"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_table_is_read_in_whatever_it_is_written(encoding: str, delimiter: str, newline: str) -> None:
    table = [["Kampagne", "Kosten", "Klicks"], ["Größe", '"1,50"', "3"], ["Été | rot".replace("|", "-"), '"2,00"', "4"]]
    content = newline.join(delimiter.join(row) for row in table).encode(encoding)
    assert read(content) == [
        {"Kampagne": "Größe", "Kosten": "1,50", "Klicks": "3"},
        {"Kampagne": "Été - rot", "Kosten": "2,00", "Klicks": "4"},
    ]


def test_decimal_commas_without_quotes_do_not_make_commas_the_separator() -> None:
    assert read(b"Tag;Kosten;Wert\n2024-01-01;1,50;2,25\n2024-01-02;3,00;4,75\n") == [
        {"Tag": "2024-01-01", "Kosten": "1,50", "Wert": "2,25"},
        {"Tag": "2024-01-02", "Kosten": "3,00", "Wert": "4,75"},
    ]


def test_a_quoted_cell_may_hold_separators_quotes_and_line_breaks() -> None:
    content = b'name,spend\n"a ""b"", c\nd",1\nlast,2\n'
    assert read(content) == [{"name": 'a "b", c\nd', "spend": "1"}, {"name": "last", "spend": "2"}]
    assert lines(content) == [2, 4]


def test_of_columns_of_one_name_the_first_keeps_it_and_none_is_lost() -> None:
    assert read(b"Cost,Cost,,Cost\n1,2,3,4\n") == [{"Cost": "1", "Cost (2)": "2", "column 3": "3", "Cost (3)": "4"}]


def test_blank_lines_are_no_rows() -> None:
    content = b"\n\na,b\n\n1,2\n , \n\n3,4\n\n"
    assert read(content) == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]
    assert lines(content) == [5, 8]


def test_a_line_of_another_width_is_told_and_the_others_are_read() -> None:
    rows = read(b"a,b,c\n1,2,3\n1,2\n1,2,3,4\n5,6,7\n")
    assert rows[0] == {"a": "1", "b": "2", "c": "3"}
    assert rows[3] == {"a": "5", "b": "6", "c": "7"}
    assert [row.detail for row in rows if isinstance(row, MisfitRow)] == [
        "The line has 2 cells, and the header has 3.",
        "The line has 4 cells, and the header has 3.",
    ]


def test_a_quote_in_the_wrong_place_spoils_its_line_alone() -> None:
    first, second = read(b'a,b\n"x"y,2\n3,4\n')
    assert isinstance(first, MisfitRow)
    assert first.detail.startswith("The line cannot be read:")
    assert second == {"a": "3", "b": "4"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "It is empty."),
        (b"\xef\xbb\xbf \n\n", "It is empty."),
        (b"hello", "No line looks like the header of a table; the first line is 'hello'."),
        (b"1,2\n3,4\n", "No line looks like the header of a table; the first line is '1,2'."),
        (b'a,b\n1,"2\n3,4\n', "The quote that opens in line 2 has no end."),
        (b"a,b\n\x81,\x8d\n", "It is neither UTF-8, UTF-16 nor Windows-1252 text."),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableBatchError) as refused:
        read(content)
    assert refused.value.message == said


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert read(b"Campaign,Cost\n") == []


def test_a_long_cell_is_a_cell() -> None:
    assert read(b"a,b\n" + b"x" * 300_000 + b",2\n") == [{"a": "x" * 300_000, "b": "2"}]


def test_a_long_table_comes_in_parts_that_name_their_lines() -> None:
    content = b"a,b\n" + b"".join(b"%d,x\n" % number for number in range(25_000))
    parts = list(read_parts(io.BytesIO(content)))
    assert [len(part.content) for part in parts] == [10_000, 10_000, 5_000]
    assert [part.lines[0] for part in parts] == [2, 10_002, 20_002]

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.renderers.text import (
    FILE_LINES,
    TerminalText,
    cells,
    csv_row,
    html_text,
    json_text,
    line_text,
    log_text,
    plain_number,
    visible,
    without_commands,
    xml_text,
)

ANY_TEXT = st.text(st.characters(), max_size=300)
UTF8 = TerminalText()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, with ünïcödé and 漢字", "plain, with ünïcödé and 漢字"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x9b31m", r"\x9b31m"),
        ("a\rb\x08c\x7f", r"a\rb\x08c\x7f"),
        ("user\u202etxt.exe", r"user\u202etxt.exe"),
        ("in\u200bvisible\ufeff", r"in\u200bvisible\ufeff"),
        ("\ud800", r"\ud800"),
        ("\U000e0041tag", r"\U000e0041tag"),
        ("heart \u2764\ufe0f", "heart \u2764\\ufe0f"),
        ("odd\u00a0space\u2028", r"odd\xa0space\u2028"),
        ("line\nand\ttab", "line\nand\ttab"),
    ],
)
def test_what_leaves_no_ink_is_shown_as_its_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_marks_are_kept_on_their_letter_but_not_piled_up_nor_without_one() -> None:
    assert visible("e\u0301") == "e\u0301"
    assert visible("z" + "\u0301" * 5) == "z" + "\u0301" * 3 + r"\u0301" * 2
    assert visible("a\n\u0301b") == "a\n\\u0301b"


@given(ANY_TEXT)
def test_visible_text_has_nothing_but_ink_spaces_newlines_and_tabs(text: str) -> None:
    for char in visible(text):
        assert char in "\n\t" or char.isprintable()
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or char in "\n\t"


@given(ANY_TEXT)
def test_making_text_visible_twice_is_the_same_as_once(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("::set-output name=a::b", r"\::set-output name=a::b"),
        ("  ::error::x", r"  \::error::x"),
        ("std::vector", "std::vector"),
        ("x ##[group]y", r"x #\#[group]y"),
        ("##vso[task.setvariable]z", r"#\#vso[task.setvariable]z"),
        ("## A heading", "## A heading"),
    ],
)
def test_no_line_is_taken_for_a_command_by_a_ci_system(line: str, shown: str) -> None:
    assert without_commands(line) == shown


def test_a_command_does_not_come_to_the_start_of_a_row_by_wrapping() -> None:
    rows = UTF8.rows("word " * 4 + "::stop-commands::x", width=20, limit=5, wrap=5)
    assert rows == ["word word word word", r"\::stop-commands::x"]


@given(
    ANY_TEXT, st.integers(20, 90), st.integers(4, 12), st.integers(2, 4), st.sampled_from(["utf-8", "ascii", "latin-1"])
)
def test_rows_fit_their_width_and_number_and_encoding(
    text: str, width: int, limit: int, tail: int, encoding: str
) -> None:
    rows = TerminalText(encoding=encoding).rows(text, width=width, limit=limit, tail=tail, wrap=2)
    assert len(rows) <= limit + 1
    for row in rows:
        assert cells(row) <= width
        assert not row.lstrip().startswith("::")
        assert not re.search(r"##[A-Za-z]*\[", row)
        row.encode(encoding)


def test_a_text_that_fits_is_kept_whole() -> None:
    assert UTF8.rows("one\n\n  two\n", width=20, limit=3) == ["one", "", "  two"]


def test_a_long_line_is_cut_with_a_count() -> None:
    assert UTF8.row("x" * 1_000, width=20) == "xxxxxxxx… 992 more"
    assert cells(UTF8.row("漢" * 1_000, width=20)) <= 20


def test_many_lines_keep_both_ends_with_a_count_between() -> None:
    text = "\n".join(map(str, range(100)))
    assert UTF8.rows(text, width=40, limit=4, tail=2) == ["0", "1", "… 96 more lines", "98", "99"]


def test_the_heading_of_an_end_that_is_kept_is_kept_with_it() -> None:
    sent = [f"  sent {number}" for number in range(20)]
    came = [f"  came {number}" for number in range(20)]
    rows = UTF8.rows("\n".join(["It is wrong.", *sent, "what came back", *came]), width=40, limit=10, tail=5)
    assert rows == [
        *("It is wrong.", "  sent 0", "  sent 1", "  sent 2", "  sent 3"),
        *("… 16 more lines", "what came back", "… 17 more lines"),
        *("  came 17", "  came 18", "  came 19"),
    ]
    below_the_beginning = UTF8.rows("\n".join(["what came back", *came]), width=40, limit=10, tail=5)
    assert [row for row in below_the_beginning if not row.startswith(" ")] == ["what came back", "… 11 more lines"]


def test_a_wrapped_row_goes_on_below_where_its_text_began() -> None:
    assert UTF8.rows("  gave      one two three four", width=24, limit=3, wrap=3) == [
        "  gave      one two",
        "            three four",
    ]


def test_tabs_go_to_the_next_stop_by_columns() -> None:
    assert UTF8.rows("漢字\tx", width=40, limit=1) == ["漢字    x"]


def test_wide_characters_and_marks_are_measured() -> None:
    assert cells("漢字") == 4
    assert cells("e\u0301") == 1


@given(ANY_TEXT)
def test_json_is_printable_ascii_and_loses_nothing(text: str) -> None:
    written = json_text({"text": text})
    assert re.fullmatch(r"[ -~]*", written)
    assert "##" not in written
    pairs_joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert json.loads(written) == {"text": pairs_joined}


def test_json_refuses_what_it_cannot_carry() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text(float("nan"))


def test_text_for_a_file_is_bounded_with_a_count() -> None:
    text = xml_text("y" * 3_000 + "\n" * (FILE_LINES + 10))
    assert "... 1,000 more characters\n" in text
    assert text.endswith("... 11 more lines")


@given(ANY_TEXT)
def test_a_log_gets_visible_lines_and_no_commands(text: str) -> None:
    for line in log_text(text).split("\n"):
        assert line.isprintable()
        assert not line.lstrip().startswith("::")
        assert not re.search(r"##[A-Za-z]*\[", line)


class Seen(HTMLParser):
    """What a browser would make of a piece of HTML: text, elements, attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, attrs))


@given(ANY_TEXT)
def test_html_shows_the_text_and_has_no_element_of_it(text: str) -> None:
    page = Seen()
    page.feed(f'<p title="{html_text(text)}">{html_text(text)}</p>')
    page.close()
    assert page.text == log_text(text)
    assert page.elements == [("p", [("title", log_text(text))])]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\t=1", "'        =1"),
        ("\r=1", r"\r=1"),
        ("\uff1d1", "'\uff1d1"),
        ('a,"b"\n=1', r'a,"b"\n=1'),
        ("\x00=1", r"\x00=1"),
    ],
)
def test_a_text_in_csv_is_one_line_and_no_formula(text: str, cell: str) -> None:
    assert list(csv.reader(io.StringIO(csv_row([text, 1, -2.5])))) == [[cell, "1", "-2.5"]]


@given(st.lists(ANY_TEXT | st.integers(), min_size=1, max_size=4))
def test_a_csv_record_reads_back_as_one_with_as_many_cells(values: list[str | float]) -> None:
    row = csv_row(values)
    assert row.endswith("\r\n")
    assert row[:-2].isprintable()
    (record,) = csv.reader(io.StringIO(row))
    assert len(record) == len(values)
    for value, cell in zip(values, record, strict=True):
        if isinstance(value, str):
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@"))


@given(ANY_TEXT)
def test_a_line_is_one_visible_line_of_bounded_length_and_no_command(text: str) -> None:
    line = line_text(text, limit=20)
    assert line.isprintable()
    assert not line.lstrip().startswith("::")
    assert len(line) <= 20 * len(r"\U0010ffff") + len("...")
    assert line.endswith("...") or len(text) <= 20


@pytest.mark.parametrize(("value", "written"), [(3.0, "3"), (3, "3"), (2.5, "2.5"), (1e300, "1e+300"), (0.0, "0")])
def test_a_number_is_written_as_short_as_it_gets(value: float, written: str) -> None:
    assert str(plain_number(value)) == written

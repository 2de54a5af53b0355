import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.language.plain import LINE, NOTE, harmless, many_lines, one_line

HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "a [/]\\\x1b\x9b\x00\r\n\t\u2028\u202e\u200b\u0301\u0300\u0345\u0591\u00ad\u034f\xa0е́й\ufeff😀"
        ),
        st.characters(),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  А\r\nБ\tВ\u202eг\x1b[2J\u200bд ", "А Б В\ufffdг\ufffd[2Jд"),
        ("и\u0306", "й"),
        ("ACME [/foo]", "ACME [/foo]"),
        ("a\\[b]", "a\\[b]"),
        ("ООО\xa0«Ромашка»", "ООО «Ромашка»"),
        ("e" + "\u0301" * 30, "é\u0301\u0301"),
        ("\x1b]52;c;QQ==\x07z", "\ufffd]52;c;QQ==\ufffdz"),
        ("\x9b31mred", "\ufffd31mred"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("", ""),
    ],
)
def test_a_name_is_one_line_that_a_terminal_does_not_obey(text: str, name: str) -> None:
    assert one_line(text) == name


def test_a_name_is_cut_where_it_is_longer_than_asked() -> None:
    assert len(one_line("я" * 999)) == LINE
    assert one_line("one two three", 8) == "one two…"


def test_a_note_keeps_its_lines() -> None:
    assert many_lines("one\r\n\r\n two\x1b  \n\n") == "one\n\n two\ufffd"
    assert len(many_lines("я" * 99_999)) == NOTE


def test_a_formatted_text_keeps_the_spaces_that_forbid_a_break() -> None:
    assert harmless("1\xa0000\xa0₽") == "1\xa0000\xa0₽"


@given(HOSTILE)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    for clean in (harmless(text), one_line(text), many_lines(text).replace("\n", "")):
        assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in clean)
        assert not any(
            unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
            for c in clean
        )


@given(HOSTILE, st.integers(1, 30))
def test_cleaning_twice_is_cleaning_once(text: str, limit: int) -> None:
    assert harmless(harmless(text)) == harmless(text)
    assert one_line(one_line(text, limit), limit) == one_line(text, limit)
    assert many_lines(many_lines(text)) == many_lines(text)


@given(HOSTILE, st.integers(1, 30))
def test_a_name_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(one_line(text, limit)) <= limit

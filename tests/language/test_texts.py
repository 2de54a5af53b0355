from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit import language
from cockpit.language import N_, catalogue, t, tell, tn
from cockpit.language.texts import Shown
from cockpit.method.money import Money
from cockpit.method.sentence import Sentence, say, say_count
from tools.catalogues import StableCatalog, write_compiled

AMOUNTS = st.builds(Money, st.integers(), st.text(max_size=4))
LEAVES = st.one_of(
    st.text(), st.integers(), st.floats(), st.dates(), st.datetimes(), AMOUNTS, st.lists(AMOUNTS, max_size=3).map(tuple)
)
SENTENCES: st.SearchStrategy[Sentence] = st.recursive(
    st.builds(lambda value: say("it is {x}, {missing}", x=value), LEAVES),
    lambda inner: st.builds(lambda x, n: say_count("{n} and {x}", "{n} ands {x}", n, x=x), inner, st.integers()),
    max_leaves=4,
)


@pytest.fixture
def russian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small catalogue of its own, so that no wording of the product is held fast here."""
    catalog = StableCatalog(locale="ru")
    catalog.add("Hello, {name}", "Здравствуйте, {name}")
    catalog.add(("{n} client", "{n} clients"), ("{n} клиент", "{n} клиента", "{n} клиентов"))
    catalog.add("paid {money} on {day}", "{day} оплачено {money}")
    catalog.add("because {why}", "потому что {why}")
    monkeypatch.setattr(catalogue, "FOLDER", str(tmp_path))
    write_compiled(catalog, tmp_path / "ru" / "LC_MESSAGES" / "cockpit.mo")
    language.use("ru")


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "0 клиентов"),
        (1, "1 клиент"),
        (2, "2 клиента"),
        (5, "5 клиентов"),
        (11, "11 клиентов"),
        (21, "21 клиент"),
        (22, "22 клиента"),
        (112, "112 клиентов"),
        (1001, "1\xa0001 клиент"),
        (-1, "-1 клиент"),
    ],
)
def test_russian_counts_have_three_forms(russian: None, n: int, text: str) -> None:
    assert tn("{n} client", "{n} clients", n) == text
    assert tell(say_count("{n} client", "{n} clients", n)) == text


@pytest.mark.parametrize(("n", "text"), [(0, "0 clients"), (1, "1 client"), (2, "2 clients"), (21, "21 clients")])
def test_english_counts_have_two_forms(n: int, text: str) -> None:
    assert tn("{n} client", "{n} clients", n) == text
    assert tell(say_count("{n} client", "{n} clients", n)) == text


def test_values_are_written_by_their_type(russian: None) -> None:
    paid = say("paid {money} on {day}", money=Money(100_000, "RUB"), day=date(2026, 11, 30))
    assert tell(paid) == "30\xa0ноя оплачено 1\xa0000\xa0₽"
    assert tell(say("because {why}", why=paid)) == "потому что 30\xa0ноя оплачено 1\xa0000\xa0₽"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12_345, "12,345"),
        (2.5, "2.5"),
        ((Money(100, "RUB"), Money(100, "USD")), "₽1 + $1"),
        ((), "0"),
        (None, "—"),
        (datetime(2026, 11, 30, 9, 40, tzinfo=UTC), "30\xa0Nov 9:40"),
        ("ACME [/foo]", "ACME [/foo]"),
        ("a\x1b[2J\nb", "a\ufffd[2J b"),
        ("{n} {0.__class__} %s $x", "{n} {0.__class__} %s $x"),
    ],
)
def test_a_place_takes_any_value(value: Shown, shown: str) -> None:
    assert t("<{x}>", x=value, n=1) == f"<{shown}>"


def test_a_place_without_a_value_stays_as_it_is_written() -> None:
    assert t("Hello, {name}") == "Hello, {name}"
    assert tell(Sentence("{n} of {m}", (("m", 3),), "{n} of {m}")) == "{n} of 3"


def test_braces_that_are_no_place_are_text() -> None:
    assert t("{} {0} {x.y} {x!r} {x:>9} {{x}", x="v") == "{} {0} {x.y} {x!r} {x:>9} {v"


def test_a_text_without_a_translation_is_shown_in_english(russian: None) -> None:
    assert t("never seen before {x}", x=1) == "never seen before 1"
    assert t("") == ""


def test_a_marked_text_is_translated_where_it_is_shown(russian: None) -> None:
    label = N_("Hello, {name}")
    assert label == "Hello, {name}"
    assert t(label, name="Анна") == "Здравствуйте, Анна"


def test_the_language_is_changed_for_all_and_back(russian: None) -> None:
    assert language.current() == "ru"
    language.use("en")
    assert (language.current(), t("because {why}", why="x")) == ("en", "because x")


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        language.use("xx")
    assert language.current() == "en"


@given(SENTENCES, st.sampled_from(["en", "ru"]))
def test_any_sentence_can_be_told_and_holds_no_control_characters(sentence: Sentence, code: str) -> None:
    language.use(code)
    told = tell(sentence)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029\u202e" for c in told)


@given(st.text(), st.text())
def test_a_value_never_brings_places_of_its_own(first: str, second: str) -> None:
    assert t("{a}|{b}", a="{b}" + first, b=second) == f"{language.harmless('{b}' + first)}|{language.harmless(second)}"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru"}, "ru"),
        ({"LANG": "RU-ru"}, "ru"),
        ({"LANG": "ru@cyrillic"}, "ru"),
        ({"LANG": "rup_MK"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LC_ALL": "ru_RU"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": ""}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C.UTF-8", "LC_TIME": "ru_RU"}, "en"),
    ],
)
def test_the_systems_locale_decides_the_language(environment: dict[str, str], code: str) -> None:
    assert language.language_of(environment) == code

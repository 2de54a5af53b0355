"""What a person says about a table: as a file, as what is remembered, and as what is read by it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.crm import Field, SourceMap, column_names
from cockpit.method.errors import FileError, UnmappedError
from cockpit.method.money import Money
from cockpit.method.words import DealStatus
from data.files.facts import DealFact, ReadOptions
from data.files.sketch import first_deals, sketches
from data.files.source_map import as_body, from_body, read_map, written
from tests.data.files.builders import OPTIONS, only, plain, reading, write

TABLE = "Покупатель;Кто ведёт;Деньги;Ждём;Шаг\nACME [/foo];Anna;1 200,50;03/04/2026;Подписан\n;Boris;7;;Offer\n"
MAP = SourceMap(
    "our crm",
    {"Покупатель": Field.CLIENT, "Кто ведёт": Field.MANAGER, "Деньги": Field.AMOUNT, "Ждём": Field.EXPECTED},
    {"подписан": DealStatus.WON},
    "KZT",
    False,
    ",",
)
names = st.text(min_size=1, max_size=20).map(lambda text: text.strip() or "x")


@given(
    st.builds(
        SourceMap,
        names.map(lambda name: " ".join("".join(filter(str.isprintable, name)).split()) or "x"),
        st.dictionaries(names, st.none() | st.sampled_from(Field), max_size=4),
        st.just({}),
        st.sampled_from(("", "RUB", "USD")),
        st.none() | st.booleans(),
        st.sampled_from(("", ".", ",")),
    )
)
@settings(max_examples=50, deadline=None)
def test_a_map_comes_back_from_its_file_and_from_its_body(
    tmp_path_factory: pytest.TempPathFactory, source: SourceMap
) -> None:
    file = tmp_path_factory.mktemp("map") / "map.toml"
    file.write_text(written(source), encoding="utf-8", newline="")
    assert read_map(file) == source
    assert from_body(source.name, as_body(source)) == source


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = 'x'\n[columns]\nA = 'klient'", "map.toml, line 3: klient is not known; known are external_id"),
        ("name = 'x'\n[stages]\nA = 'maybe'", "map.toml, line 3: maybe is not known; known are open, won, lost"),
        ("name = 'x'\nsheet = 1", "map.toml, line 2: sheet is not known"),
        ("[columns]\n", "map.toml, line 1: A name for the source is missing."),
        ("name = 'x'\ncurrency = 'dublons'", "map.toml, line 2: Not a currency: dublons"),
        ("name = 'x'\ndecimal = ';'", "map.toml, line 2: The mark of decimals is . or ,"),
        ("name = 'x'\nday_first = 'yes'", "map.toml, line 2: day_first is true or false."),
        ("name = 'x'\ncolumns = 3", "map.toml, line 2: columns is a table"),
        ("name = ", "map.toml, line 1: This is not TOML."),
    ],
)
def test_a_file_that_is_no_map_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FileError) as refused:
        read_map(write(tmp_path / "map.toml", text))
    assert plain(refused.value.sentence).startswith(told)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        read_map(tmp_path / "none.toml")


def test_a_table_that_a_person_explained_is_known_again_by_its_columns(tmp_path: Path) -> None:
    """R62: nobody is asked for the same fact twice."""
    file = write(tmp_path / "deals.csv", TABLE)
    known = ReadOptions(OPTIONS.currency, OPTIONS.zone, maps={MAP.name: MAP})
    found = reading(file, options=known)
    deal = only(DealFact, [fact for _, fact in found.facts()])[0]
    assert found.parts[0].source == "our crm"
    assert (deal.client, deal.manager, deal.amount) == ("ACME [/foo]", "Anna", Money(1200_50, "KZT"))
    assert deal.expected_on == date(2026, 3, 4)
    assert deal.extras == (("Шаг", "Подписан"),)


def test_without_being_told_the_table_asks_for_its_columns(tmp_path: Path) -> None:
    with pytest.raises(UnmappedError):
        reading(write(tmp_path / "deals.csv", TABLE))


def test_a_sketch_tells_the_columns_their_values_and_what_they_were_taken_for(tmp_path: Path) -> None:
    file = write(tmp_path / "deals.csv", TABLE)
    (sketch,) = sketches((file,), OPTIONS)
    assert not sketch.understood
    assert sketch.columns == ("Покупатель", "Кто ведёт", "Деньги", "Ждём", "Шаг")
    assert sketch.rows[0][0] == "ACME [/foo]"
    (again,) = sketches((file,), ReadOptions(OPTIONS.currency, OPTIONS.zone, maps={MAP.name: MAP}))
    assert (again.source, again.understood, again.guess[0]) == ("our crm", True, Field.CLIENT)


def test_the_first_deals_show_what_comes_of_a_map(tmp_path: Path) -> None:
    file = write(tmp_path / "deals.csv", TABLE)
    deals, said = first_deals((file,), MAP, OPTIONS)
    assert [(deal.client, deal.manager) for deal in deals] == [("ACME [/foo]", "Anna")]
    assert [plain(sentence) for sentence in said] == [
        "Nothing in the row says which deal it is: no id, no client, no name."
    ]
    with pytest.raises(UnmappedError):
        first_deals((file,), SourceMap("x", {"Деньги": Field.AMOUNT}), OPTIONS)


def test_columns_have_names_of_their_own() -> None:
    assert column_names(("A", "A", "", "", "A (2)")) == ("A", "A (2)", "(3)", "(4)", "A (2) (2)")

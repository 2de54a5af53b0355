import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from cockpit import settings
from cockpit.language import tell
from cockpit.method.errors import FileError, SettingsError
from cockpit.settings import State, machine
from cockpit.settings.file import line_of


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        "COCKPIT_DATA_DIR": str(tmp_path / "data"),
        "COCKPIT_CONFIG_DIR": str(tmp_path / "config"),
        "LANG": "ru_RU.UTF-8",
        "TZ": "Europe/Moscow",
        "USER": "anna",
    }


def write(environment: dict[str, str], text: str) -> Path:
    file = settings.folders(environment).settings
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def refusal(environment: dict[str, str], text: str) -> str:
    """The sentence about a wrong settings file, without its path."""
    file = write(environment, text)
    with pytest.raises(SettingsError) as refused:
        settings.load(environment)
    return tell(refused.value.sentence).replace(str(file), "FILE")


def test_without_a_file_the_machine_decides(environment: dict[str, str], tmp_path: Path) -> None:
    found = settings.load(environment)
    assert found.db.file == tmp_path / "data" / "cockpit.sqlite"
    assert make_url(found.db.url).database == str(found.db.file)
    assert (found.lang, found.theme, found.head, found.currency) == ("ru", "auto", "anna", "RUB")
    assert (found.zone, found.target_minutes, found.budget_minutes) == (ZoneInfo("Europe/Moscow"), 5, 60)
    assert (found.noon, found.weekend, found.holidays, found.surprise) == (13, frozenset({5, 6}), frozenset(), False)
    assert not (tmp_path / "config").exists()


def test_english_users_count_in_dollars(environment: dict[str, str]) -> None:
    found = settings.load(environment | {"LANG": "en_US.UTF-8"})
    assert (found.lang, found.currency) == ("en", "USD")


def test_every_key_of_the_file_is_read(environment: dict[str, str], tmp_path: Path) -> None:
    write(
        environment,
        '\ufeffdb = "own.sqlite"\nlang = "en"\ntheme = "light"\nhead = " Анна  К. "\ncurrency = "eur"\n'
        'timezone = "Asia/Almaty"\ntarget_minutes = 7\nbudget_minutes = 45\nnoon = 14\nweekend = ["sun"]\n'
        'holidays = ["2026-12-31", 2027-01-01]\nsurprise = true\n',
    )
    found = settings.load(environment)
    assert found.db.file == tmp_path / "config" / "own.sqlite"
    assert (found.lang, found.theme, found.head, found.currency) == ("en", "light", "Анна К.", "EUR")
    assert (found.zone, found.target_minutes, found.budget_minutes) == (ZoneInfo("Asia/Almaty"), 7, 45)
    assert (found.noon, found.weekend, found.surprise) == (14, frozenset({6}), True)
    assert found.holidays == {date(2026, 12, 31), date(2027, 1, 1)}


def test_an_option_outranks_a_choice_that_the_file_and_that_the_locale(environment: dict[str, str]) -> None:
    state = settings.folders(environment).state
    assert settings.load(environment).lang == "ru"
    write(environment, 'lang = "en"\ntheme = "dark"')
    assert (settings.load(environment).lang, settings.load(environment).theme) == ("en", "dark")
    settings.save_state(state, State(lang="ru", theme="light"))
    assert (settings.load(environment).lang, settings.load(environment).theme) == ("ru", "light")
    assert settings.load(environment, lang="en").lang == "en"


def test_a_language_there_is_not_is_refused(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as refused:
        settings.load(environment, lang="de")
    assert tell(refused.value.sentence) == 'lang must be "ru" or "en".'


NOT_TOML = (
    "FILE, line 1: this is not TOML (Expected '=' after a key in a key/value pair). A line looks like: lang = \"en\""
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('# mine\nlang = "de"', 'FILE, line 2: lang must be "ru" or "en".'),
        ("theme = 1", 'FILE, line 1: theme must be "auto", "dark" or "light".'),
        ("db = ''", "FILE, line 1: db must be the path of a file or the URL of a database, in quotes."),
        ('\n\n"head" = 5', "FILE, line 3: head must be a name in quotes."),
        ('currency = "EURO"', 'FILE, line 1: currency must be a code of three letters such as "RUB" or "USD".'),
        ('timezone = "Moscow"', 'FILE, line 1: timezone must be a name such as "Europe/Moscow".'),
        ('timezone = "../etc"', 'FILE, line 1: timezone must be a name such as "Europe/Moscow".'),
        ("target_minutes = 0", "FILE, line 1: target_minutes must be a whole number from 1 to 120."),
        ("target_minutes = 2.5", "FILE, line 1: target_minutes must be a whole number from 1 to 120."),
        ("target_minutes = true", "FILE, line 1: target_minutes must be a whole number from 1 to 120."),
        ('noon = "13"', "FILE, line 1: noon must be a whole hour from 1 to 23."),
        ("budget_minutes = 4", "FILE, line 1: budget_minutes must be a whole number from 5 to 600."),
        ("surprise = 1", "FILE, line 1: surprise must be true or false."),
        ("delegation_line = 100", "FILE, line 1: delegation_line must be a whole number from 1 to 99."),
        ("delegation_weeks = 0", "FILE, line 1: delegation_weeks must be a whole number from 1 to 26."),
        (
            'weekend = [\n  "sat",\n  "soon",\n]',
            'FILE, line 3: weekend must be a list of weekdays such as ["sat", "sun"]; a week needs a working day.',
        ),
        (
            'weekend = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]',
            'FILE, line 1: weekend must be a list of weekdays such as ["sat", "sun"]; a week needs a working day.',
        ),
        *(
            (
                f'holidays = [\n  "2026-12-31",\n  # soon\n  {wrong},\n]\nnoon = 99',
                'FILE, line 4: holidays must be a list of days such as ["2026-12-31", "2027-01-01"].',
            )
            for wrong in (
                '"2026-12-32"',
                '"20261231"',
                '"31.12.2026"',
                "2026",
                "2026-12-31T10:00:00",
                "true",
                '"soon [/]"',
            )
        ),
        (
            'holidays = "2026-12-31"',
            'FILE, line 1: holidays must be a list of days such as ["2026-12-31", "2027-01-01"].',
        ),
        ('lang = "ru"\ntime_zone = "UTC"', 'FILE, line 2: There is no setting "time_zone"; did you mean "timezone"?'),
        ('Lang = "ru"', 'FILE, line 1: There is no setting "Lang"; did you mean "lang"?'),
        (
            "\n[keys]\nsave = 1",
            'FILE, line 2: There is no setting "keys"; the settings are {}.'.format(
                "db, lang, theme, head, currency, timezone, target_minutes, budget_minutes, noon, weekend, holidays, "
                "surprise, delegation_line, delegation_weeks"
            ),
        ),
        ('theme = 1\nlang = "de"', 'FILE, line 1: theme must be "auto", "dark" or "light".'),
        (
            'lang = "ru"\ntheme = dark\n',
            (
                'FILE, line 2: theme = dark cannot be read: theme must be "auto", "dark" or "light". '
                'For example: theme = "auto"'
            ),
        ),
        (
            "target_minutes = семь",
            (
                "FILE, line 1: target_minutes = семь cannot be read: target_minutes must be "
                "a whole number from 1 to 120. "
                "For example: target_minutes = 5"
            ),
        ),
        (
            "surprise = да  # why",
            "FILE, line 1: surprise = да cannot be read: surprise must be true or false. For example: surprise = false",
        ),
        (
            'words "ru',
            NOT_TOML,
        ),
    ],
)
def test_a_wrong_file_is_named_with_its_line_and_what_would_be_right(
    environment: dict[str, str], text: str, sentence: str
) -> None:
    assert refusal(environment, text) == sentence


def test_a_wrong_key_is_repeated_without_what_a_terminal_obeys(environment: dict[str, str]) -> None:
    assert 'no setting "\ufffd[2J"' in refusal(environment, '"\\u001b[2J" = 1')


def test_a_named_file_must_exist(environment: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        settings.load(environment, config=tmp_path / "none.toml")
    assert tell(refused.value.sentence) == f"The file {tmp_path}/none.toml cannot be read: No such file or directory"


def test_a_file_that_is_no_text_is_refused(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"head = '\xff'")
    with pytest.raises(SettingsError, match="not a text"):
        settings.load(environment, config=tmp_path / "a.toml")


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("a.sqlite", "BASE/a.sqlite"),
        ("/abs/a b.sqlite", "/abs/a b.sqlite"),
        ("sqlite:///rel.sqlite", "BASE/rel.sqlite"),
        ("sqlite:////abs/a%20b.sqlite", "/abs/a b.sqlite"),
        ("sqlite+pysqlite:////abs/x", "/abs/x"),
        ("what?#100%.sqlite", "BASE/what?#100%.sqlite"),
        ("C:/x", "BASE/C:/x"),
    ],
)
def test_a_path_is_an_sqlite_file(tmp_path: Path, given: str, path: str) -> None:
    found = settings.database(given, tmp_path)
    assert str(found.file) == path.replace("BASE", str(tmp_path))
    assert make_url(found.url).database == str(found.file)
    assert make_url(found.url).query == {}


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert settings.database("~/a.sqlite", tmp_path).file == tmp_path / "home" / "a.sqlite"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "PostgreSQL"])
def test_a_postgresql_url_names_its_driver(tmp_path: Path, scheme: str) -> None:
    found = settings.database(f"{scheme}://anna:se%40cret@host:5432/sales?sslmode=require", tmp_path)
    assert found.url == "postgresql+psycopg://anna:se%40cret@host:5432/sales?sslmode=require"
    assert found.file is None
    assert "cret" not in repr(found)


@pytest.mark.parametrize(
    "given",
    ["", " ", ".", ":memory:", "a\0b", "sqlite://", "sqlite:///", "sqlite:///a?mode=ro", "mysql://u:secret@h/d"],
)
def test_what_is_no_database_is_refused_without_repeating_a_password(tmp_path: Path, given: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settings.database(given, tmp_path)
    told = tell(refused.value.sentence)
    assert told
    assert "secret" not in told


def test_choices_are_remembered(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "state.json"
    assert settings.load_state(file) == State()
    settings.save_state(file, State(lang="ru"))
    settings.save_state(file, State(lang="en", theme="dark"))
    assert settings.load_state(file) == State("en", "dark")
    assert [found.name for found in file.parent.iterdir()] == ["state.json"]


@given(
    st.one_of(st.binary(max_size=30), st.sampled_from([b"[]", b"{", b'{"lang": 5}', b'{"lang": "xx", "theme": []}']))
)
def test_a_spoilt_memory_is_no_memory(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("state")
    (folder / "state.json").write_bytes(content)
    found = settings.load({"COCKPIT_DATA_DIR": str(folder), "COCKPIT_CONFIG_DIR": str(folder), "TZ": "UTC"})
    assert (found.lang, found.theme) == ("en", "auto")


def test_a_memory_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError) as failed:
        settings.save_state(tmp_path / "file" / "state.json", State("ru"))
    assert "cannot be written" in tell(failed.value.sentence)


def test_the_zone_is_the_systems_where_none_is_named(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/Europe/Paris")
    assert machine.zone({}, link) == ZoneInfo("Europe/Paris")
    assert machine.zone({"TZ": ":Asia/Tokyo"}, link) == ZoneInfo("Asia/Tokyo")
    assert machine.zone({"TZ": "nowhere/at all"}, link) == ZoneInfo("Europe/Paris")
    assert machine.zone({}, tmp_path / "none") is not None


def test_the_line_of_a_key_is_found_where_it_is_set() -> None:
    text = "# lang = 1\nlanguage = 1\n[ lang ]\n[[theme.x]]\n'head'.a = 1"
    assert [line_of(key, text) for key in ("lang", "theme", "head", "unseen")] == [3, 4, 5, 1]


def test_starting_without_a_file_loads_nothing_heavy(environment: dict[str, str]) -> None:
    script = (
        "import os, sys, cockpit.settings as s; s.load(os.environ);"
        "print(sorted({'pydantic', 'tomllib', 'babel', 'json', 'sqlalchemy'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(  # noqa: S603 - the test's own code
        command, check=True, capture_output=True, text=True, env={**os.environ, **environment}
    )
    assert done.stdout.strip() == "[]"

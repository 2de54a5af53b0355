"""The settings as they are shown and changed: the file keeps everything that was not changed."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from cockpit import settings
from cockpit.__main__ import main
from cockpit.language import tell, use
from cockpit.method.desk import Desk
from cockpit.method.errors import FileError, SettingsError
from cockpit.method.sentence import Problem
from cockpit.method.setting import Applied, Origin, Setting
from cockpit.settings import State
from cockpit.settings.document import blank, with_value, without
from cockpit.settings.file import check
from cockpit.settings.keeper import Keeper

TODAY = date(2026, 11, 23)
DESK = Desk(head="Irina", holder="this-program", currency="USD")
OWN = """\
# mine [/]
lang = "en"   # the head's

# days off
holidays = [
    "2026-12-31",  # New Year's Eve
    "2027-01-01",
]
target_minutes = 7
"""


@dataclass
class Kept:
    """A keeper on a folder of its own."""

    keeper: Keeper
    folder: Path

    def write(self, text: str) -> None:
        self.keeper.file.parent.mkdir(parents=True, exist_ok=True)
        self.keeper.file.write_text(text, "utf-8")

    @property
    def text(self) -> str:
        return self.keeper.file.read_text("utf-8")

    def setting(self, name: str) -> Setting:
        return next(one for one in self.keeper.read() if one.name == name)

    def change(self, name: str, text: str) -> Applied:
        found = self.keeper.change(name, text, DESK)
        assert isinstance(found, Applied), found
        return found

    def refusal(self, name: str, text: str) -> str:
        found = self.keeper.change(name, text, DESK)
        assert isinstance(found, tuple)
        assert [problem.field for problem in found if isinstance(problem, Problem)] == [name]
        return tell(found[0].sentence)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    environment = {
        "COCKPIT_DATA_DIR": str(tmp_path / "data"),
        "COCKPIT_CONFIG_DIR": str(tmp_path / "config"),
        "LANG": "en_US.UTF-8",
        "TZ": "Europe/Moscow",
        "USER": "anna",
    }
    return Kept(Keeper(environment, lambda: TODAY), tmp_path)


def test_a_new_file_documents_every_key_and_sets_none(kept: Kept) -> None:
    assert kept.keeper.write()
    given = check(kept.text, kept.keeper.file)
    assert given == settings.Given()
    for one in kept.keeper.read():
        assert f"# {one.name} = " in kept.text
        assert f"# {tell(one.about)}\n" in kept.text
        assert one.origin is Origin.DEFAULT
    assert not kept.keeper.write()


def test_every_example_of_the_new_file_can_be_put_in_force() -> None:
    lines = [line.removeprefix("# ") if " = " in line else line for line in blank().splitlines()]
    given = check("\n".join(lines), Path("cockpit.toml"))
    assert given.holidays == (date(2026, 12, 31), date(2027, 1, 1))
    assert None not in [getattr(given, name) for name in given.__slots__]


def test_a_new_file_speaks_the_users_language() -> None:
    use("ru")
    try:
        russian = blank()
    finally:
        use("en")
    assert check(russian, Path("cockpit.toml")) == settings.Given()


def test_a_setting_that_is_set_in_a_new_file_stands_under_its_comment(kept: Kept) -> None:
    kept.change("noon", "14")
    lines = kept.text.splitlines()
    at = lines.index("noon = 14")
    assert lines[at - 1] == f"# {tell(kept.setting('noon').about)}"
    assert kept.setting("noon").origin is Origin.FILE
    assert len(lines) == len(blank().splitlines())


def test_comments_order_and_everything_else_stay_when_a_key_is_changed(kept: Kept) -> None:
    kept.write(OWN)
    kept.change("target_minutes", "4")
    assert kept.text == OWN.replace("target_minutes = 7", "target_minutes = 4")
    kept.change("lang", "ru")
    assert kept.text.splitlines()[1] == 'lang = "ru"   # the head\'s'
    kept.change("head", "Ирина [b]")
    assert kept.text.endswith('target_minutes = 4\nhead = "Ирина [b]"\n')


def test_a_key_put_out_of_force_is_commented_out_whole_and_comes_back(kept: Kept) -> None:
    kept.write(OWN)
    kept.change("holidays", "")
    assert check(kept.text, kept.keeper.file).holidays is None
    assert "# New Year's Eve" in kept.text
    assert kept.setting("holidays").origin is Origin.DEFAULT
    kept.change("target_minutes", "")
    kept.change("target_minutes", "7")
    assert kept.text.count("target_minutes") == 1


def test_a_commented_line_within_other_lines_is_not_mistaken_for_the_key() -> None:
    text = 'holidays = [\n# noon = 5\n"2026-12-31"]'
    assert check(with_value(text, "noon", 14), Path("f")).noon == 14
    assert without("head = 'x'", "noon") == "head = 'x'"


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("surprise", "yes", "surprise = true"),
        ("delegation_line", "25", "delegation_line = 25"),
        ("weekend", "вс", 'weekend = ["sun"]'),
        ("weekend", "fri, Saturday", 'weekend = ["fri", "sat"]'),
        ("weekend", "-", "weekend = []"),
        ("holidays", "31.12, 2027-01-01..2027-01-03", "2026-12-31"),
        ("holidays", "—", "holidays = []"),
        ("currency", "eur", 'currency = "EUR"'),
        ("timezone", "Asia/Almaty", 'timezone = "Asia/Almaty"'),
        ("db", "own.sqlite", 'db = "own.sqlite"'),
    ],
)
def test_settings_are_typed_as_people_write_them(kept: Kept, name: str, text: str, stands: str) -> None:
    kept.change(name, text)
    assert stands in kept.text
    assert kept.setting(name).origin is Origin.FILE
    again = kept.setting(name).value
    kept.change(name, again)
    assert kept.setting(name).value == again


def test_days_in_a_row_are_typed_and_shown_as_one() -> None:
    from cockpit.settings.typed import holidays_shown, read_setting, typed

    read = read_setting("holidays", "2027-01-01..2027-01-08, 2026-12-31", TODAY, Path())
    assert isinstance(read, list)
    assert len(read) == 9
    days = tuple(map(date.fromisoformat, read))
    assert typed(days) == "2026-12-31..2027-01-08"
    assert holidays_shown(days, TODAY).replace("\u00a0", " ") == "31 Dec, 1 Jan 2027, 2 Jan 2027 and 6 more"
    assert holidays_shown(days, date(2028, 1, 1)) == "none ahead"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("noon", "25", "noon must be a whole hour from 1 to 23."),
        ("noon", "²", "noon must be a whole hour from 1 to 23."),
        ("target_minutes", "five", "target_minutes must be a whole number from 1 to 120."),
        ("weekend", "sat, someday", 'weekend must be a list of weekdays such as ["sat", "sun"]'),
        ("weekend", "mon tue wed thu fri sat sun", "a week needs a working day"),
        ("holidays", "2026-12-31, 32.12", "There is no such day: 32.12"),
        ("holidays", "2027-01-08..2027-01-01", "is before"),
        ("holidays", "2027-01-01..2027-04-01", "are more than 60 days"),
        ("db", "mysql://u:secret@h/d", "Not a database the cockpit knows"),
        ("lang", "de", 'lang must be "ru" or "en".'),
    ],
)
def test_what_cannot_be_a_setting_is_said_and_nothing_is_written(
    kept: Kept, name: str, text: str, sentence: str
) -> None:
    assert sentence in kept.refusal(name, text)
    assert not kept.keeper.file.exists()


def test_what_takes_effect_at_once_is_put_into_the_desk(kept: Kept) -> None:
    kept.write('weekend = ["fri", "sat"]\n')
    applied = kept.change("holidays", "2026-12-31").desk
    calendar = applied.norms.calendar
    assert (calendar.weekend, calendar.holidays) == (frozenset({4, 5}), frozenset({date(2026, 12, 31)}))
    applied = kept.change("budget_minutes", "45").desk
    assert (applied.budget_minutes, applied.surprise, applied.head) == (45, False, "anna")
    assert (applied.delegation.line, applied.delegation.weeks) == (0.3, 4)
    assert applied.currency == DESK.currency
    assert kept.change("currency", "eur").desk.currency == "EUR"
    assert kept.change("target_minutes", "4").desk.norms.target_seconds == 240


def test_what_is_set_here_outranks_what_was_chosen_before(kept: Kept) -> None:
    state = settings.folders(kept.keeper.environment).state
    settings.save_state(state, State(lang="en", theme="dark"))
    assert kept.setting("lang").origin is Origin.CHOSEN
    assert kept.change("lang", "ru").lang == "ru"
    assert settings.load_state(state) == State(theme="dark")
    use("en")


def test_an_option_outranks_the_file(kept: Kept) -> None:
    keeper = replace(kept.keeper, lang="ru")
    assert next(one for one in keeper.read() if one.name == "lang").origin is Origin.OPTION


def test_a_file_spoilt_meanwhile_is_named_and_left_alone(kept: Kept) -> None:
    kept.write("noon = 99\n")
    with pytest.raises(SettingsError):
        kept.keeper.read()
    with pytest.raises(SettingsError):
        kept.keeper.change("head", "Irina", DESK)
    assert kept.text == "noon = 99\n"


def test_a_link_to_the_file_stays_a_link_and_permissions_stay(kept: Kept) -> None:
    real = kept.folder / "dotfiles.toml"
    real.write_bytes(b"\xef\xbb\xbfnoon = 12\n")
    real.chmod(0o640)
    kept.keeper.file.parent.mkdir()
    kept.keeper.file.symlink_to(real)
    kept.change("noon", "14")
    assert kept.keeper.file.is_symlink()
    assert real.read_bytes() == b"\xef\xbb\xbfnoon = 14\n"
    assert real.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in kept.folder.iterdir() if one.suffix == ".tmp"] == []


def test_a_file_that_cannot_be_written_says_why(kept: Kept) -> None:
    (kept.folder / "config").write_text("")
    with pytest.raises(FileError) as failed:
        kept.keeper.change("noon", "14", DESK)
    assert "cannot be written" in tell(failed.value.sentence)


def test_a_password_of_the_database_is_not_shown(kept: Kept) -> None:
    kept.write('db = "postgresql://anna:secret@host/sales"\n')
    assert tell(kept.setting("db").shown) == "postgresql+psycopg://host/sales"


def test_the_command_prints_the_settings_and_writes_the_file_once(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in kept.keeper.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["cockpit", "--lang", "en", "settings", "--write"])
    assert main() == 0
    printed = capsys.readouterr().out
    assert "target_minutes" in printed
    assert str(kept.keeper.file) in printed
    assert "The file was written." in printed
    assert main() == 0
    assert "stays as it is" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["cockpit", "--lang", "en", "settings", "--json"])
    assert main() == 0
    found = json.loads(capsys.readouterr().out)
    assert found["file"] == str(kept.keeper.file)
    assert found["settings"][1] == {"name": "lang", "label": "Language", "in_force": "English", "comes_from": "option"}

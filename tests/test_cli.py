import json
import sys
from pathlib import Path

import pytest

from cockpit.__main__ import main
from cockpit.language import use
from cockpit.start import Options

Capture = pytest.CaptureFixture[str]

DEALS = """\
ID,Deal Name,Company,Owner,Amount,Currency,Stage,Status,Created,Expected close date
1,Licences,ACME [/foo],Anna Kuznetsova,1000,USD,Contract sent,open,2026-10-01,2026-11-30
2,Support,ACME [/foo],Anna Kuznetsova,500,USD,Proposal,open,2026-10-05,
3,Licences,Vector [bold],Oleg Petrov,700,USD,Closed,won,2026-09-01,2026-10-01
4,Licences,Lost & Co,Oleg Petrov,300,USD,Closed,lost,2026-09-01,2026-10-01
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COCKPIT_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _english_again() -> object:
    yield None
    use("en")


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    file = tmp_path / "deals.csv"
    file.write_text(DEALS, "utf-8")
    return file


def call(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["cockpit", "--today", "2026-11-23", *map(str, arguments)])
    return main()


def test_an_import_accounts_for_every_row_and_changes_nothing_the_second_time(
    deals: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert call(monkeypatch, "import", deals, "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["total"]["rows"], first["total"]["taken"], first["applied"]) == (4, 4, True)
    assert first["deals"] == {"open": 2, "won": 1, "lost": 1}
    assert call(monkeypatch, "import", deals, "--json") == 0
    second = json.loads(capsys.readouterr().out)
    assert (second["total"]["taken"], second["total"]["updated"], second["total"]["unchanged"]) == (0, 0, 4)


def test_a_dry_run_writes_nothing(deals: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert call(monkeypatch, "import", deals, "--dry-run") == 0
    assert "Nothing was written" in capsys.readouterr().out
    assert call(monkeypatch, "managers", "--json") == 0
    assert json.loads(capsys.readouterr().out)["managers"] == []


def test_managers_and_queue_show_foreign_names_as_they_are(
    deals: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    call(monkeypatch, "import", deals)
    capsys.readouterr()
    assert call(monkeypatch, "managers") == 0
    assert "Anna Kuznetsova" in capsys.readouterr().out
    assert call(monkeypatch, "queue", "--manager", "anna") == 0
    shown = capsys.readouterr().out
    assert "ACME [/foo]" in shown
    assert "$1,500" in shown


def test_json_follows_its_schema_and_says_when_it_was_computed(
    deals: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    call(monkeypatch, "import", deals)
    capsys.readouterr()
    call(monkeypatch, "queue", "--manager", "Anna Kuznetsova", "--json")
    queue = json.loads(capsys.readouterr().out)
    assert queue["as_of"].startswith("2026-11-23T")
    assert [client["client"] for client in queue["clients"]] == ["ACME [/foo]"]
    assert queue["clients"][0]["money"] == {"minor": 150000, "currency": "USD"}
    call(monkeypatch, "queue", "--schema")
    schema = json.loads(capsys.readouterr().out)
    assert set(schema["properties"]) == set(queue)


@pytest.mark.parametrize("command", ["tasks", "reviews"])
def test_an_empty_store_has_no_tasks_and_no_reviews(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert call(monkeypatch, command, "--json") == 0
    assert json.loads(capsys.readouterr().out)[command] == []


def test_the_department_is_printed_by_segment_and_adds_up(
    deals: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """R41, R16: as a table and as JSON; the managers' JSON tells the debt, the strip and the recruiting task."""
    call(monkeypatch, "import", deals)
    capsys.readouterr()
    assert call(monkeypatch, "department", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [(each["segment"], each["managers"]) for each in found["segments"]] == [
        (None, ["Anna Kuznetsova", "Oleg Petrov"])
    ]
    assert found["segments"][0]["sums"] == found["total"]
    assert call(monkeypatch, "managers", "--json") == 0
    managers = json.loads(capsys.readouterr().out)["managers"]
    assert sum(each["debt"]["clients"] for each in managers) == found["total"]["debt"]["clients"]
    assert all({"strip", "recruiting"} <= set(each) for each in managers)
    assert call(monkeypatch, "department") == 0
    assert "No segment" in capsys.readouterr().out


def test_an_unknown_manager_is_one_sentence_that_names_the_known_ones(
    deals: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    call(monkeypatch, "import", deals)
    capsys.readouterr()
    assert call(monkeypatch, "queue", "--manager", "Boris") == 1
    said = capsys.readouterr().err
    assert "Boris" in said
    assert "Anna Kuznetsova" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["queue"],
        ["nothing"],
        ["--today", "soon", "managers"],
        ["--db", "mysql://x/y", "managers"],
        ["--db", "mistyped.sqlite", "managers"],
        ["--db", "file.sqlite", "--demo", "managers"],
        ["--config", "/nowhere/at/all.toml", "managers"],
    ],
)
def test_a_wrong_call_is_one_sentence_and_exit_code_2(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert call(monkeypatch, *arguments) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said


def test_a_missing_file_is_one_sentence_and_exit_code_1(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert call(monkeypatch, "import", "nowhere.csv") == 1
    said = capsys.readouterr().err
    assert "nowhere.csv" in said
    assert len(said.splitlines()) == 1


def test_the_help_is_in_the_language_asked_for(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert call(monkeypatch, "--lang", "ru", "--help") == 0
    russian = capsys.readouterr().out
    assert "Менеджеры" in russian
    assert "Usage" not in russian


def test_completion_scripts_are_printed(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert call(monkeypatch, "completion", shell) == 0
        assert "_COCKPIT_COMPLETE" in capsys.readouterr().out


def test_the_demo_team_has_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert call(monkeypatch, "--demo", "managers", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["managers"]) == 6
    assert not (tmp_path / "data" / "cockpit.sqlite").exists()


@pytest.mark.parametrize(("arguments", "demo"), [([], False), (["demo"], True), (["--lang", "ru"], False)])
def test_without_a_command_the_cockpit_opens(arguments: list[str], demo: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []

    def open_cockpit(options: Options) -> int:
        opened.append(options.demo)
        return 0

    for module in ("cockpit.start", "cockpit.cli"):
        monkeypatch.setattr(f"{module}.open_cockpit", open_cockpit)
    monkeypatch.setattr(sys, "argv", ["cockpit", *arguments])
    assert main() == 0
    assert opened == [demo]


def test_a_sheet_is_exported_to_a_file_that_is_never_written_over_unasked(
    deals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """R29: cockpit export tasks writes the manager's sheet."""
    call(monkeypatch, "import", deals)
    file = tmp_path / "anna.md"
    export = ("export", "tasks", "--manager", "anna", "--out", file)
    assert call(monkeypatch, *export) == 0
    assert "# Tasks: Anna Kuznetsova" in file.read_text("utf-8")
    file.write_text("mine", "utf-8")
    capsys.readouterr()
    assert call(monkeypatch, *export) == 1
    said = capsys.readouterr().err
    assert "--force" in said
    assert len(said.splitlines()) == 1
    assert file.read_text("utf-8") == "mine"
    assert call(monkeypatch, *export, "--force", "--format", "csv") == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_manager_s_sheet_goes_to_the_output_as_json(
    deals: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """R29: without a manager the sheets of all of them."""
    call(monkeypatch, "import", deals)
    capsys.readouterr()
    assert call(monkeypatch, "export", "tasks", "--format", "json", "--out", "-") == 0
    assert json.loads(capsys.readouterr().out)["sheets"] == []
    assert call(monkeypatch, "export", "tasks", "--manager", "anna", "--format", "json") == 0
    (sheet,) = json.loads(capsys.readouterr().out)["sheets"]
    assert (sheet["manager"], sheet["tasks"]) == ("Anna Kuznetsova", [])
    assert call(monkeypatch, "export", "tasks", "--schema") == 0
    assert "sheets" in json.loads(capsys.readouterr().out)["properties"]


def test_an_export_whose_form_nobody_named_is_a_wrong_call(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert call(monkeypatch, "export", "tasks", "--out", "sheet.pdf") == 2
    assert "--format" in capsys.readouterr().err


def test_the_tasks_are_printed_with_whom_they_are_for(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """R29: the tasks of the made-up team, those for a type of clients among them."""
    assert call(monkeypatch, "--demo", "tasks", "--done") == 0
    assert "clients" in capsys.readouterr().out
    assert call(monkeypatch, "--demo", "tasks", "--json") == 0
    tasks = json.loads(capsys.readouterr().out)["tasks"]
    assert {task["state"] for task in tasks} == {"open"}
    assert any(task["client"] is None for task in tasks)


def test_training_is_printed_and_exported_as_a_programme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """R53, R54: who has to learn what, with example clients, and the programme as a file."""
    assert call(monkeypatch, "--demo", "--lang", "en", "training", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["start"] == "2026-10-27"
    assert found["corrections"] > 0
    one = next(each for each in found["competencies"] if each["manager"] and each["example_clients"])
    assert sum(each["corrections"] for each in found["error_types"] if not each["manager"]) == found["corrections"]
    assert call(monkeypatch, "--demo", "--lang", "en", "training", "--window", "all") == 0
    assert one["manager"] in capsys.readouterr().out
    for form in ("md", "csv", "xlsx", "json"):
        assert call(monkeypatch, "--demo", "--lang", "en", "export", "training", "--out", tmp_path / f"p.{form}") == 0
    assert one["label"] in (tmp_path / "p.md").read_text("utf-8")
    assert one["example_clients"][0] in (tmp_path / "p.csv").read_text("utf-8-sig")
    assert call(monkeypatch, "--demo", "--lang", "en", "export", "training", "--format", "ics") == 2


def test_a_playbook_is_exported_and_imported(
    deals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """R61: what a file would change is told before it is done; a bad file is one sentence with its line."""
    call(monkeypatch, "import", deals)
    capsys.readouterr()
    file = tmp_path / "playbook.toml"
    assert call(monkeypatch, "playbook", "export", "--out", file) == 0
    assert call(monkeypatch, "playbook", "export", "--out", file) == 1
    assert "--force" in capsys.readouterr().err
    assert call(monkeypatch, "playbook", "export", "--out", file, "--force") == 0
    capsys.readouterr()
    assert call(monkeypatch, "--lang", "ru", "playbook", "export") == 0
    russian = capsys.readouterr().out
    assert "[department]" in russian
    assert russian != file.read_text("utf-8")
    file.write_text(russian.replace("days = 3", "days = 4"), "utf-8")
    assert call(monkeypatch, "--lang", "en", "playbook", "import", "--dry-run", file) == 0
    assert "The department: Next-step templates\nNothing was written" in capsys.readouterr().out
    assert call(monkeypatch, "playbook", "import", file) == 0
    capsys.readouterr()
    assert call(monkeypatch, "playbook", "import", file) == 0
    assert "changes nothing" in capsys.readouterr().out
    assert call(monkeypatch, "playbook", "export") == 0
    assert 'task = "Show the product"' in capsys.readouterr().out
    file.write_text("[department]\nterms = { hrizon = 3 }\n", "utf-8")
    assert call(monkeypatch, "playbook", "import", file) == 1
    told = capsys.readouterr().err
    assert "line 2" in told
    assert 'did you mean "horizon"' in told

from pathlib import Path

import pytest

from tools import catalogues
from tools.catalogues import StableCatalog

CODE = """
def f(n, x):
    say("kept {x}", x=x); t("new"); N_("label"); tn("{n} one", "{n} many", n); say_count("{n} a", "{n} b", n)
    t(x); print("not a text")
    say("outer {x}", x=say("inner")); print(f"{t('in a place')}", t("one line " "and another"))
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "screens").mkdir()
    (tmp_path / "screens" / "page.py").write_text(CODE, "utf-8")
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "CATALOGUES", tmp_path / "catalogues")
    return tmp_path


def translate(project: Path, texts: dict[str, str | tuple[str, ...]]) -> None:
    catalog = StableCatalog(locale="ru")
    for key in catalogues.keys_in_code():
        catalog.add(key, texts.get(key if isinstance(key, str) else key[0], ""))
    for key in texts.keys() - {key if isinstance(key, str) else key[0] for key in catalogues.keys_in_code()}:
        catalog.add(key, texts[key])
    catalogues.write_catalog(catalog, catalogues.po_file("ru"))
    catalogues.main(["compile"])


GOOD: dict[str, str | tuple[str, ...]] = {
    "kept {x}": "был {x}",
    "new": "новый",
    "label": "метка",
    "{n} one": ("{n} один", "{n} два", "{n} много"),
    "{n} a": ("{n} а", "{n} б", "{n} в"),
    "outer {x}": "снаружи {x}",
    "inner": "внутри",
    "in a place": "на месте",
    "one line and another": "одна строка и другая",
}


def test_a_catalogue_in_step_has_no_problems(project: Path) -> None:
    translate(project, GOOD)
    assert catalogues.problems("ru") == []
    assert catalogues.main(["check"]) == 0


def test_what_is_out_of_step_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forms = ("{n} один", "два", "{n} много")
    translate(project, GOOD | {"kept {x}": "был {y}", "new": "", "{n} one": forms, "gone": "ушёл"})
    catalogues.mo_file("ru").write_bytes(b"")
    assert catalogues.main(["check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "ru: no longer used: 'gone'",
        "ru: not translated (screens/page.py): 'new'",
        "ru: places none instead of {n} in 'два' (screens/page.py): '{n} one'",
        "ru: places {y} instead of {x} in 'был {y}' (screens/page.py): 'kept {x}'",
        "ru: stale: catalogues/ru/LC_MESSAGES/cockpit.mo",
    ]


def test_a_missing_catalogue_misses_every_text(project: Path) -> None:
    assert [line.split(" (")[0] for line in catalogues.problems("ru")] == ["ru: missing"] * len(GOOD) + [
        "ru: stale: catalogues/ru/LC_MESSAGES/cockpit.mo"
    ]


def test_extracting_keeps_translations_and_drops_what_is_gone(project: Path) -> None:
    translate(project, GOOD | {"new": "", "gone": "ушёл"})
    catalogues.main(["extract"])
    text = catalogues.po_file("ru").read_text("utf-8")
    assert "был {x}" in text
    assert "{n} много" in text
    assert "ушёл" not in text
    assert "print" not in text
    assert "not a text" not in text


def test_a_doubtful_translation_is_named_and_not_shown(project: Path) -> None:
    translate(project, GOOD)
    po = catalogues.po_file("ru")
    po.write_text(po.read_text("utf-8").replace('msgid "new"', '#, fuzzy\nmsgid "new"'), "utf-8")
    catalogues.main(["extract"])
    catalogues.main(["compile"])
    assert catalogues.problems("ru") == ["ru: fuzzy (screens/page.py): 'new'"]
    assert "новый".encode() not in catalogues.mo_file("ru").read_bytes()


def test_the_same_content_gives_the_same_bytes(project: Path) -> None:
    translate(project, GOOD)
    catalogues.main(["extract"])
    catalogues.main(["compile"])
    before = catalogues.po_file("ru").read_bytes(), catalogues.mo_file("ru").read_bytes()
    catalogues.main(["extract"])
    catalogues.main(["compile"])
    assert (catalogues.po_file("ru").read_bytes(), catalogues.mo_file("ru").read_bytes()) == before
    assert b"Date" not in before[0] + before[1]


def test_a_wrong_call_says_what_would_be_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogues.main(["everything"]) == 2
    assert "extract | compile | check" in capsys.readouterr().err

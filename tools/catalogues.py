"""Keeps the catalogues in step with the code: ``python -m tools.catalogues extract | compile | check``.

The English text is the key. `extract` writes the keys of the code into each ``.po`` and keeps what is translated,
`compile` makes the ``.mo`` that the program reads, `check` names everything that is out of step. The files are the
same bytes for the same content, on any day.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("cockpit", "screens", "data")
CATALOGUES = ROOT / "cockpit" / "language" / "catalogues"
LANGUAGES = ("ru",)
#: The functions that take a text, and how many texts: one, or the two of a count.
KEYWORDS = {"t": 1, "N_": 1, "say": 1, "tn": 2, "say_count": 2}

_HEADER = "# The cockpit's texts. The English text is the key; kept by `python -m tools.catalogues extract`."
_PLACE = re.compile(r"\{[^{}]*\}")
_WIDTH = 110

#: A key as the code has it: a text, or the two texts of a count.
Key = str | tuple[str, str]


class StableCatalog(Catalog):
    """A catalogue whose header says nothing of the day or the tool it was made with."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What the readers of a catalogue need to know, and no more."""
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def po_file(language: str) -> Path:
    """Return where the translations into `language` are written by people."""
    return CATALOGUES / language / "LC_MESSAGES" / "cockpit.po"


def mo_file(language: str) -> Path:
    """Return where the program reads the translations into `language`."""
    return po_file(language).with_suffix(".mo")


def keys_in_code() -> dict[Key, list[str]]:
    """Return every key that the floors use, with the files that use it."""
    found: dict[Key, list[str]] = {}
    for file in sorted(file for floor in FLOORS for file in (ROOT / floor).rglob("*.py")):
        path = file.relative_to(ROOT).as_posix()
        for key in _keys(ast.parse(file.read_text("utf-8"))):
            files = found.setdefault(key, [])
            if path not in files:
                files.append(path)
    return found


def _keys(module: ast.Module) -> Iterator[Key]:
    """Every literal text of a module, wherever its call stands: in a string's place, in another text's values."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            taken = node.args[: KEYWORDS[node.func.id]]
            texts = [each.value for each in taken if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if texts and len(texts) == KEYWORDS[node.func.id]:
                yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def read(language: str) -> StableCatalog:
    """Return what is written in the language's ``.po``; an empty catalogue when there is none."""
    catalog = StableCatalog(locale=language, header_comment=_HEADER, fuzzy=False)
    if po_file(language).exists():
        with po_file(language).open("rb") as file:
            for message in _messages(read_po(file, locale=language, ignore_obsolete=True)):
                catalog[message.id] = message
    return catalog


def extract(language: str) -> None:
    """Write the keys of the code into the language's ``.po``; translations of keys that are still used are kept."""
    before = {_first(message.id): message for message in _messages(read(language))}
    after = StableCatalog(locale=language, header_comment=_HEADER, fuzzy=False)
    for key, files in keys_in_code().items():
        old = before.get(_first(key))
        kept = old.string if old is not None and old.pluralizable == isinstance(key, tuple) else ""
        flags = ["fuzzy"] if old is not None and old.fuzzy else []
        comments = old.user_comments if old is not None else []
        after.add(key, kept, [(file, 0) for file in sorted(files)], flags=flags, user_comments=comments)
    write_catalog(after, po_file(language))


def write_catalog(catalog: StableCatalog, po: Path) -> None:
    """Write a catalogue as people read it, sorted by key."""
    text = BytesIO()
    write_po(text, catalog, width=_WIDTH, sort_output=True, include_lineno=False)
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_bytes(text.getvalue())


def write_compiled(catalog: StableCatalog, mo: Path) -> None:
    """Write a catalogue as the program reads it."""
    mo.parent.mkdir(parents=True, exist_ok=True)
    mo.write_bytes(compiled(catalog))


def compiled(catalog: StableCatalog) -> bytes:
    """Return the bytes of the ``.mo``; untranslated and fuzzy entries are left out."""
    binary = BytesIO()
    write_mo(binary, catalog)
    return binary.getvalue()


def problems(language: str) -> list[str]:
    """Return one line for everything in the language's catalogue that is out of step with the code."""
    used = keys_in_code()
    written = read(language)
    there = {_first(message.id): message for message in _messages(written)}
    found = []
    for key, files in used.items():
        message = there.pop(_first(key), None)
        if message is None or message.pluralizable != isinstance(key, tuple):
            found.append(f"missing ({files[0]}): {_first(key)!r}")
        else:
            found += [f"{wrong} ({files[0]}): {_first(key)!r}" for wrong in _flaws(message)]
    found += [f"no longer used: {key!r}" for key in there]
    if not mo_file(language).exists() or mo_file(language).read_bytes() != compiled(written):
        found.append(f"stale: {mo_file(language).relative_to(ROOT)}")
    return [f"{language}: {line}" for line in sorted(found)]


def _flaws(message: Message) -> Iterator[str]:
    """What is wrong with one translated entry."""
    texts = _texts(message.string)
    if not texts or not all(texts):
        yield "not translated"
        return
    if message.fuzzy:
        yield "fuzzy"
    # Other languages have more than one number in a singular form, so each form needs what the plural has.
    wanted = set(_PLACE.findall(_texts(message.id)[-1]))
    for text in texts:
        if (had := set(_PLACE.findall(text))) != wanted:
            yield f"places {_listed(had)} instead of {_listed(wanted)} in {text!r}"


def _listed(places: set[str]) -> str:
    return " ".join(sorted(places)) or "none"


def _messages(catalog: Catalog) -> Iterator[Message]:
    """The entries of a catalogue without its header."""
    return (message for message in catalog if message.id)


def _texts(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _first(key: str | Iterable[str]) -> str:
    return _texts(key)[0]


def main(arguments: list[str]) -> int:
    """Run one command; return 1 when something is out of step, 2 for a wrong call."""
    match arguments:
        case ["extract"]:
            for language in LANGUAGES:
                extract(language)
        case ["compile"]:
            for language in LANGUAGES:
                write_compiled(read(language), mo_file(language))
        case ["check"]:
            lines = [line for language in LANGUAGES for line in problems(language)]
            sys.stdout.writelines(f"{line}\n" for line in lines)
            return 1 if lines else 0
        case _:
            sys.stderr.write("python -m tools.catalogues extract | compile | check\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

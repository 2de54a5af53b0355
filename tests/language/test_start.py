"""The language floor is imported before the first paint, so it must stay light."""

import subprocess
import sys

HEAVY = "{'babel', 'decimal', 'rich', 'textual', 'pydantic', 'sqlalchemy'}"


def modules_after(code: str) -> str:
    script = f"import sys\n{code}\nprint(sorted({HEAVY} & set(sys.modules)))"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - the test's own code
    return done.stdout.strip()


def test_speaking_a_language_loads_nothing_heavy() -> None:
    assert modules_after("import cockpit.language as l; l.use('ru'); l.t('x {n}', n=5); l.tell") == "[]"


def test_the_first_amount_loads_the_locale_data() -> None:
    assert modules_after("import cockpit.language as l; l.warm()") == "['babel', 'decimal']"

from collections.abc import Iterator

import pytest

from cockpit import language
from cockpit.language import catalogue


@pytest.fixture(autouse=True)
def starts_in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test starts in English in no known year and leaves the language as it found it."""
    before = language.current()
    monkeypatch.setattr(catalogue, "_in_use", catalogue._InUse())
    yield
    monkeypatch.undo()
    language.use(before)

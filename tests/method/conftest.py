from collections.abc import Iterator

import pytest

from cockpit import language
from cockpit.language import catalogue


@pytest.fixture(autouse=True, scope="package")
def _in_english() -> Iterator[None]:
    """The tests of the method read its sentences in English, in 2026, and leave the language as it was."""
    before = catalogue._in_use
    catalogue._in_use = catalogue._InUse()
    language.use("en", year=2026)
    yield
    catalogue._in_use = before

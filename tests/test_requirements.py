"""Every requirement that is built has a test that names it."""

from __future__ import annotations

import pytest

from tools.requirements import BUILT, named, proofs


def test_every_built_requirement_has_a_test_that_names_it() -> None:
    found = proofs()
    assert [requirement for requirement in BUILT if requirement not in found] == []


@pytest.mark.parametrize(
    ("text", "ids"), [("R7: complete", ["R7"]), ("R45-R48 and R9", ["R45", "R46", "R47", "R48", "R9"]), ("none", [])]
)
def test_a_docstring_names_single_ids_and_ranges(text: str, ids: list[str]) -> None:
    assert list(named(text)) == ids

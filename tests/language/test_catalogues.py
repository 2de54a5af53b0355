import pytest

from tools.catalogues import LANGUAGES, problems


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_program_is_translated(language: str) -> None:
    lines = problems(language)
    assert not lines, "\n".join(
        ["run `python -m tools.catalogues extract`, translate, then `python -m tools.catalogues compile`:", *lines]
    )

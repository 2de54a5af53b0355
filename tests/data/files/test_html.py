"""Tables of HTML that call themselves workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.method.errors import FileError
from cockpit.method.money import Money
from data.files.facts import DealFact
from tests.data.files.builders import facts, only, plain, reading, write

PAGE = (
    '\ufeff<meta http-equiv="Content-type" content="text/html;charset={charset}" />\n<table border="1">\n<thead><tr>'
    "<th>ID</th><th>Название сделки</th><th>Стадия сделки</th><th>Сумма</th><th>Компания</th><th>Комментарий</th>"
    "</tr></thead><tbody>\n"
    "<tr><td>7</td><td>Поставка &laquo;А&raquo;</td><td>Новая</td><td>1000.50</td><td>ACME [/foo]</td>"
    "<td>первое<br>второе <table><tr><td>x</td></tr></table><b>жирно</td></tr>\n"
    "<tr><td>8<td>Сервис<td>Новая<td>90<td>Beta<td></tr></tbody></table>\n"
)


@pytest.mark.parametrize(("charset", "encoding"), [("UTF-8", "utf-8"), ("windows-1251", "cp1251")])
def test_bitrix24_s_workbook_of_html_is_read_like_its_csv(tmp_path: Path, charset: str, encoding: str) -> None:
    text = PAGE.replace("{charset}", charset)
    file = write(tmp_path / "DEAL_20261124_0a1b2c3d.xls", text if encoding == "utf-8" else text[1:], encoding)
    assert reading(file).parts[0].source == "bitrix24"
    first, second = only(DealFact, facts(file))
    assert (first.title, first.amount, first.client) == ("Поставка «А»", Money(1000_50, "RUB"), "ACME [/foo]")
    assert first.note.splitlines()[0] == "первое"
    assert "жирно" in first.note
    assert (second.external_id, second.client) == ("8", "Beta")


def test_a_page_without_a_table_is_refused_with_what_it_says(tmp_path: Path) -> None:
    file = write(tmp_path / "x.xls", "<html><head><title>t</title></head><body>Нет <b>доступа</b></body></html>")
    with pytest.raises(FileError) as refused:
        reading(file)
    assert "Нет доступа" in plain(refused.value.sentence)


def test_a_page_that_was_cut_short_keeps_its_rows(tmp_path: Path) -> None:
    text = PAGE.replace("{charset}", "utf-8")
    found = only(DealFact, facts(write(tmp_path / "x.xls", text[: text.index("Beta") + 4])))
    assert [deal.client for deal in found] == ["ACME [/foo]", "Beta"]

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.errors import FileError
from data.files.facts import Account
from data.files.readers import open_table
from data.files.table import Flaw, Table
from tests.data.files.builders import plain, write, write_xlsx

TEXT = "Клиент;Сумма\r\nРомашка;100\r\nВектор;200\r\n"


def rows(table: Table) -> list[tuple[int, list[str]]]:
    return [row for row in table.rows(Account(table.name)) if not isinstance(row, Flaw)]


def flaws(table: Table) -> list[tuple[int, bool]]:
    return [(row.line, row.lost) for row in table.rows(Account(table.name)) if isinstance(row, Flaw)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    table = open_table(write(tmp_path / "a.csv", mark + TEXT, encoding))
    assert table.header == ("Клиент", "Сумма")
    assert rows(table) == [(2, ["Ромашка", "100"]), (3, ["Вектор", "200"])]
    assert len(table.source.sha256) == 64


def test_lines_of_another_encoding_in_a_utf8_file_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((TEXT * 3).encode() + "Заря;300\r\n".encode("cp1251"))
    table = open_table(path)
    assert rows(table)[-1] == (10, ["Заря", "300"])
    assert any("Windows-1251" in plain(note) for note in table.notes)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_every_delimiter_is_found_outside_quotes(tmp_path: Path, mark: str) -> None:
    text = f'"Бюджет, ₽; a|b"{mark}Компания{mark}"Ответственный"\n1{mark}"A{mark}B"{mark}x\n'
    inner = mark.replace("\t", " ")
    assert rows(open_table(write(tmp_path / "a.txt", text))) == [(2, ["1", f"A{inner}B", "x"])]


def test_a_header_whose_names_hold_commas_is_divided_by_what_gives_known_names(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.csv", "Бюджет, ₽;Вероятность, %;Компания\n1;2;A\n"))
    assert table.header == ("Бюджет, ₽", "Вероятность, %", "Компания")


def test_a_trailing_delimiter_on_every_line_is_an_empty_last_column(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.csv", '"ID";"Сумма";\n"1";"5";\n"2";"6";\n'))
    assert table.header == ("ID", "Сумма", "")
    assert rows(table) == [(2, ["1", "5", ""]), (3, ["2", "6", ""])]


def test_a_delimiter_stated_in_the_first_line_is_used(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.csv", "sep=;\nКлиент;Сумма\nA;1\n"))
    assert (table.header_line, rows(table)) == (2, [(3, ["A", "1"])])


def test_a_title_above_the_header_is_passed_over_and_said(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.csv", "Отчёт за ноябрь, 2026\n\nКлиент;Сумма;Этап\nA;1;x\n"))
    assert (table.header, table.header_line) == (("Клиент", "Сумма", "Этап"), 3)
    assert rows(table) == [(4, ["A", "1", "x"])]
    assert any("line 3" in plain(note) for note in table.notes)


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    text = 'Клиент,Сумма,Комментарий\r\nA,1,"one\r\ntwo"\r\n\r\nB,2,x\r\n'
    account = Account("a")
    table = open_table(write(tmp_path / "a.csv", text))
    assert list(table.rows(account)) == [(2, ["A", "1", "one\ntwo"]), (5, ["B", "2", "x"])]
    assert (account.rows, account.blank, account.skipped) == (2, 1, 0)


def test_an_unclosed_quote_costs_its_own_line_only(tmp_path: Path) -> None:
    text = 'Клиент,Сумма,Этап\nA,1,x\n"B,2,x\nC,3,x\nD,4,x\n'
    table = open_table(write(tmp_path / "a.csv", text))
    assert [row[1][0] for row in rows(table)] == ["A", "C", "D"]
    assert flaws(table) == [(3, True)]


def test_two_stray_quotes_do_not_swallow_the_lines_between_them(tmp_path: Path) -> None:
    text = 'Клиент,Сумма,Этап\n"A,1,x\nB,2,x\nC,3,x\n"D,4,x\nE,5,x\n'
    table = open_table(write(tmp_path / "a.csv", text))
    assert [row[1][0] for row in rows(table)] == ["B", "C", "E"]
    assert flaws(table) == [(2, True), (5, True)]


def test_an_unclosed_quote_before_a_long_rest_is_found_in_bounded_memory(tmp_path: Path) -> None:
    rest = "".join(f"C{n},3,{'x' * 80}\n" for n in range(3000))
    table = open_table(write(tmp_path / "a.csv", f'Клиент,Сумма,Этап\n"B,2,x\n{rest}'))
    assert len(rows(table)) == 3000
    assert flaws(table) == [(2, True)]


def test_quotes_inside_a_name_are_kept_readable(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.csv", 'Клиент;Сумма\nООО "Ромашка";1\n"ООО ""Вектор""";2\n'))
    assert [row[1][0] for row in rows(table)] == ['ООО "Ромашка"', 'ООО "Вектор"']


def test_too_many_cells_are_a_broken_row_and_too_few_a_warning(tmp_path: Path) -> None:
    account = Account("a")
    table = open_table(write(tmp_path / "a.csv", "Клиент,Сумма,Этап\nA,1,x,y\nB,2\nTotal\nC,3,x,\n"))
    found = list(table.rows(account))
    assert [(row.line, row.lost) for row in found if isinstance(row, Flaw)] == [(2, True), (3, False), (4, True)]
    assert [row for row in found if not isinstance(row, Flaw)] == [(3, ["B", "2", ""]), (5, ["C", "3", "x"])]
    assert (account.rows, account.skipped, account.taken) == (4, 2, 2)


def test_zero_bytes_are_replaced_with_a_warning(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.csv", "Клиент,Сумма\nA\0B,1\n"))
    assert rows(table) == [(2, ["A\ufffdB", "1"])]
    assert flaws(table) == [(2, False)]


def test_control_and_direction_characters_never_come_through(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.csv", "Клиент,Сумма\n\x1b[2JACME [/foo]\u202e,1\u00a0000\n"))
    assert rows(table) == [(2, ["\ufffd[2JACME [/foo]\ufffd", "1 000"])]


def test_lost_letters_are_counted(tmp_path: Path) -> None:
    account = Account("a")
    list(open_table(write(tmp_path / "a.csv", "Клиент,Сумма\n??????? ????,1\nB?,2\n")).rows(account))
    assert account.lossy == 1


def test_progress_reaches_the_size_of_the_file(tmp_path: Path) -> None:
    calls: list[tuple[int, int]] = []
    path = write(tmp_path / "a.csv", TEXT + "Б;1\r\n" * 5000)
    list(open_table(path).rows(Account("a"), lambda done, total: calls.append((done, total))))
    assert calls[-1] == (path.stat().st_size, path.stat().st_size)
    assert [done for done, _ in calls] == sorted(done for done, _ in calls)
    assert len(calls) > 3


BOOK: dict[str, Sequence[Sequence[object]]] = {
    "Итоги": [["Отчёт"], ["Всего", 5]],
    "Сделки": [
        ["Выгрузка от 1 марта"],
        ["ID", "Клиент", "Сумма", "Дата создания", "Сделка закрыта", None],
        [12345678901234, "Ромашка", 1200.5, datetime(2026, 3, 4, 10, 30), True, None],  # noqa: DTZ001 a sheet knows no zone
        [None, None, None, None, None, None],
        [17.0, "Вектор", 1.234, date(2026, 3, 5), False],
    ],
}


def test_a_workbook_gives_the_sheet_with_the_known_names(tmp_path: Path) -> None:
    account = Account("a")
    table = open_table(write_xlsx(tmp_path / "a.xlsx", BOOK))
    assert table.name == "a.xlsx / Сделки"
    assert table.header == ("ID", "Клиент", "Сумма", "Дата создания", "Сделка закрыта")
    assert list(table.rows(account)) == [
        (3, ["12345678901234", "Ромашка", "1200.5", "2026-03-04 10:30:00", "true"]),
        (5, ["17", "Вектор", "1.2340", "2026-03-05", "false"]),
    ]
    assert (account.rows, account.blank) == (2, 1)
    assert any("Итоги" in plain(note) for note in table.notes)


def test_a_workbook_is_known_by_its_bytes_and_reports_progress(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.csv", BOOK)
    calls: list[tuple[int, int]] = []
    list(open_table(path).rows(Account("a"), lambda done, total: calls.append((done, total))))
    assert calls[-1] == (path.stat().st_size, path.stat().st_size)


def a_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (80 << 20))
    return buffer.getvalue()


def a_zip(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (lambda: b"", "empty"),
        (lambda: b"\n \n;;\n", "no rows"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a table"),
        (lambda: bytes(range(1, 32)) * 50, "not a table"),
        (lambda: b"%PDF-1.7 ...", "not a table"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "CSV or XLSX"),
        (lambda: b"<html><body>No access</body></html>", "web page"),
        ("\ufeff<meta charset='utf-8'><table border='1'>".encode, "without a table"),
        (lambda: a_zip("word/document.xml"), "not a table"),
        (lambda: a_zip("xl/workbook.bin"), "CSV or XLSX"),
        (lambda: a_zip("xl/workbook.xml"), "damaged"),
        (lambda: b"PK\x03\x04" + b"x" * 200, "damaged"),
        (a_bomb, "too large"),
        (lambda: b"a;b\n" + b"x" * (3 << 20), "megabyte"),
        (lambda: ";".join(f"c{n}" for n in range(3000)).encode() + b"\n", "3000 columns"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, content: Callable[[], bytes], word: str) -> None:
    path = tmp_path / "file.xls"
    path.write_bytes(content())
    with pytest.raises(FileError) as caught:
        open_table(path)
    assert "file.xls" in plain(caught.value.sentence)
    assert word in plain(caught.value.sentence)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        open_table(tmp_path / "no.csv")
    with pytest.raises(FileError) as caught:
        open_table(tmp_path)
    assert "folder" in plain(caught.value.sentence)


@given(part=st.floats(0.05, 0.99))
def test_a_workbook_cut_short_is_refused_wherever_it_was_cut(
    tmp_path_factory: pytest.TempPathFactory, part: float
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    whole = write_xlsx(folder / "a.xlsx", BOOK).read_bytes()
    path = folder / "b.xlsx"
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(FileError):
        open_table(path)


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_give_a_table_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(content)
    try:
        table = open_table(path)
    except FileError:
        return
    account = Account("a")
    taken = sum(not isinstance(row, Flaw) for row in table.rows(account))
    assert taken == account.taken


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8),
            min_size=3,
            max_size=3,
        ),
        max_size=20,
    )
)
def test_written_rows_come_back(tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]) -> None:
    quoted = [
        ";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["Клиент", "Сумма", "Этап"], *cells]
    ]
    path = write(tmp_path_factory.mktemp("rows") / "a.csv", "\n".join(quoted) + "\n")
    assert len(rows(open_table(path))) == len(cells)

"""Tables as files: what is written can be read, and what comes from outside can do no harm."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from tablib import Dataset

from portal import spreadsheets
from portal.spreadsheets import MAX_ROWS, RefusedError, read, write
from portal.workbooks import MAX_CELL

TEXTS = [
    "=1+1",
    '=HYPERLINK("https://example.org")',
    "+49 234 910-0",
    "-5",
    "@wort",
    "'=schon geschützt",
    "'gewöhnlich",
    "007",
    "1, 11",
    "17.06.2024",
    'Zeile 1\nZeile 2; mit "Zeichen"',
    " mit Rand ",
    "für Bürger – „Straße“ €",
]


def table_of(*texts):
    table = Dataset(headers=["id", "text"])
    for text in texts:
        table.append(["1", text])
    return table


def texts_in(content):
    return [row[2] for row in read(SimpleUploadedFile("tabelle", content))]


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def refused(content):
    with pytest.raises(RefusedError) as refusal:
        read(SimpleUploadedFile("tabelle", content))
    return str(refusal.value)


# Out and in again


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_text_comes_back_as_it_was(kind):
    assert texts_in(write(table_of(*TEXTS), kind)) == TEXTS


def test_csv_is_what_german_excel_opens_by_a_double_click():
    assert write(table_of("Bänke"), "csv") == "\ufeffid;text\r\n1;Bänke\r\n".encode()


def test_in_csv_no_cell_begins_like_a_formula():
    lines = write(table_of(*TEXTS[:5]), "csv").decode("utf-8-sig").split("\r\n")[1:-1]

    assert [line.partition(";")[2].strip('"')[0] for line in lines] == ["'"] * 5


def test_in_excel_no_cell_is_a_formula_and_each_stays_text_when_it_is_edited():
    sheet = load_workbook(BytesIO(write(table_of(*TEXTS), "xlsx"))).active

    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type, cell.number_format) for cell in cells] == [(t, "s", "@") for t in TEXTS]
    assert [cell.quotePrefix for cell in cells[:5]] == [True] * 5


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_no_file_can_hold_is_left_out(kind):
    tidy = spreadsheets.tidy("Bank\x00 am\x0b\r\nFluss\r")

    assert texts_in(write(table_of(tidy), kind)) == ["Bank am\nFluss\n"]


def test_a_text_that_excel_would_cut_off_is_refused_and_goes_into_csv():
    table = table_of("x" * (MAX_CELL + 1))

    with pytest.raises(RefusedError, match=r"Spalte text.* Bitte wählen Sie CSV\."):
        write(table, "xlsx")

    assert texts_in(write(table, "csv")) == ["x" * (MAX_CELL + 1)]


# What spreadsheets write


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_with_every_delimiter_and_unicode_encoding(delimiter, encoding):
    content = delimiter.join(["id", "text"]) + "\n" + delimiter.join(["1", '"a;b,c"']) + "\n"

    assert texts_in(content.encode(encoding)) == ["a;b,c"]


def test_values_that_excel_has_made_of_what_was_typed_are_read_as_typed():
    from_excel = workbook(["id", "text"], [1, 2024], [2, 3.5], [3, True], [4, None])
    sheet = load_workbook(BytesIO(from_excel))
    for row, value in ((6, "2024-06-17"), (7, "2024-06-17T09:30")):
        sheet.active.cell(row, 1).value = row
        sheet.active.cell(row, 2).value = datetime.fromisoformat(value)

    assert texts_in(saved(sheet)) == ["2024", "3.5", "1", "", "17.06.2024", "17.06.2024 09:30"]


def test_the_number_of_a_row_is_that_in_the_file_and_empty_rows_are_passed_over():
    csv = b'id;text\r\n;\r\n1;"a\r\nb"\r\n\r\n2;c\r\n'
    xlsx = workbook(["id", "text"], [], [1, "a\nb"], [], [2, "c"])

    for content in (csv, xlsx):
        assert list(read(SimpleUploadedFile("tabelle", content))) == [(3, "1", "a\nb"), (5, "2", "c")]


def test_rows_that_leave_out_their_empty_end_are_filled_up():
    assert texts_in(b"id;text\n1\n") == [""]


def test_a_table_with_empty_rows_to_the_end_of_the_sheet_is_read():
    book = load_workbook(BytesIO(workbook(["id", "text"], [1, "a"])))
    book.active.cell(1_048_576, 1).number_format = "@"

    assert texts_in(saved(book)) == ["a"]


# What is no table


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Die Datei ist leer."),
        (b"\xef\xbb\xbf\n\n", "Die Datei ist leer."),
        (b"id;text\n1\n2;\xe4\n", "Das ist weder eine XLSX-Datei noch eine CSV-Datei in UTF-8."),
        (b"%PDF-1.7\n\xe2\xe3", "Das ist weder eine XLSX-Datei noch eine CSV-Datei in UTF-8."),
        (b"id;text\n1;\x00\n", "Das ist keine Tabelle."),
        (b'id;text\n1;"offen\n', "Diese CSV-Datei ist beschädigt"),
        (b"id;text;text\n1;2;3\n", "In der ersten Zeile braucht jede Spalte einen eigenen Namen."),
        (b"id;;text\n1;2;3\n", "In der ersten Zeile braucht jede Spalte einen eigenen Namen."),
        (b"id;text\n1;2;3\n", "Zeile 2 hat mehr Zellen, als die erste Zeile Spalten nennt."),
        (b"\xd0\xcf\x11\xe0alt", "Das ist eine Datei aus einem alten Excel oder eine mit Kennwort."),
        (b"PK\x03\x04kaputt", "Diese Excel-Datei lässt sich nicht lesen."),
        (b"id\n" + b"1\n" * (MAX_ROWS + 1), f"Die Datei hat mehr als {MAX_ROWS} Zeilen."),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(content, reason):
    assert refused(content).startswith(reason)


def test_a_file_that_is_too_large_is_not_even_read():
    class Huge:
        size = 100_000_000

    with pytest.raises(RefusedError, match="größer als 10 MB"):
        read(Huge())


def repacked(content, **replaced):
    """A workbook with some of its parts written anew: name without its ending, and a function."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(written, "w", compression=8) as new:
        for name in old.namelist():
            stem = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, replaced.get(stem, bytes)(old.read(name)))
    return written.getvalue()


def test_a_small_file_that_unpacks_to_a_large_one_is_refused():
    bomb = repacked(workbook(["id"], [1]), sheet1=lambda content: content + b" " * 60_000_000)

    assert len(bomb) < 100_000
    assert refused(bomb) == "Diese Excel-Datei enthält viel mehr, als eine solche Tabelle brauchen kann."


def test_a_file_whose_entities_multiply_is_refused():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))

    def laughing(content):
        head, tail = b"<!DOCTYPE x [<!ENTITY e0 'ha'>" + entities.encode() + b"]>", content.partition(b"?>")
        return (tail[0] + tail[1] + head + tail[2] if tail[1] else head + content).replace(b"witz", b"&e9;")

    assert refused(repacked(workbook(["id"], ["witz"]), sheet1=laughing, sharedStrings=laughing)).startswith(
        "Diese Excel-Datei lässt sich nicht lesen."
    )


def test_another_kind_of_zip_file_is_refused():
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("content.xml", "OpenDocument")

    assert refused(written.getvalue()) == (
        "Das ist keine Excel-Arbeitsmappe. Bitte speichern Sie die Tabelle als XLSX oder CSV."
    )


def test_a_formula_without_a_result_is_told():
    book = Workbook()
    book.active.append(["id", "#REF!"])
    book.active["B1"].data_type = "e"

    assert refused(saved(book)) == (
        "Eine Formel in der Tabelle hat kein Ergebnis (#REF!). Bitte berichtigen oder leeren Sie die Zelle."
    )

"""Tables as files: XLSX, and CSV as German Excel reads and writes it. Every cell is text; no ORM.

A file comes from outside. Whatever is no table of a reasonable size is refused, with a sentence for editors.
"""

import csv
import re
from importlib import import_module
from io import StringIO

from django.utils.translation import gettext as _
from tablib import Dataset

MEGABYTE = 1_000_000
MAX_BYTES = 10 * MEGABYTE
MAX_ROWS, MAX_COLUMNS = 2000, 100
# The column that tells in which row of the file something stood. No column of a model is called that.
ROW = "#"
# What a spreadsheet would take for a formula, and run. An apostrophe before it makes it text.
FORMULA = re.compile(r"'*[=+\-@\t]")
GUARDED = re.compile(r"'+[=+\-@\t]")
# What neither XML nor PostgreSQL can hold, and how Excel writes the line break of Windows.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x000D_")
OLD_EXCEL, ZIP = b"\xd0\xcf\x11\xe0", b"PK"

# One cell may hold a long text; the file as a whole is limited.
csv.field_size_limit(MAX_BYTES)


class RefusedError(ValueError):
    """This is no table that we read; the reason is a sentence for editors."""


def tidy(text):
    """The text as every kind of file can hold it, with line breaks of one kind."""
    return UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def write(table, extension, title=""):
    """A Dataset as the bytes of a file, "csv" or "xlsx". Raises RefusedError for what that kind cannot hold."""
    return workbooks().written(table, title) if extension == "xlsx" else as_csv(table)


def workbooks():
    """The module for XLSX. Its library takes 10 MB of a process's memory, and most processes never need it."""
    return import_module("portal.workbooks")


def as_csv(table):
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(table.headers)
    for row in table:
        writer.writerow(f"'{cell}" if FORMULA.match(cell) else cell for cell in row)
    # The mark at the beginning tells Excel that it is UTF-8.
    return written.getvalue().encode("utf-8-sig")


def read(file):
    """A file as a Dataset without its empty rows; its first column is the number of the row in the file."""
    if file.size > MAX_BYTES:
        raise RefusedError(
            _("The file is larger than %d MB. Please import in several parts.") % (MAX_BYTES // MEGABYTE)
        )
    content = file.read()
    if content.startswith(OLD_EXCEL):
        raise RefusedError(
            _("This is a file of an old or a protected Excel. Please save it as XLSX, without password.")
        )
    rows = workbooks().rows_of(content) if content.startswith(ZIP) else rows_of_csv(content)
    return as_table((number, row) for number, row in enumerate(rows, 1) if any(row))


def as_table(numbered_rows):
    first = next(numbered_rows, None)
    if first is None:
        raise RefusedError(_("The file is empty."))
    headers = without_empty_end([cell.strip() for cell in first[1]])
    if "" in headers or len(set(headers)) < len(headers):
        raise RefusedError(_("In the first row every column needs a name of its own."))
    table = Dataset(headers=[ROW, *headers])
    for number, row in numbered_rows:
        if len(table) == MAX_ROWS:
            raise RefusedError(_("The file has more than %d rows. Please import in several parts.") % MAX_ROWS)
        cells = without_empty_end(row)
        if len(cells) > len(headers):
            raise RefusedError(_("Row %d has more cells than there are columns in the first row.") % number)
        table.append([number, *cells, *[""] * (len(headers) - len(cells))])
    return table


def without_empty_end(cells):
    length = next((length for length in range(len(cells), 0, -1) if cells[length - 1]), 0)
    return list(cells[:length])


def rows_of_csv(content):
    text = decoded(content)
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [tidy(cell[1:] if GUARDED.match(cell) else cell) for cell in row]
    except csv.Error as error:
        raise RefusedError(_("This CSV file is broken: a quotation mark is missing or too many.")) from error


def decoded(content):
    is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(
            _("This is no XLSX file and no CSV file in UTF-8. In Excel, save as “XLSX” or as “CSV UTF-8”.")
        ) from error
    if "\x00" in text:
        raise RefusedError(_("This is no table. Please choose an XLSX or a CSV file."))
    return text

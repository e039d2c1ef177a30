"""Tables as XLSX files; see spreadsheets.py, which reads this module when it is first needed."""

import logging
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from zipfile import ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from portal.spreadsheets import FORMULA, MAX_COLUMNS, MEGABYTE, RefusedError, tidy

logger = logging.getLogger(__name__)

MAX_UNPACKED_BYTES = 50 * MEGABYTE
# What Excel holds; it cuts off the rest of a cell without a word.
MAX_CELL, MAX_ROWS = 32_767, 1_048_576


def written(table, title):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "B2"
    for number, header in enumerate(table.headers, 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(14, len(header) + 2)
    head = [WriteOnlyCell(sheet, header) for header in table.headers]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for row in table:
        sheet.append([text_cell(sheet, *named) for named in zip(table.headers, row, strict=True)])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def text_cell(sheet, header, text):
    """Text that stays text, also when it is edited: no formula, no date, no number without its leading zero."""
    if len(text) > MAX_CELL:
        shown = {"column": header, "beginning": text[:40]}
        raise RefusedError(
            _("Excel cannot hold the long text “%(beginning)s…” (column %(column)s). Please choose CSV.") % shown
        )
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", bool(FORMULA.match(text))
    return cell


def rows_of(content):
    try:
        refuse_bombs(content)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        rows = islice(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), MAX_ROWS)
        # Most rows may be empty: LibreOffice writes all there can be if a column has a colour.
        yield from (list(map(as_text, row)) if row.count(None) < len(row) else [] for row in rows)
    except RefusedError:
        raise
    except Exception as error:  # whatever its parsers stumble over
        logger.info("An XLSX file could not be read.", exc_info=True)
        raise RefusedError(_("This Excel file cannot be read. Please save it once more as XLSX.")) from error


def refuse_bombs(content):
    with ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise RefusedError(_("This is no Excel workbook. Please save the table as XLSX or CSV."))
    # Python unpacks no more of a member than it declares.
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise RefusedError(_("This Excel file holds far more than a table of this kind can need."))


def as_text(value):
    """The value of a cell as an editor would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if value in ERROR_CODES:
        raise RefusedError(_("A formula in the table has no result (%s). Please mend or empty its cell.") % value)
    return tidy(str(value))

"""Tables as an editor exports, changes and imports them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from portal.spreadsheets import read
from tests.html import text_of
from tests.portal.forms import form_values

ACTIVITIES, RELEASES, CONTACTS = "strategy/coreactivity", "news/pressrelease", "contacts/contact"


def exported(client, path, kind="csv", query="", language="de"):
    """The bytes of the file that the list with this query gives."""
    response = client.post(f"/{language}/admin/{path}/export/{query}", {"kind": kind})
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    return response.content


def rows_of(content):
    """The rows of a file, each a dictionary of what its cells say."""
    table = read(SimpleUploadedFile("tabelle", content))
    return [dict(zip(table.headers[1:], row[1:], strict=True)) for row in table]


def as_csv(*rows):
    """A file with these rows, dictionaries with the same columns, as German Excel writes it."""
    lines = [";".join(quoted(cell) for cell in line) for line in [rows[0], *(row.values() for row in rows)]]
    return ("\ufeff" + "\r\n".join([*lines, ""])).encode()


def quoted(cell):
    return '"' + str(cell).replace('"', '""') + '"'


def edited_in_excel(content, row, column, value):
    """The workbook with one cell changed; the first row below the headers is 2."""
    book = load_workbook(BytesIO(content))
    headers = [cell.value for cell in book.active[1]]
    book.active.cell(row, headers.index(column) + 1).value = value
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def upload(client, path, content, name="tabelle.csv", language="de"):
    """The page that says what the table would change, or what is wrong with it."""
    file = SimpleUploadedFile(name, content)
    return client.post(f"/{language}/admin/{path}/import/", {"file": file})


def look(client, path, *rows, language="de"):
    return upload(client, path, as_csv(*rows), language=language)


def confirm(client, path, page, **values):
    """Press the button of the page that says what would change."""
    return client.post(f"/de/admin/{path}/import/", {"waiting": form_values(page)["waiting"], **values}, follow=True)


def bring_in(client, path, *rows, **values):
    return confirm(client, path, look(client, path, *rows), **values)


def changes_on(page):
    """What the page lists: (row, kind, {column: (before, after)}) for each row."""
    return [
        (line.number, line.kind, {one.name: (one.before, one.after) for one in line.differences})
        for line in page.context["resource"].lines
    ]


def errors_on(page):
    """What the page says of rows with errors: (row, column or empty, reason)."""
    return [
        (line.number, column.column_name if column else "", " ".join(reasons))
        for line in page.context["resource"].lines
        for column, reasons in line.errors
    ]


def refusal(page):
    """Why the file as a whole is refused."""
    return text_of(page, **{"class": "errorlist"})


def can_be_confirmed(page):
    return "waiting" in form_values(page)

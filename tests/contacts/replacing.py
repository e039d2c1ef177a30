"""The pages on which a successor takes a contact's place, as an editor uses them."""

from tests.html import text_of
from tests.portal.forms import form_values


def address_of(contact):
    return f"/de/admin/contacts/contact/{contact.pk}/replace/"


def preview(client, contact, successor):
    return client.get(address_of(contact), {"successor": successor.pk})


def confirm(client, page, contact, **values):
    return client.post(address_of(contact), {**form_values(page), **values}, follow=True)


def replace(client, contact, successor, **values):
    return confirm(client, preview(client, contact, successor), contact, **values)


def rows_of(page):
    """The preview's table, cell by cell."""
    table = page.content.decode().split("<tbody>")[1].split("</tbody>")[0].replace('<th scope="row">', "<td>")
    return [[text_of(cell) for cell in row.split("<td>")[1:]] for row in table.split("<tr>")[1:]]

"""The pages that show and bring back what was, as an editor uses them."""

from tests.html import links_of, text_of
from tests.portal.forms import form_values


def admin_address(item, page, language="de"):
    return f"/{language}/admin/{item._meta.app_label}/{item._meta.model_name}/{item.pk}/{page}/"


def versions(editor, item):
    """The addresses of the versions on the history page, the newest first."""
    links = links_of(editor.get(admin_address(item, "history")), **{"class": "module history"})
    return [href for _text, href in links]


def history_of(editor, item, language="de"):
    return text_of(editor.get(admin_address(item, "history", language)), **{"class": "module history"})


def bring_back(editor, address):
    return editor.post(address, form_values(editor.get(address)), follow=True)

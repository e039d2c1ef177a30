"""Fills in a form of the admin as a browser would: what the page shows, changed here and there."""

from html.parser import HTMLParser
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture


class FormReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.values = {}
        self.textarea = self.select = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name", "")
        if tag == "input" and attrs.get("type") in {"checkbox", "radio"}:
            if "checked" in attrs:
                self.values[name] = attrs.get("value", "on")
        elif tag == "input" and attrs.get("type") not in {"submit", "file"}:
            self.values[name] = attrs.get("value", "")
        elif tag == "textarea":
            self.textarea, self.values[name] = name, ""
        elif tag == "select":
            self.select = name if "multiple" not in attrs else None
            self.values.setdefault(name, [] if "multiple" in attrs else "")
        elif tag == "option" and "selected" in attrs and self.select:
            self.values[self.select] = attrs["value"]

    def handle_endtag(self, tag):
        if tag == "textarea":
            # A browser does not take the first line break for a part of the text.
            self.values[self.textarea] = self.values[self.textarea].replace("\r\n", "\n").removeprefix("\n")
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea] += data


def form_values(response):
    """What the form on this page would send, by field name; relations to many are left empty."""
    reader = FormReader()
    reader.feed(response.content.decode())
    return {name: value for name, value in reader.values.items() if name and "__prefix__" not in name}


def errors_beside(response, field):
    """The errors that the page shows beside this field of its main form."""
    return [str(error) for error in response.context["adminform"].form.errors.get(field, [])]


def errors_of_inline(response, prefix):
    """The errors of the rows of one inline that belong to no single field."""
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    formset = next(formset for formset in formsets if formset.prefix == prefix)
    return [str(error) for form in formset.forms for error in form.non_field_errors()]


def change(editor, instance, language="de", **values):
    """Open the change page of `instance`, change some values, and save."""
    meta = instance._meta
    address = f"/{language}/admin/{meta.app_label}/{meta.model_name}/{instance.pk}/change/"
    return editor.post(address, {**form_values(editor.get(address)), **values})


def add(editor, path, **values):
    address = f"/de/admin/{path}/add/"
    return editor.post(address, {**form_values(editor.get(address)), **values})


def a_picture_file():
    written = BytesIO()
    Picture.new("RGB", (30, 20)).save(written, "PNG")
    return SimpleUploadedFile("foto.png", written.getvalue())

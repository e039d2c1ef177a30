"""The one kind of formatted text: what the editor offers, what may be stored."""

from django_prose_editor.fields import ProseEditorField

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "protocols": ["https", "http", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HTML": False,
}


class RichTextField(ProseEditorField):
    """Formatted text. It is cleaned whenever it is saved, whichever way it comes in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, config={"extensions": EXTENSIONS}, sanitize=True, **kwargs)

    def get_db_prep_save(self, value, connection):
        # Here and not in pre_save: bulk and query-set updates come by here too.
        cleaned = self.sanitize(value) if isinstance(value, str) else value
        return super().get_db_prep_save(cleaned, connection)

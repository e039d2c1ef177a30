"""What every app needs: addresses that last, sources, pictures, documents, pages.

Django finds an app's models here, also those of other modules. Migrations name `document_path` and `picture_path`."""

from portal.drafts import Draft
from portal.generation import ContentChange
from portal.models.addresses import FormerSlug, Slugged, SluggedQuerySet
from portal.models.documents import Document, document_path
from portal.models.notes import LoadedEntry, Reminder
from portal.models.pages import FIXED_PAGES, SITE_NOTICE, Page
from portal.models.pictures import Image, picture_path
from portal.models.rows import Row, Source
from portal.models.texts import TextQuerySet, Written, empty
from portal.translation_state import OutdatedTranslation

__all__ = [
    "FIXED_PAGES",
    "SITE_NOTICE",
    "ContentChange",
    "Document",
    "Draft",
    "FormerSlug",
    "Image",
    "LoadedEntry",
    "OutdatedTranslation",
    "Page",
    "Reminder",
    "Row",
    "Slugged",
    "SluggedQuerySet",
    "Source",
    "TextQuerySet",
    "Written",
    "document_path",
    "empty",
    "picture_path",
]

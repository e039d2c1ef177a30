"""Fills the portal of tests/closed: run within it, says what was made as JSON."""

import json

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.models import Draft
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_document,
    a_milestone,
    a_page,
    a_press_release,
    an_image,
    berlin,
)
from tests.portal.accounts import sign_in, someone
from tests.portal.forms import form_values


def an_open_draft(page):
    address = reverse("admin:portal_page_change", args=[page.pk])
    client.post(address, {**form_values(client.get(address)), "title_de": "Entwurf", "_link": ""})
    return Draft.objects.of(page).link


page, broken = a_page("netzwerk"), a_page("kaputt")
a_contact(slug="anna")
a_press_release(berlin(2024, 6, 17), slug="hdw")
activity = a_core_activity(slug="stuben", competency=a_competency(4, slug="wissen"))
a_milestone("2030-01-01", core_activity=activity)
editor = someone("administrator", username="anna.beispiel", email="anna.beispiel@example.org")
client = Client(headers={"host": settings.ALLOWED_HOSTS[0], "x-forwarded-proto": "https"})
sign_in(client, editor)
preview, broken_preview = an_open_draft(page), an_open_draft(broken)
# A draft of a kind that nobody edits: its preview is a failure of ours.
Draft.objects.filter(object_id=broken.pk).update(content_type=ContentType.objects.get_for_model(Session))

print(  # noqa: T201 - that is what it is for
    json.dumps(
        {
            "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "preview": preview,
            "failure": broken_preview,
            "pdf": a_document(file=SimpleUploadedFile("folien.pdf", b"%PDF-1.7")).file.url,
            "table": a_document(file=SimpleUploadedFile("liste.csv", b"a;b")).file.url,
            "picture": an_image().file.url,
        }
    )
)

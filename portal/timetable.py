"""What happens at its time: a draft is published when its moment has come."""

import logging

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.drafts import Draft
from portal.notices import tell_what_became_of

logger = logging.getLogger(__name__)


def publish_due_drafts():
    """Publish each draft whose moment has come as its editor would by "Save". One that cannot be published, because
    the item was changed since or the form refuses it, goes back to its editor with the reason. Returns the number of
    drafts that were due."""
    due = list(Draft.objects.due().values_list("pk", flat=True))
    for key in due:
        with transaction.atomic(), override(settings.LANGUAGE_CODE):
            draft = Draft.objects.select_for_update().filter(pk=key).due().first()
            if draft and (problem := publish(draft)):
                draft.give_back(problem)
                tell_what_became_of(draft, None)
    return len(due)


def publish(draft):
    """Send the draft's form. Returns why it could not be saved; empty if it is published."""
    try:
        with transaction.atomic():
            model_admin = admin.site.get_model_admin(draft.content_type.model_class())
            response = model_admin.changeform_view(form_sent(draft), str(draft.object_id))
    except PermissionDenied:
        return _("Who wanted this may no longer publish it.")
    except Exception:  # whatever it is, it is not to keep visitors from the pages, nor to be tried for ever
        logger.exception("A draft could not be published at its time.")
        return _("Something unexpected happened. Please try to publish it by hand.")
    if not Draft.objects.filter(pk=draft.pk).exists():
        return ""
    errors = getattr(response, "context_data", {}).get("errors", [])
    return " ".join(strip_tags(str(error)) for error in errors) or _("It was deleted.")


def form_sent(draft):
    """The request by which the draft's editor would publish it."""
    request = HttpRequest()
    request.method, request.path = "POST", draft.editing_url
    request.META |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "SCRIPT_NAME": ""}
    request.POST = draft.as_post
    request.POST["_save"], request.POST["_stamp"] = "", draft.stamp
    request.user, request.session = draft.changed_by or AnonymousUser(), {}
    request.csrf_processing_done = True  # no browser has sent it
    request.csp_nonce = ""
    request._messages = CookieStorage(request)
    return request

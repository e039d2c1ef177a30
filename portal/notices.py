"""Mails that tell somebody what became of their work."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.conflicts import who

logger = logging.getLogger(__name__)


def tell_what_became_of(draft, user, is_published=False):
    """Mail whoever wrote the draft that it was published or returned, once that is stored; not who did it.

    `user`: who did it; None for the portal itself, at the draft's time."""
    author = draft.changed_by
    if author is None or not author.email or author == user:
        return
    with override(settings.LANGUAGE_CODE):
        subject = _("Your draft is published") if is_published else _("Your draft is returned to you")
        context = {"draft": draft, "who": who(user), "is_published": is_published, "address": settings.PUBLIC_ADDRESS}
        text = render_to_string("mail/draft.txt", context).strip() + "\n"
    transaction.on_commit(lambda: send(subject, text, author.email))


def send(subject, text, recipient):
    """A mail that cannot be sent is no reason to undo what it tells of."""
    try:
        send_mail(subject, text, None, [recipient])
    except (OSError, SMTPException):
        logger.exception("A notice could not be sent.")

"""What needs care: the editors' work list, on the start page of the admin and once a week by mail."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_permission_codename, get_user_model
from django.core.mail import send_mail
from django.db.models import Count, Value
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.models import Reminder

logger = logging.getLogger(__name__)

CONFIRMED_BY_PUBLISHERS = {"unconfirmed"}  # an author can do nothing about it


@dataclass
class Task:
    """One kind of work on one kind of thing, with the number of rows it concerns."""

    model: type
    name: str
    label: str
    count: int = 0

    @property
    def key(self):
        return f"{self.model._meta.label_lower}.{self.name}"

    @property
    def subject(self):
        return capfirst(self.model._meta.verbose_name_plural)

    @property
    def path(self):
        """The change list with exactly these rows."""
        options = self.model._meta
        return f"{reverse(f'admin:{options.app_label}_{options.model_name}_changelist')}?care={self.name}"

    @property
    def rows(self):
        return getattr(self.model._default_manager.all(), self.name)()

    def is_for(self, user):
        options = self.model._meta
        action = "publish" if self.name in CONFIRMED_BY_PUBLISHERS else "change"
        return user.has_perm(f"{options.app_label}.{get_permission_codename(action, options)}")


def all_tasks():
    """Every kind of work that the admin knows of, with its count; all are counted in one query."""
    tasks = [
        Task(model, name, label)
        for model, model_admin in admin.site._registry.items()
        for name, label in getattr(model_admin, "care", {}).items()
    ]
    counts = [
        task.rows.order_by().annotate(task=Value(task.key)).values_list("task").annotate(Count("pk", distinct=True))
        for task in tasks
    ]
    found = dict(counts[0].union(*counts[1:], all=True))
    for task in tasks:
        task.count = found.get(task.key, 0)
    return tasks


def work_list(user, tasks=None):
    """What there is to do for somebody: only what they may change, nothing that is done."""
    tasks = all_tasks() if tasks is None else tasks
    return [task for task in tasks if task.count and task.is_for(user)]


def send_reminders(today):
    """Mail each member of staff their work list, at most once a week. Returns how many were told and how many
    could not be.

    The week is noted before the mail goes out: two runs at once, or a crash between, never mean two mails."""
    monday = today - timedelta(days=today.weekday())
    told = failed = 0
    with override(settings.LANGUAGE_CODE):
        tasks = all_tasks()
        for user in get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email=""):
            own_tasks = work_list(user, tasks)
            if not own_tasks:
                continue
            reminder, is_new = Reminder.objects.get_or_create(user=user, week=monday)
            if not is_new:
                continue
            try:
                send_reminder(user, own_tasks)
                told += 1
            except (OSError, SMTPException):
                logger.exception("A reminder could not be sent.")
                reminder.delete()
                failed += 1
    return told, failed


def send_reminder(user, own_tasks):
    text = render_to_string(
        "mail/reminder.txt",
        {"work_list": own_tasks, "address": settings.PUBLIC_ADDRESS, "start_page": reverse("admin:index")},
    )
    send_mail(_("Bochum Strategy: what needs care"), text.strip() + "\n", None, [user.email])

"""What the portal notes for itself: what it has loaded from files, and whom it has reminded."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedEntry(models.Model):
    """What the content files said of one entry when it was last loaded, to tell an editor's change from ours."""

    key = models.CharField(max_length=200, unique=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    fields = models.JSONField(default=list)
    file_digest = models.CharField(max_length=64)
    state_digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("loaded entry")
        verbose_name_plural = _("loaded entries")

    def __str__(self):
        return self.key


class Reminder(models.Model):
    """Somebody was told in one week what needs care; so it is not said twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    week = models.DateField()  # its Monday

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["user", "week"], name="one_reminder_a_week")]

    def __str__(self):
        return f"{self.week:%d.%m.%Y} {self.user}"

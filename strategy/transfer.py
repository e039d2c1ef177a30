from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.cells import Choice, Span
from portal.dates import DateSpan
from portal.transfer import Column, TransferResource
from strategy.models import CoreActivity, StatusChange

STATUS, AS_OF = "status", "status_as_of"


class AsOf(Column):
    """Since when the status counts, which `with_status` has added."""

    def get_value(self, instance):
        first = getattr(instance, "status_from", None)
        return first and DateSpan(first, instance.status_until)

    def save(self, instance, row, is_m2m=False, **kwargs):
        span = self.clean(row)
        instance.status_from, instance.status_until = (span.first, span.last) if span else (None, None)


class CoreActivityResource(TransferResource):
    """With the status that counts today; another one, or another date, becomes a new entry of the log."""

    class Meta(TransferResource.Meta):
        model = CoreActivity

    def columns(self, shown):
        return {
            **super().columns(shown),
            STATUS: Column(STATUS, Choice(StatusChange._meta.get_field("status")), _("status")),
            AS_OF: AsOf(AS_OF, Span(), StatusChange.as_of.verbose_name),
        }

    def save_m2m(self, instance, row, **kwargs):
        super().save_m2m(instance, row, **kwargs)
        if {STATUS, AS_OF} & set(self.touched):
            self.record_status(instance)

    def record_status(self, core_activity):
        if not self.request.user.has_perm("strategy.add_statuschange"):
            raise ValidationError({STATUS: _("You may not change this.")})
        change = StatusChange(
            core_activity=core_activity,
            status=core_activity.status,
            as_of_from=core_activity.status_from,
            as_of_until=core_activity.status_until,
        )
        try:
            change.full_clean()
        except ValidationError as error:
            raise ValidationError({STATUS: error.messages}) from error
        change.save()
        if core_activity.status_changes.until_today().newest_first().first() != change:
            raise ValidationError({AS_OF: _("A newer status is recorded already, or this day is still to come.")})

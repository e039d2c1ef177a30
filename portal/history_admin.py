"""The part of every change form that sees to it that no work is lost: history, restoring, deleting, conflicts."""

import json
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.admin.utils import NestedObjects, quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationAdmin
from reversion.admin import VersionAdmin
from reversion.models import Version

from portal import history
from portal.conflicts import Conflict, fingerprint, who
from portal.dates import spans_of
from portal.differences import names_in, parts
from portal.models import Row

CHANGES_A_PAGE = 20


@dataclass(frozen=True)
class Change:
    """One line of an item's history."""

    version: Version
    who: str
    deed: str
    parts: list


def deed(comment):
    """What a revision's comment says, in words."""
    code, _space, detail = comment.partition(" ")
    if code == history.RESTORED:
        moment = date_format(timezone.localtime(datetime.fromisoformat(detail)), "DATETIME_FORMAT")
        return _("Brought back the version of %(moment)s") % {"moment": moment}
    if code == history.IMPORTED:
        return _("Imported from “%(name)s”") % {"name": detail.partition(" ")[2]}
    if code == history.REPLACED:
        old, new, reason = json.loads(detail)
        return " · ".join(filter(None, [_("“%(old)s” replaced by “%(new)s”") % {"old": old, "new": new}, reason]))
    if comment.startswith('[{"added": {}'):
        return _("Created")
    return {
        history.FOUND: _("Found like this: changed outside of this form, for example loaded from a file"),
        history.DELETED: _("Deleted"),
        history.UNLINKED: _("Something that is named here was deleted"),
        history.LINKED: _("Something that is named here was brought back"),
    }.get(code) or _("Changed")


def changes(versions, previous):
    """These versions, the newest first, each with what it changed; `previous` is the one before them or None."""
    states = [*history.recorded_states([*versions, *filter(None, [previous])]), *([] if previous else [{}])]
    names = names_in(states)
    return [
        Change(version, who(version.revision.user), deed(version.revision.comment), parts(before, after, names))
        for version, after, before in zip(versions, states, states[1:], strict=False)
    ]


class HistoryAdmin(VersionAdmin, TranslationAdmin):
    change_form_template = "history/change_form.html"
    object_history_template = "history/object_history.html"
    delete_confirmation_template = "history/delete_confirmation.html"
    delete_selected_confirmation_template = "history/delete_selected_confirmation.html"
    change_list_template = "history/change_list.html"

    # What is recorded

    def reversion_register(self, model, **options):
        options["follow"] = history.row_relations(model)
        super().reversion_register(model, fields=history.recorded_fields(model), **options)

    @contextmanager
    def create_revision(self, request):
        """No revision around a view: each is taken from the database when all is saved, or before it is deleted."""
        yield

    def save_model(self, request, obj, form, change):
        if change:
            history.record_found(obj)
        super().save_model(request, obj, form, change)

    def log_addition(self, request, obj, message):
        entry = super().log_addition(request, obj, message)
        history.record([obj], request.user, entry.change_message)
        return entry

    def log_change(self, request, obj, message):
        entry = super().log_change(request, obj, message)
        history.record([obj], request.user, entry.change_message)
        return entry

    # Two editors on one item

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        item = self.get_object(request, unquote(object_id)) if object_id else None
        if item is None:
            if object_id and request.method == "POST" and (gone := self.deleted_meanwhile(request, object_id)):
                return gone
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return super().changeform_view(
                request, object_id, form_url, {**self.conflict_context(request, item), **(extra_context or {})}
            )

    def conflict_context(self, request, item):
        """The fingerprint of what is stored, taken before the form reads it; if it is saved, the item is locked."""
        request.conflict = None
        if request.method == "POST":
            history.locked(self.model, item.pk)
        present = history.present_state(item)
        if request.method == "POST":
            request.conflict = Conflict.of(item, present, request.POST.get("fingerprint"))
        return {"fingerprint": fingerprint(present), "conflict": request.conflict}

    def deleted_meanwhile(self, request, object_id):
        """The page that keeps what was typed from being lost with an item that somebody deleted."""
        key = unquote(object_id)
        if "\x00" in key:  # PostgreSQL cannot even look for it
            return None
        version = history.deleted_versions(self.model).filter(object_id=key).first()
        if version is None or not self.has_change_permission(request):
            return None
        can_recover = self.has_add_permission(request)
        title = _("Not saved: it was deleted")
        return self.version_page(request, "gone", title=title, version=version, can_recover=can_recover)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        conflict = getattr(request, "conflict", None)
        return conflict.refused(form) if conflict else form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if conflict := getattr(request, "conflict", None):
            form = inline.get_formset(request, obj).form
            kwargs["data"], kwargs["files"] = conflict.rows(form, prefix, kwargs["data"], kwargs["files"])
        return kwargs

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None, **kwargs):
        if conflict := getattr(request, "conflict", None):
            for formset in formsets:
                conflict.reconcile_rows(formset)
        return super().get_inline_formsets(request, formsets, inline_instances, obj, **kwargs)

    # Looking at it

    def address(self, page, *args):
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def history_view(self, request, object_id, extra_context=None):
        item = self.get_object(request, unquote(object_id))
        context = {}
        if item and self.has_view_or_change_permission(request, item):
            paginator = Paginator(history.versions_of(item), CHANGES_A_PAGE)
            page = paginator.get_page(request.GET.get("p"))
            shown = list(page)
            earlier = history.versions_of(item).filter(pk__lt=shown[-1].pk).first() if shown else None
            context = {"changes": changes(shown, earlier), "page": page, "title": _("History: %s") % item}
        # Past VersionAdmin's view, which reads all versions at once.
        return super(VersionAdmin, self).history_view(request, object_id, {**context, **(extra_context or {})})

    def revision_view(self, request, object_id, version_id, extra_context=None):
        """One version: what it changed, and what bringing it back would change."""
        item = self.get_object(request, unquote(object_id))
        if item is None:
            raise Http404
        if not self.has_view_or_change_permission(request, item):
            raise PermissionDenied
        versions = history.versions_of(item)
        version = get_object_or_404(versions, pk=version_id)
        if request.method == "POST":
            return self.restored(request, version, item)
        [change] = changes([version], versions.filter(pk__lt=version.pk).first())
        present, recorded = history.present_state(item), history.recorded_states([version])[0]
        return self.version_page(
            request,
            title=_("Version of %(moment)s") % {"moment": moment_of(version)},
            original=item,
            change=change,
            restoring=parts(present, recorded, names_in([present, recorded])),
            can_restore=self.has_change_permission(request, item),
            fingerprint=fingerprint(present),
        )

    def recoverlist_view(self, request, extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self.version_page(
            request,
            "recover_list",
            title=_("Deleted: %(names)s") % {"names": self.opts.verbose_name_plural},
            page=Paginator(history.deleted_versions(self.model), CHANGES_A_PAGE).get_page(request.GET.get("p")),
        )

    def recover_view(self, request, version_id, extra_context=None):
        """Something deleted, as it was, and the button that brings it back."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        version = get_object_or_404(history.deleted_versions(self.model), pk=version_id)
        if request.method == "POST":
            return self.restored(request, version)
        [state] = history.recorded_states([version])
        return self.version_page(
            request,
            title=version.object_repr,
            restoring=parts({}, state, names_in([state])),
            can_restore=True,
            is_deleted=True,
        )

    def version_page(self, request, name="version", **context):
        request.current_app = self.admin_site.name
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"history/{name}.html", {**shared, **context})

    # Bringing it back

    @transaction.atomic
    def restored(self, request, version, item=None):
        if item and not self.has_change_permission(request, item):
            raise PermissionDenied
        if item:
            history.locked(self.model, item.pk)
            if request.POST.get("fingerprint") != fingerprint(history.present_state(item)):
                messages.warning(request, _("Somebody has changed this in the meantime. Please look at it once more."))
                return HttpResponseRedirect(request.path)
        try:
            with transaction.atomic():
                item, lost = history.restore(version, request.user, kept=self.kept_fields(request, item))
        except ValidationError as error:
            reasons = " ".join(error.messages)
            messages.error(request, _("This version cannot be brought back: %(reasons)s") % {"reasons": reasons})
            return HttpResponseRedirect(request.path)
        moment = moment_of(version)
        messages.success(request, _("“%(item)s” is as it was on %(moment)s.") % {"item": item, "moment": moment})
        if lost:
            named = "; ".join(map(capfirst, lost))
            messages.warning(request, _("Something named here is gone, please check: %(named)s") % {"named": named})
        return HttpResponseRedirect(self.address("change", quote(item.pk)))

    def kept_fields(self, request, item):
        """What this editor could not change in the form either."""
        shown = set(self.get_form(request, item, change=item is not None).base_fields)
        spans = [span for name, span in spans_of(self.model).items() if name in shown]
        shown |= {column for span in spans for column in (span.first, span.last)}
        fields = [*self.opts.local_concrete_fields, *self.opts.local_many_to_many]
        return {field.name for field in fields if field.editable and field.name not in shown}

    # Deleting

    def delete_model(self, request, obj):
        history.delete(obj, request.user)
        self.tell_how_to_recover(request)

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            for item in queryset:
                history.delete(item, request.user)
        self.tell_how_to_recover(request)

    def tell_how_to_recover(self, request):
        if self.has_add_permission(request):
            link = format_html('<a href="{}">{}</a>', self.address("recoverlist"), _("Bring it back"))
            messages.info(request, format_html("{} {}", _("It was deleted by mistake?"), link))

    def get_deleted_objects(self, objs, request):
        """In the editors' words: each item with its rows; of what stands in the way, the item one has to change."""
        _tree, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        items = list(objs)
        tree = []
        for item in items:
            rows = [f"{capfirst(row._meta.verbose_name)}: {row}" for row in history.rows_of(item)]
            tree += [self.named(item), rows] if rows else [self.named(item)]
        if protected:
            collector = NestedObjects(using=items[0]._state.db)
            collector.collect(items)
            protected = sorted({self.named(owner(one)) for one in collector.protected})
        return tree, counts, perms_needed, protected

    def named(self, item):
        what = capfirst(item._meta.verbose_name)
        if not self.admin_site.is_registered(type(item)):
            return f"{what}: {item}"
        path = f"{self.admin_site.name}:{item._meta.app_label}_{item._meta.model_name}_change"
        return format_html('{}: <a href="{}">{}</a>', what, reverse(path, args=[quote(item.pk)]), item)

    def render_delete_form(self, request, context):
        context["referrers"] = [self.named(one) for one in history.referrers(context["object"])]
        context["can_recover"] = self.has_add_permission(request)
        return super().render_delete_form(request, context)


def moment_of(version):
    return date_format(timezone.localtime(version.revision.date_created), "DATETIME_FORMAT")


def owner(instance):
    """The item that a row belongs to; an item is its own."""
    if not isinstance(instance, Row):
        return instance
    parents = [field for field in instance._meta.concrete_fields if field.is_relation]
    parent = next(field for field in parents if field.remote_field.on_delete.__name__ == "CASCADE")
    return instance.subject if hasattr(instance, "subject") else getattr(instance, parent.name)

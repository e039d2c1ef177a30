"""The admin site, and what the admins of all apps share."""

import logging

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.contrib.contenttypes.admin import GenericStackedInline
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import models
from django.http import JsonResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from js_asset import Media, Script
from modeltranslation.admin import TranslationGenericStackedInline

from portal.clock import MomentField
from portal.dates import DateSpan, spans_of
from portal.differences import Difference, plain_text
from portal.history_admin import HistoryAdmin
from portal.images import normalised
from portal.models import Document, FormerSlug, Image, Source
from portal.people_admin import PersonAdmin
from portal.picture_uses import uses_of
from portal.translation_state import OutdatedTranslation, note_changes

logger = logging.getLogger(__name__)

CHOICES_A_PAGE = 24
LAST_POSITION = 32_767  # the largest small integer that every database stores

# Keys, tokens and mail addresses of accounts are nobody's to look at or to change by hand.
admin.site.unregister([model for model in admin.site._registry if model.__module__.startswith("allauth.")])
admin.site.unregister(User)
admin.site.register(User, PersonAdmin)
admin.site.site_header = _("Bochum Strategy: editing")
admin.site.site_title = _("Bochum Strategy")
admin.site.index_title = _("What would you like to edit?")
# Nobody edits when an account was made and last used.
UserAdmin.readonly_fields = ["last_login", "date_joined"]


class DateSpanField(forms.CharField):
    """A date as precisely as it is known, in one line of text."""

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return DateSpan.parse(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value):
        return value.as_input() if isinstance(value, DateSpan) else value


class SpanForm(forms.ModelForm):
    """Shows the two date columns of each span of the model as one field; made by `span_form`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in spans_of(self._meta.model):
            self.initial.setdefault(name, getattr(self.instance, name))

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        for name in spans_of(self._meta.model):
            if name in cleaned:
                setattr(self.instance, name, cleaned[name])
        return cleaned

    def _get_validation_exclusions(self):
        # The columns are not fields of the form, but their constraints must be checked with it.
        spans = spans_of(self._meta.model).items()
        columns = {column for name, span in spans if name not in self.errors for column in (span.first, span.last)}
        return super()._get_validation_exclusions() - columns


def span_form(model):
    fields = {
        name: DateSpanField(
            label=span.verbose_name,
            help_text=span.help_text or _("For example 17.06.2024, 06.2024, 2024, Q4 2024 or 2021/2023."),
            required=not model._meta.get_field(span.first).null,
            widget=admin.widgets.AdminTextInputWidget,
        )
        for name, span in spans_of(model).items()
    }
    return type(f"{model.__name__}Form", (SpanForm,), fields)


def both(name):
    """One row with the German and the English field of a translated text."""
    return f"{name}_de", f"{name}_en"


# One plain field in local time, without seconds: the browser shows a calendar, and a screen reader one name.
DATE_AND_TIME = {
    "form_class": MomentField,
    "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
}


def german_since(text):
    """What has changed in the German text since the English was made from it."""
    field = text.item._meta.get_field(f"{text.field}_de")
    then, now = (plain_text(field, value or "") for value in (text.german_then, text.german_now))
    return Difference(text.field, text.field_label, "de", then, now)


def number_new_rows(formset):
    """New rows come last, in the order in which they were added, unless the editor has given them a number."""
    rows = [row for row in formset.forms if "position" in row.fields and row not in formset.deleted_forms]
    last = max((row.instance.position for row in rows), default=0)
    for row in rows:
        if row in formset.extra_forms and row.has_changed() and "position" not in row.changed_data:
            row.instance.position = last = min(last + 1, LAST_POSITION)


class CareFilter(admin.SimpleListFilter):
    """Shows the rows that need care, by what is to be done."""

    title = _("to do")
    parameter_name = "care"

    def lookups(self, request, model_admin):
        return model_admin.care.items()

    def queryset(self, request, queryset):
        return getattr(queryset, self.value())() if self.value() in dict(self.lookup_choices) else queryset


class PortalAdmin(HistoryAdmin):
    """What all change lists and forms share."""

    # What may need care: a method of the query set that finds the rows, and how editors say it. It is a filter
    # of the change list and, while there are such rows, an entry of the work list (portal/care.py).
    care = {"without_english": _("English is missing")}
    # What to do first, said while there is nothing yet.
    first_step = ""
    save_on_top = True
    change_form_template = "admin/portal_change_form.html"
    formfield_overrides = {models.DateTimeField: DATE_AND_TIME}

    def get_list_filter(self, request):
        return [CareFilter, *super().get_list_filter(request)]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        item = self.get_object(request, unquote(object_id)) if object_id and request.method == "GET" else None
        outdated = [german_since(text) for text in OutdatedTranslation.objects.of(item)] if item else []
        return super().changeform_view(
            request, object_id, form_url, {"outdated_texts": outdated, **(extra_context or {})}
        )

    def save_formset(self, request, form, formset, change):
        number_new_rows(formset)
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        is_still_right = "translation_is_right" in request.POST
        for saved in [form, *(row for formset in formsets for row in formset.forms)]:
            if change and saved.instance.pk and (saved.has_changed() or is_still_right):
                note_changes(saved, is_still_right=is_still_right)

    def may_publish(self, request):
        """Whether the user may change what is public, and make it so. What cannot be hidden needs no such right."""
        right = get_permission_codename("publish", self.opts)
        return "publish" not in self.opts.default_permissions or request.user.has_perm(f"{self.opts.app_label}.{right}")

    def has_publish_permission(self, request):
        """For actions that change rows of the list: what is public may be among them."""
        return self.may_publish(request) and self.has_change_permission(request)

    def has_change_permission(self, request, obj=None):
        is_within_reach = obj is None or self.may_publish(request) or not obj.is_public
        return is_within_reach and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        is_within_reach = obj is None or self.may_publish(request) or not obj.is_public
        return is_within_reach and super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        decided_by_others = [] if self.may_publish(request) else ["is_public"]
        return [*super().get_readonly_fields(request, obj), *decided_by_others]

    def get_view_on_site_url(self, obj=None):
        """No way to the website from what the public cannot see there."""
        rows = type(obj).objects.all() if obj else None
        if obj and hasattr(rows, "published") and not rows.published().contains(obj):
            return None
        return super().get_view_on_site_url(obj)

    def render_change_form(self, request, context, **kwargs):
        # The rich text editor's import map is an inline script: it needs the nonce of this response.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, **kwargs)


RICH_TEXT_CARE = {"with_dead_links": _("a link leads nowhere"), **PortalAdmin.care}


class FixedPlacesAdmin(PortalAdmin):
    """For the places of the target system: their texts change, but none is added or taken away."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ListOnlyAdmin(admin.ModelAdmin):
    """For lists of what is changed elsewhere. Who sees a list says its own `has_view_permission`."""

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


# An address typed without a scheme is meant as https.
HTTPS_LINKS = {models.URLField: {"assume_scheme": "https"}}


class SourceInline(TranslationGenericStackedInline):
    model = Source
    extra = 0
    classes = ["collapse"]
    formfield_overrides = HTTPS_LINKS
    fields = [both("citation"), "url", both("supports"), ("as_of", "position")]


class FormerSlugInline(GenericStackedInline):
    """Old addresses come about by themselves; an editor can only give one up."""

    model = FormerSlug
    extra = 0
    classes = ["collapse"]
    fields = ["slug"]
    readonly_fields = ["slug"]

    def has_add_permission(self, request, obj=None):
        return False


class UploadForm(forms.ModelForm):
    """Stores the upload while it can still be refused beside its field."""

    not_stored = _("The file could not be stored. Please try again later; nothing was saved.")

    def _post_clean(self):
        super()._post_clean()
        if self.errors or not self.instance.has_upload:
            return
        try:
            self.instance.store_upload()
        except OSError:
            logger.exception("An upload could not be stored.")
            self.add_error("file", self.not_stored)


class ImageForm(UploadForm):
    not_stored = _("The picture could not be stored. Please try again later; nothing was saved.")
    replaces_everywhere = forms.BooleanField(
        label=_("Replace it everywhere"),
        required=False,
        help_text=_(
            "Tick this if you choose another file while the picture is used: all places named above then show it."
        ),
    )

    def clean(self):
        """Another file takes the place of the picture wherever it is shown: only if the editor has said so."""
        cleaned = super().clean()
        is_replaced = self.instance.pk and "file" in self.changed_data
        if is_replaced and not cleaned.get("replaces_everywhere") and (uses := uses_of(self.instance)):
            message = ngettext(
                "%(count)s place shows this picture and would show the new one: %(places)s. "
                "If that is right, tick this and choose the file once more.",
                "%(count)s places show this picture and would show the new one: %(places)s. "
                "If that is right, tick this and choose the file once more.",
                len(uses),
            )
            places = "; ".join(f"{capfirst(use.item._meta.verbose_name)}: {use.item}" for use in uses)
            self.add_error("replaces_everywhere", message % {"count": len(uses), "places": places})
        return cleaned

    def clean_file(self):
        file = self.cleaned_data["file"]
        return normalised(file) if isinstance(file, UploadedFile) else file


class PictureWish(forms.Form):
    """What the rich text editor asks of the library: pictures that match some words, or one by its key."""

    q = forms.CharField(required=False)
    key = forms.IntegerField(required=False, min_value=1, max_value=999_999_999)
    page = forms.IntegerField(required=False, min_value=1)


@admin.register(Image)
class ImageAdmin(PortalAdmin):
    form = ImageForm
    care = {
        "undescribed": _("without a description"),
        "without_credit": _("without credit or licence"),
        "unused": _("not used anywhere"),
        **PortalAdmin.care,
    }
    first_step = _("Upload a picture first; then you can choose it in a press release or a core activity.")
    # What is a picture, the form says: Django's own field for it would look at it before, with other words.
    formfield_overrides = {
        models.ImageField: {
            "form_class": forms.FileField,
            "widget": admin.widgets.AdminFileWidget(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        }
    }
    list_display = ["preview", "__str__", "id", "credit", "licence", "width", "height", "is_decorative"]
    list_display_links = ["__str__"]
    list_filter = ["is_decorative"]
    search_fields = ["alt_text_de", "alt_text_en", "caption_de", "caption_en", "credit", "licence"]
    fields = ["file", "is_decorative", both("alt_text"), both("caption"), ("credit", "licence")]
    readonly_fields = ["preview", "cropped", "where_used"]

    class Media:
        js = [Script("js/focal-point.js", type="module")]

    def get_fields(self, request, obj=None):
        if not obj:
            return self.fields
        file, *others = self.fields
        return [("preview", "cropped"), ("focal_x", "focal_y"), "where_used", file, "replaces_everywhere", *others]

    def get_urls(self):
        choose = path("choose/", self.admin_site.admin_view(self.choose_view), name="portal_image_choose")
        return [choose, *super().get_urls()]

    def choose_view(self, request):
        """Pictures of the library for the rich text editor, as JSON."""
        wish = PictureWish(request.GET)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not wish.is_valid():
            return JsonResponse({"pictures": [], "has_more": False})
        pictures, _may_repeat = self.get_search_results(request, self.get_queryset(request), wish.cleaned_data["q"])
        if key := wish.cleaned_data["key"]:
            pictures = pictures.filter(pk=key)
        page = Paginator(pictures, CHOICES_A_PAGE).get_page(wish.cleaned_data["page"])
        found = [
            {"key": str(image.pk), "says": str(image), "credit": image.credit, "thumbnail": image.thumbnail_url}
            for image in page
        ]
        return JsonResponse({"pictures": found, "has_more": page.has_next()})

    def get_deleted_objects(self, objs, request):
        """What shows a picture in a text or a draft stands in the way, like what has chosen it."""
        tree, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        shown = {self.named(use.item) for image in objs for use in uses_of(image)}
        return tree, counts, perms_needed, sorted({*protected, *shown})

    @admin.display(description=_("where used"))
    def where_used(self, image):
        says = {True: _("public"), False: _("not public")}
        return format_html_join(
            "",
            '<p class="use">{} ({})</p>',
            (
                (self.named(use.item), _("in its draft") if use.is_draft else says[use.is_public])
                for use in uses_of(image)
            ),
        ) or _("not used anywhere")

    @admin.display(description=_("cropped"))
    def cropped(self, image):
        if image.has_upload:
            return self.get_empty_value_display()
        return format_html(
            '<img class="cropped" src="{}" data-x="{}" data-y="{}" alt="" loading="lazy">',
            image.thumbnail_url,
            image.focal_x,
            image.focal_y,
        )

    @admin.display(description=_("preview"))
    def preview(self, image):
        if image.has_upload:  # refused, or waiting for another field to be filled in
            return self.get_empty_value_display()
        return format_html(
            '<img class="preview" src="{}" width="{}" height="{}" alt="" loading="lazy">',
            image.thumbnail_url,
            image.width,
            image.height,
        )


@admin.register(Document)
class DocumentAdmin(PortalAdmin):
    form = type("DocumentForm", (UploadForm, span_form(Document)), {})
    first_step = _("Add a document with its title; the file can follow.")
    list_display = ["title", "language", "dated", "is_public"]
    list_filter = ["is_public", "language"]
    search_fields = ["title_de", "title_en", "text_de", "text_en"]
    fields = [
        "is_public",
        both("title"),
        both("text"),
        ("language", "dated"),
        ("file", "pages"),
        both("accessibility_note"),
    ]
    inlines = [SourceInline]

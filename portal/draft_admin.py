"""The change form of items that the public sees: its changes can be previewed, kept as a draft and checked."""

from copy import copy

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin import RICH_TEXT_CARE, CareFilter, FormerSlugInline, ListOnlyAdmin, PortalAdmin, SourceInline, both
from portal.clock import MomentField
from portal.conflicts import fingerprint, who
from portal.drafts import Draft, public_page, undone
from portal.history import present_state
from portal.models import Page
from portal.notices import tell_what_became_of

PREVIEWS = {f"_preview_{code}": code for code, _name in settings.LANGUAGES}
KEEPS = {
    "_draft": Draft.State.IN_WORK,
    "_hand_in": Draft.State.HANDED_IN,
    "_schedule": Draft.State.SCHEDULED,
    "_link": None,
}
MOMENT = MomentField()


def first_of(names, post):
    return next((name for name in names if name in post), None)


class DraftedAdmin(PortalAdmin):
    """Adds to a change form: preview in both languages, keep as draft, hand in, return, and a link to show it."""

    change_form_template = "admin/drafted_change_form.html"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        item = self.get_object(request, unquote(object_id)) if object_id else None
        may_draft = admin.ModelAdmin.has_change_permission(self, request, item)
        draft = Draft.objects.of(item) if item and may_draft else None
        context = {
            **(extra_context or {}),
            "draft": draft,
            "is_public_now": bool(item) and self.model.objects.published().contains(item),
            "may_publish": self.may_publish(request),
        }
        if request.method == "POST":
            if draft and (wish := first_of(WISHES, request.POST)):
                return self.fulfilled(request, draft, wish)
            if wish := first_of([*PREVIEWS, *KEEPS], request.POST):
                request.is_drafting = True
                if wish == "_schedule" and (problem := self.why_not_then(request)):
                    return self.shown_again(request, object_id, form_url, context, problem)
                return self.tried(request, object_id, form_url, context, wish)
            return super().changeform_view(request, object_id, form_url, context)
        if item and not self.has_change_permission(request, item):
            context |= {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        request.is_drafting = True
        if draft and "live" not in request.GET:
            context["shows_draft"] = True
            show(request, draft.as_post)
        return super().changeform_view(request, object_id, form_url, context)

    def has_change_permission(self, request, obj=None):
        """Who may not publish changes what is public by a draft only."""
        if getattr(request, "is_drafting", False):
            return admin.ModelAdmin.has_change_permission(self, request, obj)
        return super().has_change_permission(request, obj)

    def fulfilled(self, request, draft, wish):
        """Do something with the draft, if it is still the one that the editor has seen."""
        if request.POST.get("_stamp") == draft.stamp:
            WISHES[wish](self, request, draft)
        else:
            messages.error(request, _("This draft has been changed meanwhile. Please look at it once more."))
        return HttpResponseRedirect(draft.editing_url)

    def tried(self, request, object_id, form_url, context, wish):
        """Send the form as if to save it, look at what comes of it, and take it back."""
        draft = context["draft"]
        if wish in KEEPS and draft and request.POST.get("_stamp") != draft.stamp:
            return self.overtaken(request, object_id, form_url, context)
        saved, response, page = None, None, None
        request.is_trial = True
        with undone():
            response = super().changeform_view(request, object_id, form_url, context)
            saved = getattr(request, "saved", None)
            if saved and wish in PREVIEWS:
                page = public_page(saved, request, PREVIEWS[wish])
        if not saved:
            return response
        return page or self.kept(request, saved, wish)

    def why_not_then(self, request):
        """What is wrong with the moment at which a draft is to be published; None if nothing is."""
        if not self.may_publish(request):
            raise PermissionDenied
        try:
            request.publish_at = MOMENT.clean(request.POST.get("_publish_at", ""))
        except ValidationError as error:
            return " ".join([gettext("When is the draft to be published?"), *error.messages])
        is_over = request.publish_at <= timezone.now()
        return gettext("This moment is over. “Save” publishes the draft at once.") if is_over else None

    def overtaken(self, request, object_id, form_url, context):
        """Somebody else has changed the draft meanwhile: nothing is lost, and keeping it once more takes its place."""
        problem = _(
            "%(name)s has changed this draft while you were writing. Below is what you have typed; it is not kept "
            "yet. Keeping it as a draft once more takes the place of the other version."
        )
        name = who(context["draft"].changed_by) or _("Somebody")
        return self.shown_again(request, object_id, form_url, context, problem % {"name": name})

    def shown_again(self, request, object_id, form_url, context, problem):
        """The form with all that was typed, and what kept it from being kept."""
        messages.error(request, problem)
        context |= {"shows_draft": True, "publish_at": request.POST.get("_publish_at", "")}
        show(request, request.POST)
        return super().changeform_view(request, object_id, form_url, context)

    def kept(self, request, item, wish):
        post = request.POST.copy()
        if not self.may_publish(request):
            # An author's form does not have this field: when an editor publishes the draft, it is to stay as it is.
            post.pop("is_public", None)
            if item.is_public:
                post["is_public"] = "on"
        draft = Draft.keep(item, post, request.user, KEEPS[wish], getattr(request, "publish_at", None))
        said = {
            "_schedule": _("The draft is kept. It will be published at its time."),
            "_draft": _("The draft is kept. The public does not see it."),
            "_hand_in": _("The draft is handed in to be checked."),
            "_link": _("The draft is kept. Who has the preview link can see it for a week."),
        }
        if wish == "_link":
            draft.open_link()
        messages.success(request, said[wish])
        return HttpResponseRedirect(draft.editing_url)

    def returned(self, request, draft):
        if not self.may_publish(request):
            raise PermissionDenied
        comment = request.POST.get("_comment", "").replace("\x00", "").strip()
        if not comment:
            messages.error(request, _("Please say in the comment what is to be changed."))
            return
        draft.give_back(comment, request.user)
        tell_what_became_of(draft, request.user)
        messages.success(request, _("The draft is returned with your comment."))

    def discarded(self, request, draft):
        draft.delete()
        messages.success(request, _("The draft is discarded. What the public sees has not changed."))

    def link_closed(self, request, draft):
        draft.close_link()
        messages.success(request, _("The preview link no longer leads anywhere."))

    def preview_of(self, draft, request, language):
        """The public page with the draft in it, for whoever has its link; None if the form no longer fits."""
        editor, data = copy(request), draft.as_post
        # As if the form had just been opened: whoever looks at the draft is not to be told of a conflict.
        data["fingerprint"] = fingerprint(present_state(draft.item))
        show(editor, data)
        editor.user, editor.is_trial, editor.is_drafting, editor.shows_draft = draft.changed_by, True, True, False
        with undone():
            super().changeform_view(editor, str(draft.object_id))
            saved = getattr(editor, "saved", None)
            return public_page(saved, request, language) if saved else None

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if not getattr(request, "shows_draft", False):
            return form
        # Bound, so that it shows what was typed; never valid, so that nothing is saved.
        return type(form.__name__, (form,), {"is_valid": lambda self: False})

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        draft = Draft.objects.of(form.instance)
        if draft and request.POST.get("_stamp") == draft.stamp:
            draft.delete()
            if form.instance.is_public:
                tell_what_became_of(draft, request.user, is_published=True)
            elif self.may_publish(request) and not getattr(request, "is_trial", False):
                not_yet = _("It is not public yet. To publish it, tick “public” and save once more.")
                self.message_user(request, not_yet, messages.WARNING)

    def response_change(self, request, obj):
        return self.response_saved(request, obj) or self.told(request, super().response_change(request, obj))

    def response_add(self, request, obj, post_url_continue=None):
        added = self.response_saved(request, obj)
        return added or self.told(request, super().response_add(request, obj, post_url_continue))

    def told(self, request, response):
        """An author who has saved something is told how an editor hears of it."""
        if not self.may_publish(request) and IS_POPUP_VAR not in request.POST:
            how = _("No editor has been told yet. When it is ready, press “Hand in to be checked” below its form.")
            self.message_user(request, how, messages.INFO)
        return response

    def response_saved(self, request, obj):
        """Remembers what a trial has saved, and says nothing of it."""
        if not getattr(request, "is_trial", False):
            return None
        request.saved = obj
        return HttpResponse()


WISHES = {
    "_return": DraftedAdmin.returned,
    "_discard": DraftedAdmin.discarded,
    "_close_link": DraftedAdmin.link_closed,
}


def show(request, post):
    """Let the change form show these data as if they had been sent and could not be saved."""
    request.FILES  # noqa: B018 - read before the data are replaced: reading it later would empty them
    request.method, request.POST, request.shows_draft = "POST", post, True


@admin.register(Draft)
class DraftList(ListOnlyAdmin):
    """What waits; a draft is changed where its item is."""

    care = {"handed_in": _("to be checked")}
    list_display = ["item_link", "kind", "state", "publish_at", "written_by", "changed_at", "comment"]
    list_display_links = None
    list_filter = [CareFilter, "state", ("content_type", admin.RelatedOnlyFieldListFilter)]

    def get_queryset(self, request):
        drafts = (
            super()
            .get_queryset(request)
            .prefetch_related("item")
            .select_related("changed_by", "content_type")
            .defer("form_data")
        )
        return drafts.may_be_changed_by(request.user).defer("form_data")

    @admin.display(description=_("item"))
    def item_link(self, draft):
        if draft.item is None:
            return _("deleted")
        return format_html('<a href="{}">{}</a>', draft.editing_url, draft.item)

    @admin.display(description=_("kind"), ordering="content_type")
    def kind(self, draft):
        return draft.content_type.name

    @admin.display(description=_("by"), ordering="changed_by")
    def written_by(self, draft):
        return who(draft.changed_by)

    def has_view_permission(self, request, obj=None):
        admins = self.admin_site._registry.values()
        return any(isinstance(one, DraftedAdmin) and one.has_change_permission(request) for one in admins)


@admin.register(Page)
class PageAdmin(DraftedAdmin):
    care = RICH_TEXT_CARE
    first_step = _("Add a page; without the tick at “public” only editors see it.")
    list_display = ["title", "slug", "is_public", "updated_at"]
    list_filter = ["is_public"]
    search_fields = ["title_de", "title_en", "body_de", "body_en"]
    fields = ["is_public", ("public_from", "public_until"), both("title"), "slug", both("lead"), both("body")]
    inlines = [SourceInline, FormerSlugInline]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj and obj.is_fixed else [])]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_fixed)

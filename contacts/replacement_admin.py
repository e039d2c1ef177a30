"""The page on which a successor takes a contact's place everywhere.

Whoever may change the contact may replace it, also a contact keeper, who edits no core activity otherwise: only
who is named changes, and the history of each item says so. For the same reason the titles of all that names the
contact are shown here, with a link where one may look.
"""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.models import Contact
from contacts.replacement import Plan, replace
from contacts.uses import addresses, linked_uses, uses


class ContactChoice(forms.ModelChoiceField):
    def label_from_instance(self, contact):
        hidden = "" if contact.is_published else f" – {_('internal')}"
        return f"{contact} ({contact.unit}){hidden}"


class SuccessorForm(forms.Form):
    successor = ContactChoice(label=gettext_lazy("Successor"), queryset=None)

    def __init__(self, contact, data):
        super().__init__(data)
        self.fields["successor"].queryset = Contact.objects.with_unit().still_there().exclude(pk=contact.pk)


def replace_contact(model_admin, request, object_id):
    """Choose a successor, look at what would change row by row, and do just that."""
    contact = model_admin.get_object(request, unquote(object_id))
    if contact is None:
        raise Http404
    if not model_admin.has_change_permission(request, contact):
        raise PermissionDenied
    chosen = request.POST if request.method == "POST" else request.GET
    form = SuccessorForm(contact, chosen if "successor" in chosen else None)
    successor = form.cleaned_data["successor"] if form.is_valid() else None
    if request.method == "POST" and successor and is_replaced(request, contact, successor):
        return HttpResponseRedirect(model_admin.address("change", quote(contact.pk)))
    plan = Plan(contact, successor) if successor else None
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Replace “%(contact)s”") % {"contact": contact},
        "contact": contact,
        "form": form,
        "uses": linked_uses(request, contact),
        "plan": plan,
        "steps": steps(request, plan) if plan else [],
        "reason": request.POST.get("reason", ""),
    }
    return TemplateResponse(request, "admin/contacts/contact/replace.html", context)


def steps(request, plan):
    items = [step.use.item for step in plan.steps]
    return list(zip(plan.steps, addresses(request.user, items), strict=True))


def is_replaced(request, contact, successor):
    """Carries out what the preview said; if it would no longer be the same, says so."""
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:200]
    count = len(uses(contact))
    if not replace(contact, successor, request.user, stamp=request.POST.get("stamp"), reason=reason):
        messages.warning(
            request,
            _("Nothing is replaced yet: somebody has changed who is named where. Please look at the new preview."),
        )
        return False
    text = ngettext(
        "“%(successor)s” takes the place of “%(contact)s” in one entry.",
        "“%(successor)s” takes the place of “%(contact)s” in %(count)d entries.",
        count,
    )
    messages.success(request, text % {"successor": successor, "contact": contact, "count": count})
    return True

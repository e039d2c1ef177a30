"""The pages of the admin that export a list as a table and import one: look first, then all of it or nothing."""

import secrets

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.views.main import IncorrectLookupParameters
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from reversion.models import Revision
from tablib import Dataset

from portal.admin import PortalAdmin
from portal.history import IMPORTED, locked
from portal.spreadsheets import MAX_BYTES, MAX_ROWS, MEGABYTE, RefusedError, read, write
from portal.text import german_slug
from portal.transfer import MAX_CHANGES

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# What waits for the editor's consent travels with the page and is kept nowhere; Django takes 2.5 MB back.
MAX_WAITING = 2_000_000
SAID_AT_ONCE = 10  # rows that others have changed meanwhile


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_("XLSX or CSV, at most %d MB") % (MAX_BYTES // MEGABYTE),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, resource, *args):
        super().__init__(*args)
        self.resource = resource

    def clean_file(self):
        """The upload as a table, with its name."""
        file = self.cleaned_data["file"]
        try:
            table = read(file)
            self.resource.check_columns(table.headers[1:])
        except RefusedError as error:
            raise ValidationError(str(error)) from error
        if not len(table):
            raise ValidationError(_("Below the names of the columns there is no row."))
        return file.name[-100:], table


class TransferAdmin(PortalAdmin):
    """Adds import and export to a list; `resource_class` says how."""

    resource_class = None
    change_list_template = "transfer/change_list.html"

    def get_urls(self):
        pages = [
            path(
                f"{page}/",
                self.admin_site.admin_view(view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{page}",
            )
            for page, view in (("export", self.export_view), ("import", self.import_view))
        ]
        return [*pages, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"may_import": self.may_import(request), **(extra_context or {})})

    def may_import(self, request):
        return self.has_add_permission(request) or self.has_change_permission(request)

    # Out

    def export_view(self, request):
        """What the list shows with the filters of this address, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(request.path)
        resource, count = self.resource_class(self, request), rows.count()
        if count <= MAX_ROWS and request.POST.get("kind") in KINDS:
            try:
                return self.as_file(resource.export(rows), request.POST["kind"])
            except RefusedError as error:
                messages.error(request, str(error))
        return self.transfer_page(request, "export", _("Export"), resource=resource, count=count, max_rows=MAX_ROWS)

    def as_file(self, table, kind):
        title = capfirst(self.opts.verbose_name_plural)
        name = f"{german_slug(title)}-{timezone.localdate()}.{kind}"
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(write(table, kind, title), content_type=KINDS[kind], headers=disposition)

    # In

    def import_view(self, request):
        if not self.may_import(request):
            raise PermissionDenied
        if "waiting" in request.POST:
            return self.confirmed(request)
        resource = self.resource_class(self, request)
        form = UploadForm(resource, *((request.POST, request.FILES) if request.method == "POST" else ()))
        if form.is_valid():
            name, table = form.cleaned_data["file"]
            return self.looked_at(request, name, table)
        return self.transfer_page(request, "import", _("Import"), resource=resource, form=form)

    def looked_at(self, request, name, table):
        """What the table would change, row by row, and the button that does it."""
        resource = self.resource_class(self, request)
        is_right = resource.run(table)
        sealed = Waiting.of(name, table, resource.lines).sealed(self.seal(request))
        is_too_much = resource.is_too_much or len(sealed) > MAX_WAITING
        return self.transfer_page(
            request,
            "dry_run",
            _("What would change"),
            file_name=name,
            resource=resource,
            is_too_much=is_too_much,
            max_changes=MAX_CHANGES,
            waiting=sealed if is_right and resource.lines and not is_too_much else "",
        )

    def seal(self, request):
        return f"import {self.opts.label_lower} {request.user.pk}"

    @transaction.atomic
    def confirmed(self, request):
        try:
            waiting = Waiting.unsealed(request.POST["waiting"], self.seal(request))
        except signing.BadSignature:
            messages.error(request, _("Nothing is imported: it was too long ago. Please choose the file once more."))
            return HttpResponseRedirect(request.path)
        locked(User, request.user.pk)  # the same import twice at once: one after the other
        if Revision.objects.filter(comment__startswith=f"{IMPORTED} {waiting.token} ").exists():
            messages.info(request, _("This table is imported already."))
            return HttpResponseRedirect(self.address("changelist"))
        is_still_right = "translation_is_right" in request.POST
        resource = self.resource_class(self, request, seen=waiting.seen, translation_is_right=is_still_right)
        if resource.run(waiting.table, name=f"{waiting.token} {waiting.name}", dry_run=False):
            self.tell(request, resource.saved)
            return HttpResponseRedirect(self.address("changelist"))
        refused = [line for line in resource.lines if line.errors]
        for line in refused[:SAID_AT_ONCE]:
            reasons = " ".join(reason for _column, reasons in line.errors for reason in reasons)
            messages.error(request, _("Row %(row)d: %(reason)s") % {"row": line.number, "reason": reasons})
        messages.warning(request, _("Nothing is imported. Please look once more at what would change."))
        return self.looked_at(request, waiting.name, waiting.table)

    def tell(self, request, saved):
        added, changed = len(saved["added"]), len(saved["changed"])
        parts = [
            ngettext("%d entry is added", "%d entries are added", added) % added,
            ngettext("%d entry is changed", "%d entries are changed", changed) % changed,
        ]
        said = ", ".join(part for part, count in zip(parts, (added, changed), strict=True) if count)
        messages.success(request, _("Imported: %s.") % said)

    def transfer_page(self, request, name, title, **context):
        request.current_app = self.admin_site.name
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"transfer/{name}.html", {**shared, **context})


class Waiting:
    """The rows that would change anything, and what the editor has seen of each."""

    def __init__(self, token, name, headers, rows, fingerprints):
        self.token, self.name = token, name
        self.table = Dataset(*rows, headers=headers)
        self.seen = dict(zip((row[0] for row in rows), fingerprints, strict=True))

    @classmethod
    def of(cls, name, table, lines):
        rows, fingerprints = [line.cells for line in lines], [line.fingerprint for line in lines]
        return cls(secrets.token_urlsafe(9), name, table.headers, rows, fingerprints)

    @classmethod
    def unsealed(cls, key, seal):
        return cls(**signing.loads(key, salt=seal, max_age=settings.SESSION_COOKIE_AGE))

    def sealed(self, seal):
        """All of it as one signed text."""
        content = {
            "token": self.token,
            "name": self.name,
            "headers": self.table.headers,
            "rows": list(map(list, self.table)),
            "fingerprints": list(self.seen.values()),
        }
        return signing.dumps(content, salt=seal, compress=True)

"""Fact sheets as PDF: of one core activity, a competency, a batch of the council, the whole strategy."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.whole import general_contacts
from portal.models import Page
from portal.page import base_address, viewable
from portal.typesetting import pdf
from strategy.fact_sheet_overviews import batch_parts, competency_parts, strategy_parts
from strategy.fact_sheets import asked_instead, core_activity_sheet, document
from strategy.models import Competency, CoreActivity, CouncilDecision, CrossCuttingIssue, Focus, FormulaValue
from strategy.places import target_system


def pdf_response(request, title, parts, name):
    """`name`: of the file, without its ending."""
    instead = asked_instead(general_contacts(request), base_address(request))
    content = document(title, parts, Page.objects.published().site_notice(), instead)
    response = HttpResponse(pdf("fact_sheets.typ", content), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=f"{name}.pdf")
    return response


@viewable
def core_activity_fact_sheet(request, slug):
    core_activity = CoreActivity.objects.in_full().by_slug(slug)
    if core_activity.slug != slug:
        return redirect("strategy:core_activity_fact_sheet", core_activity.slug, permanent=True)
    return pdf_response(
        request,
        _("Fact sheet: %s") % core_activity.title,
        [core_activity_sheet(core_activity, base_address(request))],
        name=pgettext("file name", "fact-sheet-%s") % slug,
    )


@viewable
def competency_fact_sheets(request, slug):
    competency = Competency.objects.prefetch_related("goals", "sources").by_slug(slug)
    if competency.slug != slug:
        return redirect("strategy:competency_fact_sheets", competency.slug, permanent=True)
    core_activities = CoreActivity.objects.in_full().matching(competency=competency)
    (places,), _elsewhere = target_system([competency], competency.foci.with_competency(), core_activities)
    return pdf_response(
        request,
        _("Fact sheets: %s") % competency.name,
        competency_parts(places, base_address(request)),
        name=pgettext("file name", "fact-sheets-%s") % slug,
    )


@viewable
def batch_fact_sheets(request, batch):
    decisions = CouncilDecision.objects.prefetch_related("sources").of_batch(batch)
    if not decisions:
        raise Http404
    core_activities = CoreActivity.objects.in_full().matching(batch=batch)
    return pdf_response(
        request,
        _("Fact sheets: %s") % (_("Batch %s") % batch),
        batch_parts(batch, decisions, core_activities, base_address(request)),
        name=pgettext("file name", "fact-sheets-batch-%s") % batch,
    )


@viewable
def strategy_fact_sheets(request):
    competencies, elsewhere = target_system(
        Competency.objects.prefetch_related("goals", "sources"),
        Focus.objects.with_competency(),
        CoreActivity.objects.in_full(),
    )
    parts = strategy_parts(
        competencies,
        elsewhere,
        formula_values=FormulaValue.objects.all(),
        issues=CrossCuttingIssue.objects.all(),
        base=base_address(request),
    )
    return pdf_response(
        request,
        _("Fact sheets of the Bochum Strategy"),
        parts,
        name=pgettext("file name", "fact-sheets-bochum-strategy"),
    )

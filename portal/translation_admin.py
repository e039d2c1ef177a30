"""The list from which one translates: what has no English, what has an outdated one."""

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.admin import GenericInlineModelAdmin
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from portal.admin import ListOnlyAdmin
from portal.translation_state import STATES, OutdatedTranslation, counts_by_state, translated_models, with_state

ROWS_A_PAGE = 100


def parents(admin_site):
    """Where the rows of an item are edited: (foreign key, admin of the item) by the row's model."""
    found = {}
    for model, model_admin in admin_site._registry.items():
        for inline in model_admin.inlines:
            if not issubclass(inline, GenericInlineModelAdmin):
                keys = (f for f in inline.model._meta.fields if f.related_model is model and f.name != "successor")
                found.setdefault(inline.model, (next(keys).name, model))
    return found


@admin.register(OutdatedTranslation)
class TranslationList(ListOnlyAdmin):
    """Two pages at the address of the list: how many of each kind are in which state, and which they are."""

    def changelist_view(self, request, extra_context=None):
        kinds = {model._meta.label_lower: model for model in self.models_for(request)}
        model = kinds.get(request.GET.get("kind"))
        page = self.rows_page(request, model) if model else self.overview(kinds)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "states": list(STATES), **page}
        return TemplateResponse(request, "admin/translations.html", context)

    def models_for(self, request):
        """The models with texts in two languages that this user may change, alone or with their item."""
        rows = parents(self.admin_site)
        for model in translated_models():
            owner = rows[model][1] if model in rows else model
            model_admin = self.admin_site._registry.get(owner)
            if model_admin and model_admin.has_change_permission(request):
                yield model

    def overview(self, kinds):
        counted = [(kind, capfirst(m._meta.verbose_name_plural), counts_by_state(m)) for kind, m in kinds.items()]
        return {"title": capfirst(self.opts.verbose_name_plural), "kinds": sorted(counted, key=lambda row: row[1])}

    def rows_page(self, request, model):
        state = request.GET.get("state")
        rows = with_state(model).filter(STATES[state]) if state in STATES else with_state(model)
        key, owner = parents(self.admin_site).get(model, (None, model))
        rows = rows.select_related(key) if key else rows
        page = Paginator(rows.order_by("pk"), ROWS_A_PAGE).get_page(request.GET.get("page"))
        address = f"admin:{owner._meta.app_label}_{owner._meta.model_name}_change"
        return {
            "title": capfirst(model._meta.verbose_name_plural),
            "kind": model._meta.label_lower,
            "state": state,
            "page": page,
            "rows": [
                (row, item, reverse(address, args=[quote(item.pk)]))
                for row in page
                for item in [getattr(row, key) if key else row]
            ],
        }

    def has_view_permission(self, request, obj=None):
        return any(self.models_for(request))

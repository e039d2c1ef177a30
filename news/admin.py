from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.models import PressRelease, PressReleaseImage
from news.transfer import PressReleaseResource
from portal.admin import RICH_TEXT_CARE, FormerSlugInline, SourceInline, both
from portal.draft_admin import DraftedAdmin
from portal.transfer_admin import TransferAdmin


class PressReleaseImageInline(admin.StackedInline):
    model = PressReleaseImage
    extra = 0
    autocomplete_fields = ["image"]
    fields = [("image", "position")]


@admin.register(PressRelease)
class PressReleaseAdmin(TransferAdmin, DraftedAdmin):
    resource_class = PressReleaseResource
    care = RICH_TEXT_CARE
    first_step = _("Add a press release: headline, lead and text. It stays a draft until you tick “public”.")
    list_display = ["title", "is_public", "published_at", "origin"]
    list_filter = ["is_public", "origin", "competencies"]
    date_hierarchy = "published_at"
    search_fields = ["title_de", "title_en", "lead_de", "lead_en", "body_de", "body_en"]
    autocomplete_fields = ["core_activities", "competencies", "contact"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "is_public",
                    ("published_at", "public_until"),
                    both("title"),
                    "slug",
                    both("lead"),
                    both("body"),
                ]
            },
        ),
        (_("What it is about"), {"fields": ["core_activities", "competencies", "contact"]}),
        (
            _("Where it comes from"),
            {"fields": [("origin", "original_headline"), ("date_basis", "date_precision")]},
        ),
    ]
    inlines = [PressReleaseImageInline, SourceInline, FormerSlugInline]

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("pages, pictures and documents")

    def ready(self):
        # Django itself looks for admin.py only.
        autodiscover_modules("draft_admin", "translation_admin")

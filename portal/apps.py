from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("pages, pictures and documents")

    def ready(self):
        # Django itself looks for admin.py only.
        autodiscover_modules("draft_admin", "translation_admin")
        # Whoever changes what the public sees, however: the finished pages hear of it.
        generation = import_module("portal.generation")
        connection_created.connect(generation.watch)
        connection_created.connect(import_module("portal.slow_queries").watch)
        pre_migrate.connect(generation.pause)
        post_migrate.connect(generation.resume)


class PortalAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "portal.admin_site.PortalAdminSite"

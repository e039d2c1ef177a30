from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_module
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "portal.search"
    verbose_name = _("search")

    def ready(self):
        listening = import_module("portal.search.listening")  # models can be imported by now
        listening.listen()
        post_migrate.connect(listening.fill, self)

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - Django is set up now

from portal.page_cache import PageCache  # noqa: E402

application = PageCache(django, settings.PAGE_CACHE_MEGABYTES)

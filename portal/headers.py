"""What every answer tells browsers, so that nothing else can make use of the portal through them."""

from django.conf import settings


class SecurityHeaders:
    """The outermost middleware that answers: Django's own says nothing when it refuses a host, and nothing about
    static files beside it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in settings.SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)  # a view may be stricter
        # Browsers and proxies may keep a page, but ask each time whether it is still that one.
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

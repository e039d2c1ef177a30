"""Addresses of pages, remembered: Django's `reverse` goes through the patterns of all addresses anew each time."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language


def address(name, *args):
    """The address of the page with this name, in the language of the moment."""
    return _address(get_language(), name, args)


@lru_cache(4096)
def _address(_language, name, args):
    return reverse(name, args=args)

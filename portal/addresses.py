"""Addresses of pages, remembered: to make one, Django walks through what it knows of all pages, each time anew."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language


def address(name, *args):
    """The address of the page with this name, in the language of the moment."""
    return _address(get_language(), name, args)


@lru_cache(4096)
def _address(_language, name, args):
    return reverse(name, args=args)

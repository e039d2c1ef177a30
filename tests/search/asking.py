"""Asking the search as a visitor does."""

from django.urls import reverse
from django.utils.translation import override

from tests.html import links_of


def address(question, language="de", name="search:search", **parameters):
    with override(language):
        return reverse(name, query={"q": question, **parameters})


def found(client, question, language="de", **parameters):
    """The addresses of what is found, in the order of the page."""
    response = client.get(address(question, language, **parameters))
    assert response.status_code == 200
    hits = [href for section, _results in response.context["chosen"] for href in links_in(response, section)]
    return [href for href in hits if not href.startswith("?")]


def links_in(response, section):
    return [href for _text, href in links_of(response, **{"aria-labelledby": f"hits-{section.kind.name}"})]

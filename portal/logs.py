"""What is logged: enough to mend what failed, and nothing about who met it.

Written by the environment (LOG_FORMAT) as lines for people or as JSON, a line each. Query strings hold what people
search for, an exception may quote what they typed, some paths are keys: none of that is kept, whichever library said
it. The same for gunicorn's own lines (gunicorn.conf.py). python-json-logger was looked at and left: the form is the
smaller half, and leaving things out is not its business.
"""

import json
import logging
import re
import secrets
import time
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError

HIDDEN = "…"
# Keys of previews and of new passwords, and the folders of uploads that nobody is to guess.
KEY_IN_PATH = re.compile(r"(/(?:vorschau|preview|password/reset/key|media/(?:documents|pictures)/\d+)/)[^/\s\"']+")
QUERY = re.compile(r"(?<=[\w/%.~*-])\?[^\s\"'<>]+")
MAIL_ADDRESS = re.compile(r"[^\s@<>\"'(,:]+@[\w-]+(?:\.[\w-]+)+")
IPV4 = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
PERHAPS_IPV6 = re.compile(r"(?<![\w:])[0-9a-fA-F:]*:[0-9a-fA-F:]*[0-9a-fA-F](?!\w)")
# What these say is about the code or the connection to the database, never what somebody typed.
SPEAKING = (ImportError, NameError, AttributeError, ImproperlyConfigured, OperationalError, InterfaceError)

WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")
request_id = ContextVar("request_id", default="")


class RequestId:
    """Gives each request a name, by which a person can ask for what was logged of it.

    Only errors tell it in their header: other answers are the same for everybody, and kept."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
        name = given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
        request_id.set(name)  # until the thread's next request: Django logs errors when all middleware is done
        response = self.get_response(request)
        if response.status_code >= 400:
            response["X-Request-ID"] = name
        return response


def discreet(text):
    """The text without query strings, keys in paths, mail addresses and IP addresses."""
    text = KEY_IN_PATH.sub(rf"\1{HIDDEN}", text)
    text = QUERY.sub(f"?{HIDDEN}", text)
    text = MAIL_ADDRESS.sub(HIDDEN, text)
    text = IPV4.sub(HIDDEN, text)
    return PERHAPS_IPV6.sub(lambda match: HIDDEN if is_ip(match[0]) else match[0], text)


def is_ip(text):
    try:
        ip_address(text)
    except ValueError:  # a time of day
        return False
    return True


def request_id_of(record):
    """Empty for gunicorn, which speaks of the next request while the last one's name is still known."""
    return "" if record.name == "gunicorn.error" else request_id.get()


def told(error):
    """Where an exception and those behind it came from, as in a traceback, but not what they say."""
    chain = []
    while error:
        says = f": {str(error).partition(chr(10))[0]}" if isinstance(error, SPEAKING) else reason(error)
        name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
        chain.append(f"{''.join(traceback.format_tb(error.__traceback__))}{name}{says}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\nwhich came of:\n".join(chain)


def reason(error):
    """Why the system refused: »No space left on device«. (A mail server's words are not the system's.)"""
    return f": {error.strerror}" if type(error).__module__ == "builtins" and getattr(error, "strerror", None) else ""


class LinesForPeople(logging.Formatter):
    """`is_frank`: exceptions are told in full, as a developer needs them."""

    # gunicorn's first process does not know our time zone.
    converter, default_time_format, default_msec_format = time.gmtime, "%Y-%m-%dT%H:%M:%SZ", None

    def __init__(self, is_frank=False):
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")
        self.is_frank = is_frank

    def format(self, record):
        record.exc_text = None  # another handler's
        return discreet(super().format(record))

    def formatMessage(self, record):  # noqa: N802 - logging's name
        line = super().formatMessage(record)
        return f"{line} [{name}]" if (name := request_id_of(record)) else line

    def formatException(self, exc_info):  # noqa: N802 - logging's name
        return super().formatException(exc_info) if self.is_frank else told(exc_info[1])


class JsonLines(logging.Formatter):
    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(record.getMessage()),
            "request_id": request_id_of(record),
            "exception": discreet(told(record.exc_info[1])) if record.exc_info else "",
        }
        return json.dumps({name: value for name, value in line.items() if value}, ensure_ascii=False)


def config(form, level, is_frank=False):
    """For logging.config.dictConfig. `form`: text or json. Raises ImproperlyConfigured."""
    formatters = {
        "text": {"()": "portal.logs.LinesForPeople", "is_frank": is_frank},
        "json": {"()": "portal.logs.JsonLines"},
    }
    if form not in formatters:
        raise ImproperlyConfigured(f"LOG_FORMAT must be text or json, not {form!r}.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": formatters[form]},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "chosen"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "loggers": {
            "django": {"handlers": []},  # Django's own would mail whole requests
            # Scanners try host names all day long; that is no error of ours.
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
            "gunicorn.error": {"handlers": [], "propagate": True},
            "gunicorn.access": {"handlers": [], "propagate": True},
        },
        "root": {"handlers": ["console"], "level": level},
    }

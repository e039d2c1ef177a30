"""All settings, every one from the environment; README.md lists the variables."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from portal import logs

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name, default):
    """The environment variable as yes or no; anything but a clear yes or no is refused."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "on", "yes", "true", "0", "off", "no", "false"}:
        return value in {"1", "on", "yes", "true"} if value else default
    raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")


def words(name, default=""):
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def whole_number(name, default, least=1):
    """The environment variable as a whole number; anything else, or less than `least`, is refused."""
    value = os.environ.get(name, "").strip() or str(default)
    if value.isdecimal() and int(value) >= least:
        return int(value)
    raise ImproperlyConfigured(f"{name} must be a whole number from {least}, not {value!r}.")


DEBUG = flag("DEBUG", False)
# Everything the portal writes (database, uploads, collected static files) lives in one folder.
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var"))

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured("Set SECRET_KEY to a long random string of your own.")
    SECRET_KEY = "only-for-development-on-this-machine"

# Former keys, while what was signed or encrypted with them is still in use.
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")

ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
# The one public address of the portal, without a slash at its end: canonical links, feeds and the
# sitemap name it. Empty means: the address of the request.
PUBLIC_ADDRESS = os.environ.get("PUBLIC_ADDRESS", "").rstrip("/")

# The city's own channel for suggestions, which the projects link to.
BUERGERECHO_URL = os.environ.get("BUERGERECHO_URL", "https://www.bochum.de/")

# A core activity that nobody has confirmed for so many months stands in the editors' work list.
CONFIRM_AFTER_MONTHS = whole_number("CONFIRM_AFTER_MONTHS", 12)

# Off only where the portal is tried out on one's own machine without TLS.
HTTPS = flag("HTTPS", not DEBUG)
BEHIND_PROXY = flag("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
# Asked within the machine or its network, without TLS, by what watches the process.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# On every answer (portal/headers.py). Whatever shows something of ours elsewhere (previews of shared addresses, feed
# readers, search engines) fetches it with its server, not out of a page of its own in somebody's browser: so no
# other site need be let in. Passkeys are for our own sign-in only.
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": X_FRAME_OPTIONS,
    "Referrer-Policy": SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), "
        "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), usb=(), "
        "xr-spatial-tracking=()"
    ),
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# The prefix makes browsers refuse a cookie that another host of the domain has set.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser session
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
# In the session, whose cookie has the prefix; messages name people and addresses.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Signing in with the city's own accounts (OpenID Connect), if it has a server for that.
OIDC_SERVER_URL = os.environ.get("OIDC_SERVER_URL", "")
OIDC_MFA = flag("OIDC_MFA", False)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # A nonce is sent only where a page asks for one: the admin's rich text editor does, public
        # pages never do, so that they stay the same for everybody and can be cached.
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it extends
    "portal.apps.PortalAdminConfig",  # django.contrib.admin with our own sign-in
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "django_prose_editor",
    "reversion",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *(["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"] if OIDC_SERVER_URL else []),
    "portal",
    "contacts",
    "strategy",
    "news",
    "portal.search",
]
MIDDLEWARE = [
    "portal.logs.RequestId",
    "portal.metrics.Measured",
    "portal.headers.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "portal.outage.Refusal",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.sign_in.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
ADMIN_PATH = os.environ.get("ADMIN_PATH", "").strip("/") or "admin"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.templatetags.formatting",
                "portal.templatetags.keeping",
            ],
        },
    }
]

if url := os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(url)}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "portal.sqlite3"}}
match DATABASES["default"]["ENGINE"]:
    case "django.db.backends.sqlite3":
        # Writers wait for one another instead of failing; readers never wait.
        DATABASES["default"]["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        DATABASES["default"]["CONN_MAX_AGE"] = None
    case "django.db.backends.postgresql":
        from portal.connections import Connection  # psycopg takes 10 MB that SQLite has no use for

        # Checked before use, so that a restarted database costs nobody an error page; a short wait for a
        # connection, so that a database that is down does not eat up the server's threads; and when it is back, it
        # is tried as soon as somebody asks, not after pauses that have doubled all the while.
        DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
        DATABASES["default"].setdefault("OPTIONS", {}).update(
            pool={"min_size": 1, "max_size": 4, "timeout": 3, "reconnect_timeout": 3, "connection_class": Connection},
            connect_timeout=3,
            options="-c statement_timeout=15s -c idle_in_transaction_session_timeout=60s",
        )
    case engine:
        raise ImproperlyConfigured(f"The portal runs on PostgreSQL or SQLite, not on {engine}.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What the rich text editor offers beyond its own; what of it may be stored is decided in portal/rich_text.py.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/rich-text.js")],
        "extensions": dict.fromkeys(["LibraryPicture", "Language", "CleanPaste", "MenuWords"], html_tags([])),
    }
]

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
MODELTRANSLATION_DEFAULT_LANGUAGE = "de"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("de",)
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_DIR", DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# In this folder, or in a closed bucket that several machines share; either way it is the portal that serves them.
MEDIA_S3_BUCKET = os.environ.get("MEDIA_S3_BUCKET", "")
IN_A_FOLDER = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
IN_A_BUCKET = {
    "BACKEND": "portal.bucket.BucketStorage",
    "OPTIONS": {
        "bucket_name": MEDIA_S3_BUCKET,
        "endpoint_url": os.environ.get("MEDIA_S3_ENDPOINT") or None,
        "region_name": os.environ.get("MEDIA_S3_REGION") or None,
        "access_key": os.environ.get("MEDIA_S3_KEY", ""),
        "secret_key": os.environ.get("MEDIA_S3_SECRET", ""),
    },
}
STORAGES = {
    "default": IN_A_BUCKET if MEDIA_S3_BUCKET else IN_A_FOLDER,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "portal.static_files.StaticFilesStorage"
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # seconds; also for invitations, which may arrive on a Friday
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds; a working day
ACCOUNT_ADAPTER = "portal.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has reached the address already
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to who has no account
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # only with the second factor, if there is one
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = False  # signed in until the browser is closed
MFA_ADAPTER = "portal.second_factor.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Bochum Strategie"
MFA_TOTP_TOLERANCE = 1  # one step of 30 seconds: clocks of telephones differ
# Passkeys work on https and on localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ADAPTER = "portal.single_sign_on.SocialAccountAdapter"
# By a link: a form that ends at another host would be stopped by our own policy.
SOCIALACCOUNT_LOGIN_ON_GET = True
# Who was invited with this address before signs in to that account: the city's server knows its own people.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "city",
                "name": os.environ.get("OIDC_NAME", "Stadt Bochum"),
                "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ],
    }
}
# Whose address counts for the rate limits: what our own proxy says, else who connects.
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)

# Finished pages in the memory of each worker process (portal/page_cache.py); 0 keeps none.
PAGE_CACHE_MEGABYTES = whole_number("PAGE_CACHE_MEGABYTES", 32, least=0) if not DEBUG else 0
# Shared by the processes of this machine.
GENERATION_FILE = DATA_DIR / "generation"

# Only the rate limits of signing in use the cache; public pages never do. It is in the database: all workers
# share it, adding to it is atomic, and it is there exactly if the accounts are.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Without a mail server mails are printed where the portal runs, so that it can be tried out.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_TLS", True)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "portal@localhost")

# Who finds a hole tells it there: a mail address, or the https address of a form. Without it there is no security.txt.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", "")
# Whoever knows it may ask /metrics; without it nobody may.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
SLOW_QUERY_MS = whole_number("SLOW_QUERY_MS", 500, least=0)
LOGGING = logs.config(os.environ.get("LOG_FORMAT") or "text", os.environ.get("LOG_LEVEL") or "WARNING", DEBUG)

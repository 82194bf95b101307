"""Every setting of Intercut, from the environment. docs/operations.md lists the variables."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django import forms
from django.core.exceptions import ImproperlyConfigured
from jinja2 import ChainableUndefined

from config.environment import (
    boolean,
    caches,
    contacts,
    database,
    expiry,
    handoff,
    host_name,
    mail_server,
    names,
    optional_url,
    rate,
    read,
    site_url,
    time_zone,
    whole_number,
)

BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = read("DEBUG", boolean, "0", "1 or 0")
SITE_URL = read("SITE_URL", site_url, "http://127.0.0.1:8000", "the site's address, such as https://example.org")
ALLOWED_HOSTS = read("ALLOWED_HOSTS", names, "localhost,127.0.0.1", "host names separated by commas")
# What readers' programs know an entry of a feed by: it stays when the site moves to another address.
FEED_ID_HOST = read("FEED_ID_HOST", host_name, urlsplit(SITE_URL).hostname, "a host name, such as example.org")
WEBSUB_HUB = read("WEBSUB_HUB", optional_url, "", "a hub's address, such as https://hub.example.org, or empty")
SITE_NAME = environ.Env().str("SITE_NAME", default="Intercut")

SECRET_KEY = environ.Env().str("SECRET_KEY", default="insecure-key-for-debugging-only" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is empty: set it to a long random text, or set DEBUG=1 on your own machine.")

VAR_DIR = BASE_DIR / "var"  # everything a running Intercut writes on this machine, unless told otherwise
VAR_DIR.mkdir(exist_ok=True)
DATABASES = {
    "default": read(
        "DATABASE_URL",
        database,
        f"sqlite:///{VAR_DIR / 'intercut.sqlite3'}",
        "a database address, such as postgres://user:password@host:5432/name or sqlite:///path/to/file",
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at the start, so two writers wait for each other instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = read("CONN_MAX_AGE", whole_number, "60", "a number of seconds")
# Whether PostgreSQL keeps the plans of pages' questions; not behind a pooler that changes connections in between.
PREPARED_STATEMENTS = read("PREPARED_STATEMENTS", boolean, "1", "1 or 0")

# Pages for readers, kept by edition (docs/decisions/0019).
PAGE_CACHE = read("PAGE_CACHE", boolean, "0" if DEBUG else "1", "1 or 0")
PAGE_MAX_AGE = read("PAGE_MAX_AGE", whole_number, "10", "a number of seconds")
PAGE_STALE = read("PAGE_STALE", whole_number, "60", "a number of seconds")
CACHES = read("CACHE_URL", caches, "locmemcache://", "a cache address, such as locmemcache:// or filecache:///a/folder")

# The floors of the house, from the ground up: each imports only what comes before it (docs/decisions/0024).
FLOORS = ["dates", "web", "desk", "people", "legal", "coverage", "pages"]

INSTALLED_APPS = [
    "config.apps.IntercutAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_prose_editor",
    # By their AppConfig path: `coverage` is also the name of a PyPI package (docs/decisions/0001).
    *(f"{floor}.apps.{floor.capitalize()}Config" for floor in FLOORS),
]

MIDDLEWARE = [
    "pages.caching.PageCacheMiddleware",  # first: it keeps whole answers, with the headers of all others
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pages.site.former_addresses.FormerAddressMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {  # readers' pages, and every form (docs/decisions/0021)
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates", Path(forms.__file__).parent / "jinja2"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "config.jinja.environment",
            "undefined": ChainableUndefined,
            "context_processors": ["django.contrib.auth.context_processors.auth", "config.context.site"],
        },
    },
    {  # what extends templates of Django and of packages: the desk, the API's description
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "contrib"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
            "builtins": ["django.templatetags.static"],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Empty: the index of the database in use (docs/decisions/0016 says what another one must answer).
SEARCH_INDEX = environ.Env().str("SEARCH_INDEX", default="")

LANGUAGE_CODE = "en-us"
TIME_ZONE = read("TIME_ZONE", time_zone, "America/Denver", "a time zone's name, such as Europe/London")
USE_TZ = True
USE_I18N = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = read("MEDIA_ROOT", Path, str(VAR_DIR / "media"), "a folder")
# Pictures are sent by the application, which asks the gate; this lets it leave the sending to the web server.
MEDIA_HANDOFF = read("MEDIA_HANDOFF", handoff, "", "empty, “x-sendfile”, or “x-accel:/an-internal-location/” for nginx")
# Whether an upload's renditions are made at once, before the desk answers; if not, `manage.py renditions` makes them.
RENDITIONS_AT_UPLOAD = read("RENDITIONS_AT_UPLOAD", boolean, "1", "1 or 0")
# Files of sources: apart from pictures, and sent only after the gate was asked (docs/decisions/0012).
SOURCE_FILES_ROOT = read("SOURCE_FILES_ROOT", Path, str(VAR_DIR / "sources"), "a folder")
SOURCE_FILE_MAX_MB = read("SOURCE_FILE_MAX_MB", whole_number, "20", "a number of megabytes")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ROOT = BASE_DIR / "static" / "root"  # what browsers ask for unasked: /favicon.ico and the like

# Nothing is loaded from elsewhere. The admin's rich-text editor sets styles on elements, so styles may be inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# What readers may take away at once.
CSV_ROWS = read("CSV_ROWS", whole_number, "50000", "a number of rows")
API_RATE = read("API_RATE", rate, "120/minute", "a number and a period, such as 120/minute, or empty for no limit")
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # public and only for reading: no one signs in
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_THROTTLE_CLASSES": ["pages.api.throttling.ReaderThrottle"],
    # Only a proxy of ours may say who asked: without one, anyone could name another address with each request.
    "NUM_PROXIES": 1 if read("BEHIND_PROXY", boolean, "0", "1 or 0") else 0,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "pages.api.problems.as_problem",
    "URL_FORMAT_OVERRIDE": None,
    "DATETIME_FORMAT": "iso-8601",
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "DESCRIPTION": "Everything that readers see, to be read by machines: the film, the record and the coverage.\n\n"
    "Only for reading, open to everybody, without a key. Dates are ISO 8601, as precise as they are known. "
    "Lists go on at the address in `next`; an `ETag` may be sent back as `If-None-Match`.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": [],
    "SERVERS": [{"url": "/"}],  # wherever the description was fetched from
    "POSTPROCESSING_HOOKS": [],  # the lists of terms stay beside their field
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": False, "validatorUrl": None},
}
# security.txt: whom to tell of a hole, and until when that holds.
SECURITY_CONTACT = read("SECURITY_CONTACT", contacts, "", "mailto: or https: addresses separated by commas")
SECURITY_EXPIRES = read("SECURITY_EXPIRES", expiry, "", "a day or a moment, such as 2027-01-31 or 2027-01-31T12:00Z")
# Only digests are sent.
EMAIL_URL = environ.Env().str("EMAIL_URL", default="")
globals().update(
    read("EMAIL_URL", mail_server, "", "a mail server, such as smtp+tls://user:password@mail.example.org:587")
)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = environ.Env().str("EMAIL_FROM", default=f"{SITE_NAME} <digest@{urlsplit(SITE_URL).hostname}>")

HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = read("SECURE_HSTS_SECONDS", whole_number, "31536000", "a number of seconds") if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if read("BEHIND_PROXY", boolean, "0", "1 or 0") else None
SESSION_COOKIE_SECURE = HTTPS
# Whether nobody may approve or legally clear a text that they have written or edited themselves.
FOUR_EYES = read("FOUR_EYES", boolean, "1", "1 or 0")
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "desk.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []

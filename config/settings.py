"""Every setting of Intercut, from the environment. docs/operations.md lists the variables."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.environment import (
    boolean,
    contacts,
    database,
    host_name,
    mail_server,
    moment,
    names,
    optional_url,
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
    DATABASES["default"]["CONN_MAX_AGE"] = read("CONN_MAX_AGE", whole_number, "60", "a number of seconds")
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

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
    "django_prose_editor",
    # By their AppConfig path: `coverage` is also the name of a PyPI package (docs/decisions/0001).
    "people.apps.PeopleConfig",
    "legal.apps.LegalConfig",
    "coverage.apps.CoverageConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
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

# security.txt: whom to tell of a hole, and until when that holds.
SECURITY_CONTACT = read("SECURITY_CONTACT", contacts, "", "mailto: or https: addresses separated by commas")
SECURITY_EXPIRES = read("SECURITY_EXPIRES", moment, "", "a day or a moment, such as 2027-01-31 or 2027-01-31T12:00Z")

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
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []

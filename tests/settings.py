"""The project's settings, with what makes a test run quick and free of the machine's own environment."""

import os
import tempfile

os.environ["DEBUG"] = "0"
os.environ.setdefault("PAGE_CACHE", "0")  # the tests of the page cache turn it on
os.environ.setdefault("SECRET_KEY", "a-key-for-the-test-run")
os.environ.setdefault("MEDIA_ROOT", tempfile.mkdtemp(prefix="intercut-media-"))

from jinja2 import ChainableUndefined, StrictUndefined

from config.settings import *  # noqa: F403


class Misspelled(StrictUndefined):
    """A name that a template of ours uses and nobody gave it. Django's widgets look for keys that may be missing."""

    def __new__(cls, hint=None, obj=None, *args, **kwargs):
        return ChainableUndefined(hint, obj, *args, **kwargs) if isinstance(obj, dict) else super().__new__(cls)


TEMPLATES[0]["OPTIONS"]["undefined"] = Misspelled  # noqa: F405
API_RATE = ""  # a test that wants a limit says so
RENDITIONS_AT_UPLOAD = False  # the demo's pictures would be rendered anew for every test in a browser
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    # A test reads pages in the transaction that it writes in.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c intercut.raise_always=on"  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # Files, so that the browser tests' server has connections of its own. It starts before the test database is made,
    # and would share the connection of the tests if the name said that the database is in memory.
    folder = tempfile.mkdtemp(prefix="intercut-sqlite-")
    DATABASES["default"] |= {"NAME": f"{folder}/site.sqlite3", "TEST": {"NAME": f"{folder}/test.sqlite3"}}  # noqa: F405

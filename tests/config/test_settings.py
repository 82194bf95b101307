"""Settings come from the environment; an odd value stops the start with a sentence that names the variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {"SECRET_KEY": "x" * 60, "DEBUG": "0"}


def start(**variables):
    """Start Django in a process of its own, with nothing but these variables."""
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", **variables}
    code = "import django; django.setup(); from django.conf import settings; print(settings.SITE_URL)"
    return subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True)


def test_it_starts_with_a_secret_key():
    assert start(**GOOD).stdout == "http://127.0.0.1:8000\n"


def test_it_refuses_to_start_without_a_secret_key():
    assert "SECRET_KEY is empty" in start(DEBUG="0").stderr


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("DEBUG", "maybe", "must be 1 or 0"),
        ("SITE_URL", "example.org", "such as https://example.org"),
        ("SITE_URL", "ftp://example.org", "such as https://example.org"),
        ("TIME_ZONE", "Mars/Olympus", "such as Europe/London"),
        ("DATABASE_URL", "oracle://x", "such as postgres://"),
        ("SECURE_HSTS_SECONDS", "-1", "a number of seconds"),
        ("FEED_ID_HOST", "https://example.org", "a host name"),
        ("WEBSUB_HUB", "hub.example.org", "such as https://hub.example.org"),
    ],
)
def test_it_refuses_an_odd_value_in_a_sentence(name, value, wanted):
    variables = {**GOOD, "SITE_URL": "https://example.org", name: value}
    error = start(**variables).stderr
    assert f"{name} is '{value}', but must be" in error
    assert wanted in error

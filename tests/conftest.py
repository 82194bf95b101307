"""What every test may ask for."""

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import transaction
from django.template.backends import jinja2
from django.test import override_settings
from django.test.signals import template_rendered

from coverage.demo.load import load
from tests import databases


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    databases.mark(items)  # before `-m` selects by marks
    yield
    databases.order(items)  # after pytest-django has put them in its own order


@pytest.fixture(scope="session")
def django_db_setup(request, tmp_path_factory, django_test_environment, django_db_blocker):
    """A migrated database, which processes that run side by side copy from the first of them."""
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    with django_db_blocker.unblock():
        if worker is None:
            databases.migrate()
        else:
            databases.copy_migrated(worker, shared=tmp_path_factory.getbasetemp().parent)


@pytest.fixture(scope="session", autouse=True)
def _media_in_a_folder_of_its_own(tmp_path_factory):
    folder = tmp_path_factory.getbasetemp()
    with override_settings(MEDIA_ROOT=folder / "media", SOURCE_FILES_ROOT=folder / "sources"):
        yield


@pytest.fixture(autouse=True)
def _contexts_of_readers_pages(monkeypatch):
    """`response.context` of pages drawn by Jinja2, which Django fills for its own templates only."""
    drawn = jinja2.Template.render

    def render(self, context=None, request=None):
        context = {} if context is None else context
        text = drawn(self, context, request)
        template_rendered.send(sender=self, template=self, context=context)
        return text

    monkeypatch.setattr(jinja2.Template, "render", render)


@pytest.fixture(autouse=True)
def _nothing_kept_from_another_test():
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def page_cache(settings):
    """The page cache as it is in production, empty before and after."""
    settings.PAGE_CACHE, settings.PAGE_MAX_AGE, settings.PAGE_STALE = True, 10, 60
    for cache in caches.all():
        cache.clear()
    yield
    for cache in caches.all():
        cache.clear()


@pytest.fixture(scope="module")
def _demo_of_the_module(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_demo_of_the_module, db):
    """The whole demo story, loaded once for all tests of a module that ask for it. They come last in their module."""


@pytest.fixture
def editor(db) -> User:
    return User.objects.create_superuser("desk", "desk@example.org", "a-password-for-tests")


@pytest.fixture
def desk(client, editor):
    """A client that is signed in at the desk."""
    client.force_login(editor)
    return client


@pytest.fixture
def time_machine_at():
    """A context manager that moves the clock: `with time_machine_at(moment): …`."""
    return lambda moment: time_machine.travel(moment, tick=False)

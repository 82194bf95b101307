"""Rows are found by their address or name, and lie newest first as their model says."""

import pytest
from django.apps import apps
from django.core.management import CommandError

from coverage.models import Film
from tests.factories import FilmFactory
from web.rows import NewestFirst, by_slugs, find_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def films():
    return {slug: FilmFactory(slug=slug, title=title) for slug, title in [("rust", "Rust"), ("last", "RUST")]}


def test_it_finds_a_row_by_its_address_before_those_of_that_name(films):
    FilmFactory(slug="other", title="last")
    assert find_rows(Film.objects.all(), "last") == [films["last"]]


def test_it_finds_every_row_of_a_name_whatever_its_case_and_two_at_most(films):
    FilmFactory(title="Rust and dust")
    assert set(find_rows(Film.objects.exclude(slug="rust"), "rUsT")) == {films["last"]}
    third, fourth = FilmFactory(slug="third", title="rust"), FilmFactory(slug="fourth", title="Rust")
    assert len(find_rows(Film.objects.filter(pk__in=[films["last"].pk, third.pk, fourth.pk]), "RUST")) == 2
    assert find_rows(Film.objects.all(), "nothing") == []


def test_it_finds_a_row_by_any_of_its_names(films):
    Film.objects.filter(slug="rust").update(kind="feature")
    assert find_rows(Film.objects.all(), "Feature", names=["title", "kind"]) == [films["rust"]]


def test_it_gives_a_command_its_rows_in_the_order_asked_each_once(films):
    assert by_slugs(Film.objects.all(), ["rust", "last", "rust"], "No") == [films["rust"], films["last"]]


def test_it_tells_a_command_what_there_is(films):
    with pytest.raises(CommandError, match=r"--film: there is no “lost”\. There are: last, rust\."):
        by_slugs(Film.objects.all(), ["rust", "lost"], "--film: there is no")
    with pytest.raises(CommandError, match=r"There are: none yet\."):
        by_slugs(Film.objects.none(), ["rust"], "--film: there is no")


def test_it_lists_newest_first_by_a_key_that_no_two_rows_share():
    listed = [model for model in apps.get_models() if isinstance(model._default_manager.all(), NewestFirst)]
    assert {model.__name__ for model in listed} == {"Article", "Correction", "Development", "Quote", "Release"}
    for model in listed:
        assert model.objects.newest_first().query.order_by == model.NEWEST
        assert model.NEWEST[-1] == "-pk"

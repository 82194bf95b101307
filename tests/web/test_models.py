"""Rows that are made quickly are as Django makes them."""

import pytest
from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_init, pre_init

from coverage.models import Article
from people.models import Person
from tests.factories import ArticleFactory, PersonFactory
from web.models import Loaded

LOADED = [model for model in apps.get_models() if issubclass(model, Loaded)]


@pytest.mark.parametrize("model", LOADED, ids=lambda model: model.__name__)
def test_nobody_waits_for_one_to_be_made(model):
    assert model.__init__ is Model.__init__
    assert not pre_init.has_listeners(model) and not post_init.has_listeners(model)


@pytest.mark.django_db
def test_it_has_every_value_and_knows_that_it_is_saved():
    made = PersonFactory(name="Ida Oak")
    row = Person.objects.get(pk=made.pk)
    assert {name: getattr(row, name) for name in ("name", "slug", "born")} == {
        "name": "Ida Oak",
        "slug": made.slug,
        "born": None,
    }
    assert not row._state.adding and row._state.db == "default" and row == made


@pytest.mark.django_db
def test_it_asks_for_a_column_that_was_left_out(django_assert_num_queries):
    made = ArticleFactory(headline="A headline")
    row = Article.objects.defer("headline").get(pk=made.pk)
    assert row.get_deferred_fields() == {"headline"}
    with django_assert_num_queries(1):
        assert row.headline == "A headline"


@pytest.mark.django_db
def test_it_can_be_changed_and_saved():
    row = Person.objects.get(pk=PersonFactory(name="Ida Oak").pk)
    row.name = "Ida Elm"
    row.save()
    assert Person.objects.get(pk=row.pk).name == "Ida Elm"


def test_it_says_a_choice_in_words():
    article = Article(kind="review", state="unheard-of")
    assert article.choice_label("kind") == article.get_kind_display() == "review"
    assert article.choice_label("state") == article.get_state_display() == "unheard-of"

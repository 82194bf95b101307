"""The demo story loads once."""

import shutil

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from coverage.models import Article, Film, Finding, Picture, Quote
from coverage.pictures import store
from legal.models import Development, Proceeding
from tests.factories import FilmFactory


def test_it_changes_nothing_the_second_time(demo, django_assert_num_queries):
    counts = [model.objects.count() for model in (Article, Quote, Development)]
    call_command("load_demo")
    assert [model.objects.count() for model in (Article, Quote, Development)] == counts
    assert counts[0] >= 8


@pytest.fixture
def rendered(db, settings, monkeypatch):
    """The pictures that were rendered, by the name of their file, in turn."""
    settings.RENDITIONS_AT_UPLOAD = True
    names = []
    write = store.write
    monkeypatch.setattr(store, "write", lambda name, *rest: (names.append(name), write(name, *rest)))
    return names


@pytest.mark.django_db(transaction=True)
def test_it_renders_its_pictures_once(rendered):
    call_command("load_demo")
    assert len(rendered) == Picture.objects.count() == 8
    assert all(picture.is_clean and picture.has_renditions for picture in Picture.objects.all())
    call_command("load_demo")
    assert len(rendered) == 8


@pytest.mark.django_db(transaction=True)
def test_it_renders_what_an_interrupted_run_left_out(rendered):
    call_command("load_demo")
    left_out = Picture.objects.first()
    Picture.objects.filter(pk=left_out.pk).update(made="")
    shutil.rmtree(store.renditions() / left_out.to_make)
    rendered.clear()
    call_command("load_demo", "--if-empty")
    assert rendered == [left_out.file.name]


@pytest.mark.parametrize("part", ["load_film", "load_article"])
def test_it_leaves_nothing_half_loaded(db, monkeypatch, part):
    def fail(*args, **options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(f"coverage.demo.load.{part}", fail)
        call_command("load_demo", "--if-empty")
    assert not Film.objects.exists() and not Proceeding.objects.exists() and not User.objects.exists()
    call_command("load_demo", "--if-empty")
    assert Article.objects.count() >= 8


def test_it_says_what_it_is_doing_and_where_to_go(db, capsys, settings):
    settings.DEBUG = True
    call_command("load_demo", "--migrate", "--if-empty", "--site", "http://127.0.0.1:8080")
    assert capsys.readouterr().out.splitlines() == [
        "Database: creating or updating the tables",
        "Demo: loading the film, the cases and the articles",
        "",
        "  The site   http://127.0.0.1:8080/",
        "  The desk   http://127.0.0.1:8080/admin/",
        "  Log in as  editor / intercut-demo",
        "",
    ]


def test_it_names_no_login_that_is_not_there(db, capsys):
    FilmFactory()
    call_command("load_demo", "--if-empty")
    assert "Log in" not in capsys.readouterr().out


def test_it_does_not_touch_a_database_that_has_a_film(db, capsys):
    call_command("load_demo")
    Article.objects.all().delete()
    call_command("load_demo", "--if-empty")
    assert "the demo story was not loaded" in capsys.readouterr().out
    assert not Article.objects.exists()


def test_it_opens_no_desk_with_a_known_password_on_a_real_site(demo, client, settings):
    assert not settings.DEBUG
    assert not client.login(username="editor", password="intercut-demo")


def test_it_has_a_source_for_every_development(demo):
    assert Development.objects.published().count() == Development.objects.count() > 20


def test_it_anchors_every_quote(demo):
    for quote in Quote.objects.select_related("article"):
        assert quote.anchor_state == "exact"
        for span in quote.spans:
            assert quote.article.text[span["start"] : span["end"]] == span["exact"]
    assert not Finding.objects.exists()

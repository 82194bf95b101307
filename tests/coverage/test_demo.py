"""The demo story loads once."""

from django.core.management import call_command

from coverage.models import Article, Finding, Picture, Quote
from legal.models import Development


def test_it_changes_nothing_the_second_time(demo, django_assert_num_queries):
    counts = [model.objects.count() for model in (Article, Quote, Development)]
    call_command("load_demo")
    assert [model.objects.count() for model in (Article, Quote, Development)] == counts
    assert counts[0] >= 8


def test_it_renders_its_pictures(db, settings, django_capture_on_commit_callbacks):
    settings.RENDITIONS_AT_UPLOAD = True
    with django_capture_on_commit_callbacks(execute=True):
        call_command("load_demo")
    assert Picture.objects.count() == 8
    assert all(picture.is_clean and picture.has_renditions for picture in Picture.objects.all())
    with django_capture_on_commit_callbacks(execute=True) as again:
        call_command("load_demo")
    assert again == []


def test_it_does_not_touch_a_database_that_has_a_film(db, capsys):
    call_command("load_demo")
    Article.objects.all().delete()
    call_command("load_demo", "--if-empty")
    assert "was not loaded" in capsys.readouterr().out
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

"""No word is lost: what is typed is kept until it is saved, whatever happens to the page or the session."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from coverage.models import Article
from desk.models import OpenForm
from desk.open_forms import KEPT
from tests.desk_forms import loaded, save, sent
from tests.factories import ArticleFactory, BylineFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def address():
    return reverse("admin:coverage_article_change", args=[BylineFactory(article__headline="Before").article.pk])


def keep(client, form):
    return client.post(reverse("admin:keep_typed", args=[form["form_token"]]), sent(form))


def text(page) -> str:
    return strip_tags(page.content.decode()).replace("&#x27;", "'")


def test_it_opens_a_form_again_as_it_was_typed(desk, address):
    form = loaded(desk.get(address))
    form["headline"], form["bylines-0-name"], form["body"] = "Typed", "P. Sample", "<p>Every word.</p>"
    assert keep(desk, form).json() == {"kept": True, "sent": False, "others": []}
    page = desk.get(address)
    assert "You have unsaved text here" in text(page) and f"?unsaved={form['form_token']}" in page.content.decode()
    again = desk.get(f"{address}?unsaved={form['form_token']}")
    assert "It is not saved yet." in text(again)
    kept = loaded(again)
    assert [kept[name] for name in ("headline", "bylines-0-name", "body")] == [
        "Typed",
        "P. Sample",
        "<p>Every word.</p>",
    ]
    assert Article.objects.get().headline == "Before"
    assert desk.post(address, sent(kept)).status_code == 302
    assert Article.objects.get().headline == "Typed" and Article.objects.get().bylines.get().name == "P. Sample"
    assert "unsaved text" not in text(desk.get(address))


def test_it_keeps_a_new_form_too(desk):
    address = reverse("admin:people_person_add")
    form = loaded(desk.get(address))
    form["name"] = "Pat Sample"
    keep(desk, form)
    assert loaded(desk.get(f"{address}?unsaved={form['form_token']}"))["name"] == "Pat Sample"


def test_it_shows_what_others_saved_in_the_meantime(desk, address):
    form = loaded(desk.get(address))
    form["headline"] = "Typed"
    keep(desk, form)
    save(desk, address, headline="Theirs")
    page = desk.get(f"{address}?unsaved={form['form_token']}")
    assert "changed this while you were editing" in text(page) and loaded(page)["headline"] == "Typed"


def test_it_discards_what_is_not_wanted(desk, address):
    form = loaded(desk.get(address))
    keep(desk, form)
    assert desk.post(reverse("admin:discard_typed", args=[form["form_token"]])).url == address
    assert "unsaved text" not in text(desk.get(address))
    assert desk.get(f"{address}?unsaved={form['form_token']}", follow=True).status_code == 200


def test_it_keeps_nothing_of_a_form_that_was_saved(desk, address):
    form = loaded(desk.get(address))
    desk.post(address, sent(form, headline="Saved"))
    assert keep(desk, form).json()["kept"] is False
    assert OpenForm.objects.get(token=form["form_token"]).typed is None


def test_it_keeps_what_arrives_after_the_session_has_ended(desk, client, editor, address):
    form = loaded(desk.get(address))
    desk.logout()
    answer = Client().post(address, sent(form, headline="Typed"))
    assert answer.status_code == 302 and "/login/" in answer.url
    client.force_login(editor)
    assert loaded(client.get(f"{address}?unsaved={form['form_token']}"))["headline"] == "Typed"
    assert Article.objects.get().headline == "Before"


def test_it_keeps_what_arrives_with_an_old_sign_in(editor, address):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    form = loaded(strict.get(address))
    strict.cookies["csrftoken"] = "x" * 32
    page = strict.post(address, sent(form, headline="Typed"))
    assert page.status_code == 403 and "What you typed is kept" in text(page)
    assert loaded(strict.get(f"{address}?unsaved={form['form_token']}"))["headline"] == "Typed"


def test_it_keeps_nothing_for_somebody_without_the_form(client, desk, address):
    form = loaded(desk.get(address))
    Client().post(address, {"form_token": "guessed", "headline": "Typed"})
    assert not OpenForm.objects.filter(typed__isnull=False).exists()
    other = User.objects.create_superuser("other")
    client.force_login(other)
    assert keep(client, form).status_code == 404
    assert client.post(reverse("admin:discard_typed", args=[form["form_token"]]), follow=True).status_code == 200
    assert client.get(f"{address}?unsaved={form['form_token']}").status_code == 302


@pytest.mark.parametrize("token", ["", "\0" * 22, "x" * 23, "é" * 22])
def test_it_takes_a_form_without_a_token_of_ours(desk, address, token):
    assert save(desk, address, form_token=token, headline="Saved").status_code == 302


def test_it_keeps_what_no_database_can_hold(desk, address):
    form = loaded(desk.get(address))
    form["deck"] = "a\0b"
    assert keep(desk, form).json()["kept"]
    assert OpenForm.objects.get(token=form["form_token"]).typed["deck"] == ["ab"]


def test_it_never_keeps_a_password(desk):
    address = reverse("admin:auth_user_add")
    form = loaded(desk.get(address))
    form["password1"] = form["password2"] = "a-secret-of-mine"
    form["username"] = "pat"
    keep(desk, form)
    typed = OpenForm.objects.get(token=form["form_token"]).typed
    assert typed["username"] == ["pat"] and not {"password1", "password2", "csrfmiddlewaretoken"} & set(typed)


def test_it_clears_what_is_older_than_a_week(desk, address):
    form = loaded(desk.get(address))
    keep(desk, form)
    OpenForm.objects.update(seen_at=timezone.now() - KEPT - timedelta(seconds=1))
    desk.get(address)
    assert not OpenForm.objects.filter(token=form["form_token"]).exists()


def test_it_says_who_else_has_the_form_open(client, desk, address):
    form = loaded(desk.get(address))
    other = Client()
    other.force_login(User.objects.create_superuser("dana"))
    assert "Also open by desk" in text(other.get(address))
    assert keep(desk, form).json()["others"] == ["dana"]
    OpenForm.objects.filter(user__username="dana").update(seen_at=timezone.now() - timedelta(minutes=2))
    assert keep(desk, form).json()["others"] == []


def test_it_opens_no_form_for_those_who_may_only_look(client, address):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(reader)
    assert client.get(address).status_code == 200 and not OpenForm.objects.exists()


def test_it_previews_what_is_typed_and_saves_nothing(desk, address):
    form = loaded(desk.get(address))
    typed = sent(form, headline="Typed", body="<p>Every word.</p>", _preview="1", **{"bylines-0-name": "P. Sample"})
    page = desk.post(f"{address.removesuffix('change/')}preview/", typed)
    assert page.status_code == 200 and all(words in text(page) for words in ("Typed", "Every word.", "P. Sample"))
    assert Article.objects.get().headline == "Before"
    assert "was changed successfully" not in text(desk.get(address))
    assert desk.post(address, sent(form, headline="Typed")).status_code == 302


def test_it_previews_a_new_article(desk):
    form = loaded(desk.get(reverse("admin:coverage_article_add")))
    page = desk.post(reverse("admin:coverage_article_preview_new"), sent(form, headline="Typed", _preview="1"))
    assert "Typed" in text(page) and not Article.objects.exists()


def test_it_shows_the_form_if_what_is_typed_cannot_be_shown(desk, address):
    form = loaded(desk.get(address))
    page = desk.post(f"{address.removesuffix('change/')}preview/", sent(form, headline="", _preview="1", deck="Kept."))
    assert page.status_code == 200 and loaded(page)["deck"] == "Kept."


def test_it_previews_a_published_article_without_asking_for_a_note(desk):
    article = BylineFactory(article=ArticleFactory(published=True)).article
    form = loaded(desk.get(reverse("admin:coverage_article_change", args=[article.pk])))
    page = desk.post(
        reverse("admin:coverage_article_preview", args=[article.pk]), sent(form, body="<p>Newer.</p>", _preview="1")
    )
    assert "Newer." in text(page) and "Newer." not in Article.objects.get().text


def test_it_saves_before_it_changes_the_state(desk, address):
    pk = Article.objects.get().pk
    answer = save(desk, address, headline="Typed", _move="submit")
    assert answer.url == reverse("admin:coverage_article_move", args=[pk, "submit"])
    assert Article.objects.get().headline == "Typed"


def test_it_loses_no_word_of_a_refused_save(desk, address):
    page = save(desk, address, headline="", deck="Typed.", **{"bylines-0-name": "P. Sample"})
    assert page.status_code == 200
    assert (loaded(page)["deck"], loaded(page)["bylines-0-name"]) == ("Typed.", "P. Sample")


def test_it_tells_a_form_of_another_page_from_this_one(desk, address):
    form = loaded(desk.get(address))
    keep(desk, form)
    elsewhere = reverse("admin:people_person_change", args=[PersonFactory().pk])
    assert "unsaved text" not in text(desk.get(elsewhere))
    assert desk.get(f"{elsewhere}?unsaved={form['form_token']}").status_code == 302

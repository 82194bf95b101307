"""Readers are told what changed in an article they could read, for good."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from coverage.models import Article, Correction
from coverage.publishing import Refused, move, publish_correction
from tests.desk_forms import loaded, save, sent
from tests.factories import LONG_AGO, ArticleFactory, BylineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return BylineFactory(article=ArticleFactory(published=True, headline="A court rules")).article


@pytest.fixture
def address(article):
    return reverse("admin:coverage_article_change", args=[article.pk])


def correct(article, by, **details):
    return publish_correction(article, **{"kind": "correction", "text": "It was Tuesday.", "by": by, **details})


def read(page) -> str:
    return page.content.decode()


def test_it_is_on_the_article_and_in_the_list(client, article, editor):
    note = correct(article, editor)
    assert note.get_absolute_url() == f"/articles/{article.slug}/#correction-{note.pk}"
    for path in (article.get_absolute_url(), reverse("corrections")):
        page = read(client.get(path))
        assert f'id="correction-{note.pk}"' in page and "It was Tuesday." in page and f"{note.at:%Y}" in page


def test_it_says_when_the_article_changed(article, editor):
    assert (article.is_corrected, article.last_changed) == (False, article.published_at)
    note = correct(article, editor)
    assert (article.is_corrected, article.last_changed) == (True, note.at)
    assert Article.objects.get().changed_at == note.at


@pytest.mark.parametrize(("kind", "is_above"), [("correction", True), ("clarification", False), ("update", False)])
def test_it_stands_above_the_text_when_the_text_was_wrong(client, article, editor, kind, is_above):
    note = correct(article, editor, kind=kind)
    page = read(client.get(article.get_absolute_url()))
    assert (page.index(f'id="{note.anchor}"') < page.index("story__body")) is is_above


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"text": " "}, "Say what was wrong"),
        ({"kind": "retraction"}, "a step of its own"),
        ({"kind": "x"}, "what kind"),
    ],
)
def test_it_is_refused_when_it_says_nothing_or_is_another_step(article, editor, details, words):
    with pytest.raises(Refused, match=words):
        correct(article, editor, **details)
    assert not Correction.objects.exists()


@pytest.mark.parametrize("state", ["draft", "approved", "withdrawn", "scheduled"])
def test_it_is_refused_where_nobody_can_read_the_article(editor, state):
    later = timezone.now() + timedelta(days=1)
    hidden = ArticleFactory(
        state="published" if state == "scheduled" else state, published_at=later, gone_because="A reason."
    )
    with pytest.raises(Refused, match="Readers cannot see"):
        correct(hidden, editor)


def test_it_lists_the_newest_first_by_pages_and_from_one_on(client, article, editor):
    notes = [
        Correction.objects.create(
            article=article, kind="update", text=f"Note {n}.", at=LONG_AGO + timedelta(hours=n), by=editor
        )
        for n in range(30)
    ]
    first = client.get(reverse("corrections"))
    shown = first.context["corrections"].rows
    rest = client.get(f"{reverse('corrections')}?{first.context['corrections'].next_query}").context["corrections"].rows
    assert [*shown, *rest] == notes[::-1]
    from_fifth = client.get(f"{reverse('corrections')}?at={notes[4].pk}").context["corrections"].rows
    assert from_fifth == notes[4::-1]
    assert client.get(f"{reverse('corrections')}?at=soon").context["corrections"].rows == shown


@pytest.mark.parametrize(("step", "kind"), [("withdraw", "withdrawal"), ("retract", "retraction")])
def test_it_tells_readers_that_an_article_has_gone_and_why(client, article, editor, step, kind):
    move(article, step, by=editor, because="It named the wrong court.")
    note = Correction.objects.get()
    assert (note.kind, note.by, article.changed_at) == (kind, editor, note.at)
    page = read(client.get(reverse("corrections")))
    assert "It named the wrong court." in page and "An article published on January 1, 2020" in page
    assert article.headline not in page and article.slug not in page
    assert f'datetime="{timezone.localtime(note.at):%Y-%m-%dT%H:%M}' in read(client.get(article.get_absolute_url()))
    assert note.get_absolute_url() == f"/corrections/?at={note.pk}#correction-{note.pk}"


def test_it_tells_nothing_of_what_nobody_ever_read(editor):
    article = BylineFactory().article
    for step in ("submit", "approve"):
        move(article, step, by=editor)
    move(article, "publish", by=editor, at=timezone.now() + timedelta(days=1))
    move(article, "withdraw", by=editor, because="Not needed.")
    assert not Correction.objects.exists()


def test_it_keeps_the_notes_of_an_article_that_comes_back(client, article, editor):
    correct(article, editor)
    move(article, "withdraw", by=editor, because="To be checked.")
    for step in ("return_to_draft", "submit", "approve", "publish"):
        move(article, step, by=editor)
    page = read(client.get(article.get_absolute_url()))
    assert "It was Tuesday." in page and "To be checked." in page
    assert article.last_changed == article.published_at


def test_it_cannot_be_deleted_with_its_article_or_at_the_desk(desk, article, editor, address):
    note = correct(article, editor)
    with pytest.raises(ProtectedError):
        article.delete()
    counts = {"corrections-TOTAL_FORMS": 1, "corrections-INITIAL_FORMS": 1}
    row = {"corrections-0-id": note.pk, "corrections-0-text": "Nothing.", "corrections-0-DELETE": "on"}
    save(desk, address, **counts, **row)
    assert Correction.objects.get().text == "It was Tuesday."


@pytest.mark.parametrize("fault", [{"text": ""}, {"kind": "rumour"}])
def test_it_is_kept_whole_by_the_database(article, editor, fault):
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(**{"article": article, "kind": "update", "text": "x", "by": editor, **fault})


# At the desk


CHANGED = {"body": "<p>Another text of one paragraph.</p>"}


@pytest.mark.parametrize("change", [CHANGED, {"headline": "Another"}, {"deck": "Another"}])
def test_it_asks_what_readers_are_told_of_a_change(desk, article, address, change):
    page = save(desk, address, **change)
    assert page.status_code == 200 and "tell them what changed" in read(page)
    article.refresh_from_db()
    assert article.version == 1


def test_it_asks_nothing_when_the_words_stay(desk, article, address):
    for change in ({"rights": "All ours."}, {"body": "<p>A <strong>text</strong> of one paragraph.</p>"}):
        assert save(desk, address, **change).status_code == 302
    assert not Correction.objects.exists()


def test_it_asks_nothing_before_readers_see_it(desk):
    later = ArticleFactory(state="published", published_at=timezone.now() + timedelta(days=1))
    address = reverse("admin:coverage_article_change", args=[later.pk])
    assert "Publish a correction" not in read(desk.get(address))
    assert save(desk, address, **CHANGED).status_code == 302
    refused = save(desk, address, what_changed="update", correction="New.")
    assert refused.status_code == 200 and not Correction.objects.exists()


def test_it_takes_the_change_and_the_note_together(desk, article, address, editor):
    assert save(desk, address, **CHANGED, what_changed="correction", correction="One was wrong.").status_code == 302
    note, article = Correction.objects.get(), Article.objects.get()
    assert (note.kind, note.text, note.by) == ("correction", "One was wrong.", editor)
    assert article.text == "Another text of one paragraph." and article.changed_at == note.at
    assert "One was wrong." in read(desk.get(address)) and "Published, corrected" in read(desk.get(address))


def test_it_takes_a_note_without_a_change(desk, address):
    save(desk, address, what_changed="editors_note", correction="The court was asked twice.")
    assert Correction.objects.get().label == "Editor’s note"


def test_it_takes_an_editor_s_word_that_nothing_changed_and_remembers_it(desk, article, address):
    Article.objects.update(body="<p>A text of one pargraph.</p>", text="A text of one pargraph.")
    assert save(desk, address, body="<p>A text of one paragraph.</p>", what_changed="nothing").status_code == 302
    article.refresh_from_db()
    assert article.version == 2 and article.changed_at is None and not Correction.objects.exists()
    assert "nothing of substance" in read(desk.get(f"/admin/coverage/article/{article.pk}/history/"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"what_changed": "correction"}, "Say what was wrong"),
        ({"correction": "One."}, "Choose what kind"),
        ({"what_changed": "nothing", "correction": "One."}, "Readers would not see this"),
    ],
)
def test_it_refuses_half_a_note_in_words(desk, address, said, words):
    page = save(desk, address, **said)
    assert page.status_code == 200 and words in read(page)
    assert not Correction.objects.exists()


def test_it_publishes_a_note_once_when_a_form_is_sent_twice(desk, address):
    form = sent(loaded(desk.get(address)), what_changed="update", correction="New.")
    assert [desk.post(address, form).status_code for _ in range(2)] == [302, 302]
    assert Correction.objects.count() == 1

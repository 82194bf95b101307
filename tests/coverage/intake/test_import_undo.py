"""An import can be taken back whole, as long as nobody has built on it."""

from io import StringIO

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management import CommandError, call_command
from django.utils import timezone

from coverage.models import Article, Finding, ImportBatch, Outlet, Revision
from coverage.publishing import move
from people.models import Person
from tests.coverage.intake.stored import content
from tests.factories import FilmFactory

pytestmark = pytest.mark.django_db
FIRST = (
    "Outlet: The Paper\nBy: Mo Vale\n\nAda Lund said: “We never saw the bridge.”\n\nThe ferry left the harbor at nine."
)
SECOND = "Outlet: The Post\nBy: Cy Ott\n\nBo Ferrer said: “It was there.”\n\nThe ferry left the harbor at nine."


def undo(batch):
    call_command("import_undo", str(batch), "--yes", stdout=StringIO())


def test_it_deletes_what_the_import_made(bring, file):
    before = content()
    report, _ = bring(file(FIRST), "--film", FilmFactory().slug)
    film = content()["Film"]
    undo(report["batch"])
    assert content() == {**before, "Film": film}


def test_it_keeps_the_batch_and_its_rows_on_record(bring, file):
    report, _ = bring(file(FIRST))
    undo(report["batch"])
    batch = ImportBatch.objects.get()
    assert batch.undone_at and batch.undone_by
    row = batch.rows.get()
    assert (row.article, row.action) == (None, "created") and row.headline


def test_it_gives_an_updated_draft_back_what_it_was(bring, file):
    path = file(FIRST)
    bring(path)
    before = content()
    report, _ = bring(file(SECOND), "--film", FilmFactory().slug)
    film = content()["Film"]
    assert report["counts"]["updated"] == 1 and content() != before
    undo(report["batch"])
    assert content() == {**before, "Film": film}


def test_it_leaves_the_draft_untouched_so_that_a_file_can_update_it_again(bring, file):
    bring(file(FIRST))
    report, _ = bring(file(SECOND))
    undo(report["batch"])
    assert bring(file(FIRST))[0]["counts"]["unchanged"] == 1
    assert bring(file(SECOND))[0]["counts"]["updated"] == 1


def test_it_forgets_what_a_restored_finding_was_matched_with_if_that_is_gone(bring, file):

    person = Person.objects.create(name="Ada Lund")
    bring(file(FIRST))
    report, _ = bring(file(SECOND))
    person.delete()
    undo(report["batch"])
    assert Finding.objects.get(kind="person").person is None


def test_it_takes_a_proposed_revision_back(bring, file):
    bring(file(FIRST))
    Article.objects.update(version=7)
    report, _ = bring(file(SECOND))
    undo(report["batch"])
    assert not Revision.objects.exists() and Article.objects.get().version == 7


def test_it_lets_the_same_file_in_again(bring, file):
    path = file(FIRST)
    undo(bring(path)[0]["batch"])
    assert bring(path)[0]["counts"]["created"] == 1


def test_it_keeps_an_outlet_that_others_use(bring, file):
    batch = bring(file(FIRST))[0]["batch"]
    bring(file(f"{FIRST}\n\nAnother text.", "b.txt"))
    undo(batch)
    assert Outlet.objects.get().name == "The Paper"


def refusal(batch):
    before = content()
    with pytest.raises(CommandError) as refused:
        undo(batch)
    assert content() == before
    return str(refused.value)


def test_it_names_who_has_edited_the_article(bring, file, editor):
    batch = bring(file(FIRST))[0]["batch"]
    article = Article.objects.get()
    article.version += 1
    article.save()
    LogEntry.objects.log_actions(editor.pk, [article], CHANGE, "Changed the body.", single_object=True)
    assert f"it was edited by {editor} on " in refusal(batch)


def test_it_names_who_has_decided_about_a_finding(bring, file, editor):
    batch = bring(file(FIRST))[0]["batch"]
    Finding.objects.filter(kind="quote").update(status="rejected", decided_by=editor, decided_at=timezone.now())
    assert f"{editor} rejected a finding on " in refusal(batch)


def test_it_names_who_has_moved_the_article_on(bring, file, editor):
    batch = bring(file(f"Headline: The bridge\n{FIRST}"))[0]["batch"]
    move(Article.objects.get(), "submit", by=editor)
    assert f"it was edited by {editor}" in (said := refusal(batch)) and "and is in review" in said


def test_it_names_the_later_import(bring, file):
    batch = bring(file(FIRST))[0]["batch"]
    later = bring(file(SECOND))[0]["batch"]
    assert f"import {later} (" in refusal(batch)
    undo(later)
    undo(batch)
    assert not Article.objects.exists()


def test_it_says_that_somebody_has_dealt_with_the_revision(bring, file):
    bring(file(FIRST))
    Article.objects.update(version=7)
    batch = bring(file(SECOND))[0]["batch"]
    Revision.objects.update(is_open=False)
    assert "dealt with the proposed revision" in refusal(batch)


def test_it_takes_nothing_back_when_one_article_of_many_was_built_on(bring, file):
    file(FIRST, "in/a.txt")
    folder = file(SECOND, "in/b.txt").parent
    batch = bring(folder)[0]["batch"]
    Article.objects.filter(pk=Article.objects.first().pk).update(version=2)
    refusal(batch)
    assert Article.objects.count() == 2


def test_it_takes_a_batch_back_once(bring, file):
    batch = bring(file(FIRST))[0]["batch"]
    undo(batch)
    assert "It was taken back already" in refusal(batch)


def test_it_goes_on_when_an_editor_has_deleted_a_draft(bring, file):
    batch = bring(file(FIRST))[0]["batch"]
    Article.objects.all().delete()
    undo(batch)
    assert ImportBatch.objects.get().undone_at


def test_it_asks_before_it_deletes(bring, file, monkeypatch, capsys):
    batch = bring(file(FIRST))[0]["batch"]
    monkeypatch.setattr("builtins.input", lambda question: "")
    call_command("import_undo", str(batch))
    assert "Nothing was changed." in capsys.readouterr().out and Article.objects.exists()
    monkeypatch.setattr("builtins.input", lambda question: "y")
    call_command("import_undo", str(batch))
    assert not Article.objects.exists()


def test_it_only_says_whether_it_could(bring, file, capsys):
    batch = bring(file(FIRST))[0]["batch"]
    call_command("import_undo", str(batch), "--dry-run")
    assert "it can be taken back" in capsys.readouterr().out and Article.objects.exists()


def test_it_says_which_batches_there_are():
    with pytest.raises(CommandError, match=r"There is no batch 7\."):
        undo(7)

"""Whatever changes in a file reaches the draft, or waits beside it where an editor sees it; nothing is lost unseen.

The table is every imported field times every state an article can be in. A new field gets its rows from the list of
fields, and fails until it has an example here.
"""

from dataclasses import dataclass, field
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from coverage.intake.fields import FIELDS
from coverage.models import Article, Byline, ImportRow, Outlet, Quote, Revision
from tests.coverage.intake.stored import content
from tests.factories import FilmFactory, ProceedingFactory

pytestmark = pytest.mark.django_db

FIRST_SENTENCE = "The ferry left the harbor at nine"
BODY = f"{FIRST_SENTENCE}.\n\nAda Lund said: “We never saw the bridge.”"
HEAD = {
    "id": "urn:paper:1",
    "title": "The bridge",
    "date": "2025-01-02",
    "author": "Mo Vale",
    "outlet": "The Paper",
    "url": "https://paper.example/bridge",
    "deck": "A ferry and a bridge.",
    "lang": "en",
    "rights": "All rights reserved",
    "tags": "Ferries",
}


@dataclass(frozen=True)
class Example:
    """What changes in the file or on the command line, and the value the field has after that."""

    value: object
    head: dict = field(default_factory=dict)
    body: str = BODY
    options: tuple = ()
    before: dict = field(default_factory=dict)  # how the first file differs from HEAD


EXAMPLES = {
    "headline": Example("The bridge reopens", {"title": "The bridge reopens"}),
    "headline_is_proposed": Example(False, {"title": FIRST_SENTENCE}, before={"title": ""}),
    "deck": Example("It rains.", {"deck": "It rains."}),
    "body": Example(
        "<p>The ferry left the harbor at ten.</p>\n<p>Ada Lund said: “We never saw the bridge.”</p>",
        body=BODY.replace("nine", "ten"),
    ),
    "authors": Example(["Cy Ott", "Bo Ferrer"], {"author": "[Cy Ott, Bo Ferrer]"}),
    "outlet": Example("The Post", {"outlet": "The Post"}),
    "url": Example("https://paper.example/reopened", {"url": "https://paper.example/reopened"}),
    "published": Example("2025-01-03", {"date": "2025-01-03"}),
    "language": Example("fr", {"lang": "fr"}),
    "rights": Example("Reprint once", {"rights": "Reprint once"}),
    "notes": Example("Subjects: Bridges", {"tags": "Bridges"}),
    "film": Example(["harbor-light"], options=("--film", "harbor-light")),
    "proceeding": Example(["state-v-feld"], options=("--proceeding", "state-v-feld")),
}


def untouched(article):
    """Nobody has opened it since the import."""


def edited(article):
    Article.objects.filter(pk=article.pk).update(version=article.version + 1, kind="explainer")


def published(article):
    Article.objects.filter(pk=article.pk).update(state="published", published_at=timezone.now())


STATES = {"draft untouched": untouched, "draft edited": edited, "published": published}
each_field = pytest.mark.parametrize("name", [field.name for field in FIELDS])
each_state = pytest.mark.parametrize("state", STATES)
PROTECTED = [state for state in STATES if state != "draft untouched"]


@pytest.fixture
def again(bring, file):
    """Import a file, bring the article into a state, import the changed file; gives what was before and the report."""

    def run(name, state):
        FilmFactory(slug="harbor-light"), ProceedingFactory(slug="state-v-feld")
        example = EXAMPLES[name]
        first = {**HEAD, **example.before}
        bring(file(_file(first, BODY), "a.md"))
        STATES[state](Article.objects.get())
        before = content()
        report, _ = bring(file(_file({**first, **example.head}, example.body), "a.md"), *example.options)
        return before, report

    return run


def _file(head, body):
    front = "\n".join(f"{key}: {value}" for key, value in head.items() if value)
    return f"---\n{front}\n---\n\n{body}"


def values():
    return {field.name: field.current(Article.objects.get()) for field in FIELDS}


def test_every_field_has_an_example():
    assert set(EXAMPLES) == {field.name for field in FIELDS}


@each_field
def test_it_updates_a_draft_nobody_has_touched(again, name):
    _, report = again(name, "draft untouched")
    assert report["articles"][0]["action"] == "updated"
    assert [change["field"] for change in report["articles"][0]["changes"]] == [name]
    assert values()[name] == EXAMPLES[name].value


@pytest.mark.parametrize("state", PROTECTED)
@each_field
def test_it_proposes_what_it_may_not_write(again, name, state):
    before, report = again(name, state)
    assert report["articles"][0]["action"] == "proposed"
    assert [change["field"] for change in report["articles"][0]["changes"]] == [name]
    assert Revision.objects.get().proposed == {name: EXAMPLES[name].value}
    assert {**content(), "Revision": []} == before


@each_state
@each_field
def test_it_takes_the_change_back(again, name, state):
    before, report = again(name, state)
    assert content() != before
    call_command("import_undo", str(report["batch"]), "--yes", stdout=StringIO())
    assert content() == before


@each_field
def test_the_desk_shows_the_change(again, admin_client, name):
    again(name, "published")
    label = next(field.label for field in FIELDS if field.name == name)
    revision, row = Revision.objects.get(), ImportRow.objects.latest("pk")
    page = admin_client.get(reverse("admin:coverage_revision_change", args=[revision.pk])).text
    assert f'<th scope="row">{label[0].upper()}{label[1:]}</th>' in page
    assert label in admin_client.get(reverse("admin:coverage_revision_changelist")).text
    assert f"{label}: " in admin_client.get(reverse("admin:coverage_importrow_change", args=[row.pk])).text


@each_state
def test_it_brings_a_change_once(again, bring, state, tmp_path):
    again("authors", state)
    before = content()
    report, _ = bring(tmp_path / "a.md")
    assert report["counts"]["unchanged"] == 1 and report["articles"][0]["changes"] == []
    assert content() == before


@each_state
def test_it_says_nothing_of_a_file_that_leaves_out_what_it_said_before(bring, file, state):
    bring(file(_file(HEAD, BODY), "a.md"))
    STATES[state](Article.objects.get())
    before = content()
    report, _ = bring(file(_file({"id": HEAD["id"]}, BODY), "a.md"))
    assert report["counts"]["unchanged"] == 1 and content() == before


def test_it_asks_for_nothing_that_an_editor_has_already_taken_over(bring, file):
    bring(file(_file(HEAD, BODY), "a.md"))
    Article.objects.update(version=2, deck="It rains.")
    report, _ = bring(file(_file({**HEAD, "deck": "It rains."}, BODY), "a.md"))
    assert report["counts"]["unchanged"] == 1 and not Revision.objects.exists()


def test_it_sets_no_headline_of_its_own_against_an_editor_s(bring, file):
    bring(file(_file({**HEAD, "title": ""}, BODY), "a.md"))
    Article.objects.update(version=2, headline="The editor's", headline_is_proposed=False)
    bring(file(_file({**HEAD, "title": "", "deck": "It rains."}, BODY), "a.md"))
    assert Revision.objects.get().proposed == {"deck": "It rains."}


def test_it_keeps_other_roles_than_reporters_out_of_the_comparison(bring, file):
    bring(file(_file(HEAD, BODY), "a.md"))
    Byline.objects.create(article=Article.objects.get(), name="Ed Itor", role="editor", position=2)
    Article.objects.update(version=2)
    bring(file(_file({**HEAD, "deck": "It rains."}, BODY), "a.md"))
    assert Revision.objects.get().proposed == {"deck": "It rains."}


def test_it_never_changes_a_quote(bring, file):
    bring(file(_file(HEAD, BODY), "a.md"))
    article = Article.objects.get()
    start = article.text.index("We never")
    quote = Quote(article=article, source_name="a witness")
    quote.anchor(article.text, [(start, start + 7)])
    quote.save()
    report, _ = bring(file(_file({**HEAD, "author": "Cy Ott"}, BODY.replace("never", "ever")), "a.md"))
    assert report["counts"]["proposed"] == 1
    assert Quote.objects.get().spans == quote.spans and Quote.objects.get().holds
    assert [byline.name for byline in article.bylines.all()] == ["Mo Vale"]


def test_the_report_shows_where_two_long_texts_part(bring, file):
    long = "The water is high. " * 40
    bring(file(_file(HEAD, f"{long}It falls."), "a.md"))
    report, _ = bring(file(_file(HEAD, f"{long}It rises."), "a.md"))
    [change] = report["articles"][0]["changes"]
    assert change["was"].startswith("…") and change["was"].endswith("It falls.")
    assert change["becomes"].endswith("It rises.") and len(change["becomes"]) < 130


def test_people_see_the_changes_under_the_table(file, capsys):
    call_command("import_articles", str(file(_file(HEAD, BODY), "a.md")))
    call_command("import_articles", str(file(_file({**HEAD, "author": "Cy Ott"}, BODY), "a.md")))
    assert "byline: Mo Vale → Cy Ott" in capsys.readouterr().out


def test_it_takes_an_outlet_back_that_was_renamed_meanwhile(bring, file):
    bring(file(_file(HEAD, BODY), "a.md"))
    report, _ = bring(file(_file({**HEAD, "outlet": "The Post"}, BODY), "a.md"))
    Outlet.objects.filter(name="The Paper").update(name="The Daily Paper")
    call_command("import_undo", str(report["batch"]), "--yes", stdout=StringIO())
    assert Article.objects.get().outlet.name == "The Daily Paper"


def test_it_takes_back_an_import_that_noted_only_the_rows_it_made(bring, file):
    """As imports did before they kept every field."""
    bring(file(_file({**HEAD, "author": ""}, BODY), "a.md"))
    before = content()
    report, _ = bring(file(_file({**HEAD, "deck": "It rains."}, BODY), "a.md"))
    row = ImportRow.objects.latest("pk")
    columns = {name: value for name, value in row.before["fields"].items() if name != "bylines"}
    made = [["coverage.Byline", Byline.objects.get().pk]]
    ImportRow.objects.filter(pk=row.pk).update(before={**row.before, "fields": columns, "made": made})
    call_command("import_undo", str(report["batch"]), "--yes", stdout=StringIO())
    assert content() == before


@pytest.mark.django_db(transaction=True)
def test_a_revision_from_before_keeps_its_headline_and_text(bring, file):
    bring(file(_file(HEAD, BODY), "a.md"))
    Article.objects.update(version=2)
    bring(file(_file({**HEAD, "title": "Another", "deck": "It rains."}, BODY), "a.md"))
    call_command("migrate", "coverage", "0014", verbosity=0)
    call_command("migrate", verbosity=0)
    assert Revision.objects.get().proposed == {"headline": "Another", "body": Article.objects.get().body}

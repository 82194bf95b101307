"""Articles come in as drafts, whole or not at all, and again without any change."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coverage.intake.formats.plain import read
from coverage.intake.review import accept
from coverage.models import Article, Finding, ImportBatch, ImportRow, Quote, Revision
from coverage.publishing import move
from legal.models import Development
from people.models import Person
from tests.factories import ArticleFactory, BylineFactory, FilmFactory, ProceedingFactory

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parents[2] / "samples" / "harbor-light.txt"


def test_it_makes_a_draft_with_findings_and_nothing_public(bring):
    report, status = bring(SAMPLE)
    assert status == 0
    assert report["counts"] == {"created": 1, "updated": 0, "unchanged": 0, "proposed": 0, "refused": 0, "left out": 0}
    article = Article.objects.get(slug=report["articles"][0]["slug"])
    assert article.state == "draft" and article.headline_is_proposed
    assert str(article.first_published) == report["articles"][0]["published"] == "2025-05-08"
    assert report["articles"][0]["findings"] == {"people": 4, "quotes": 6, "developments": 3, "releases": 1}
    assert not Person.objects.exists() and not Development.objects.exists()


def test_it_keeps_every_paragraph_character_for_character(bring):
    bring(SAMPLE)
    article = Article.objects.get()
    for block in read(SAMPLE.read_text(encoding="utf-8")).blocks:
        assert block.text in article.text
    assert "<h2>What the Court Decided</h2>" in article.body
    assert "Courtesy of Lena Voss" not in article.text
    assert "[credit: Lena Voss]" in article.import_notes and "TOMAS BRAN" in article.import_notes


def test_it_ties_every_finding_to_its_characters(bring):
    bring(SAMPLE)
    text = Article.objects.get().text
    for finding in Finding.objects.all():
        for span in finding.spans:
            assert text[span["start"] : span["end"]] == span["exact"]


def test_it_finds_what_happened_and_when(bring):
    bring(SAMPLE)
    found = [f.data for f in Finding.objects.filter(kind="development")]
    assert [(data["kind"], data["occurred"], data["name"]) for data in found] == [
        ("sentenced", "2024-03", "Jonas Feld"),
        ("dismissed", "2024-09", "Jonas Feld"),
        ("filed", "2025-04", "Jonas Feld"),
    ]
    assert found[0]["sentence"] == "two years in prison" and found[1]["prejudice"] == "with"
    release = Finding.objects.get(kind="release").data
    assert release == {"kind": "streaming", "date": "2025-05-30", "state": "announced", "platform": "Netflix"}


def test_it_keeps_a_statement_over_paragraphs_in_one_quote(bring):
    bring(SAMPLE)
    quote = Finding.objects.filter(kind="quote", data__name="Ida Kellner").get()
    assert [span["exact"] for span in quote.spans] == [
        "We never wanted a villain,",
        "We wanted the harbor at night. We wanted the people who still go to sea.",
        "And we wanted to listen, for once, before we judged.",
    ]
    assert quote.data["medium"] == "statement"


def test_it_changes_nothing_the_second_time(bring):
    bring(SAMPLE)
    with CaptureQueriesContext(connection) as captured:
        report, _ = bring(SAMPLE)
    assert report["counts"]["unchanged"] == 1 and report["batch"] is None
    writes = [q["sql"] for q in captured if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writes == []


def test_it_knows_a_file_again_under_another_name(bring, file):
    bring(file())
    report, _ = bring(file(name="b.txt"))
    assert report["counts"]["unchanged"] == 1
    assert Article.objects.count() == 1


def test_it_writes_nothing_in_a_dry_run(bring):
    report, _ = bring(SAMPLE, "--dry-run")
    assert report["dry_run"] and report["counts"]["created"] == 1 and report["batch"] is None
    assert report["articles"][0]["findings"]["quotes"] == 6
    for model in (Article, ImportBatch, Finding, ImportRow):
        assert not model.objects.exists()


def test_it_updates_a_draft_nobody_has_touched(bring, file):
    bring(file("A first text of it.\n\nOf two paragraphs."))
    report, _ = bring(file("A second text of it.\n\nOf two paragraphs."))
    assert report["counts"]["updated"] == 1
    assert Article.objects.get().text.startswith("A second text of it.")


def test_it_never_overwrites_a_draft_somebody_has_edited(bring, file):
    bring(file())
    Article.objects.update(version=2)
    report, _ = bring(file("Another plain text.\n\nIt has two paragraphs."))
    assert report["counts"]["proposed"] == 1
    assert "somebody has worked on the draft" in report["articles"][0]["warnings"][-1]["message"]
    assert Article.objects.get().text.startswith("A plain text.")
    assert "Another plain text." in Revision.objects.get().proposed["body"]
    assert bring(file("Another plain text.\n\nIt has two paragraphs."))[0]["counts"]["unchanged"] == 1


def test_it_never_overwrites_a_published_article(bring, file, editor):
    path = file("Headline: A plain one\nBy: A. Sample\n\nA plain text.\n\nOf two.")
    bring(path)
    article = Article.objects.get()
    for step in ("submit", "approve", "publish"):
        move(article, step, by=editor)
    report, _ = bring(file("Headline: Another\n\nAnother text.\n\nOf two."))
    assert report["counts"]["proposed"] == 1
    assert "is published" in report["articles"][0]["warnings"][-1]["message"]
    article.refresh_from_db()
    assert article.headline == "A plain one" and article.state == "published"


def test_it_takes_what_it_is_told(bring, file):
    film, case = FilmFactory(), ProceedingFactory()
    bring(
        file(), "--headline", "Told", "--outlet", "The Paper", "--url", "https://paper.example/a",
        "--published", "2025-01-02", "--film", film.slug, "--proceeding", case.slug,
    )  # fmt: skip
    article = Article.objects.get()
    assert (article.headline, article.headline_is_proposed) == ("Told", False)
    assert (article.outlet.name, article.original_url) == ("The Paper", "https://paper.example/a")
    assert article.first_published.first == date(2025, 1, 2)
    assert list(article.films.all()) == [film] and list(article.proceedings.all()) == [case]


def test_it_keeps_what_an_editor_has_decided_when_a_file_changes(bring, editor):
    bring(SAMPLE)
    finding = Finding.objects.filter(kind="person").first()
    Finding.objects.filter(pk=finding.pk).update(status="rejected", decided_by=editor, decided_at="2025-01-01T00:00Z")
    bring(SAMPLE, "--outlet", "The Paper")
    assert Finding.objects.filter(kind="person", exact=finding.exact).get().status == "rejected"


BAD = {
    "empty": (b" \n ", "The file is empty", 1),
    "control": (b"One\n\nTwo\x08", "control character (U+0008)", 3),
    "head": (b"Headline: Only a head\n", "There is no text in it", 1),
    "url": (b"URL: not an address\n\nOne.\n\nTwo.", "The address (--url)", 1),
}


@pytest.mark.parametrize("name", BAD)
def test_it_refuses_what_is_no_text_and_says_where(bring, file, name):
    raw, words, line = BAD[name]
    report, status = bring(file(raw))
    assert status == 1 and report["counts"]["refused"] == 1
    [warning] = report["articles"][0]["warnings"]
    assert words in warning["message"] and warning["line"] == line
    assert not Article.objects.exists()


def test_it_keeps_what_it_refused_where_editors_see_it_and_once(bring, file):
    report, _ = bring(file(b" "))
    row = ImportRow.objects.get()
    assert (row.action, row.batch_id, row.article) == ("refused", report["batch"], None)
    assert row.warnings == report["articles"][0]["warnings"]
    report, status = bring(file(b" "))
    assert status == 1 and report["batch"] is None and ImportBatch.objects.count() == 1


def test_it_imports_the_good_files_beside_a_bad_one(bring, file):
    for number in range(3):
        file(f"Text {number}.\n\nOf two.", name=f"folder/{number}.txt")
    bad = file(b" ", name="folder/bad.txt")
    file("hidden", name="folder/.hidden")
    report, status = bring(bad.parent)
    assert status == 1
    assert report["counts"]["created"] == 3 and report["counts"]["refused"] == 1
    assert Article.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_after_a_file_whose_own_words_do_not_fit(bring, file):
    file("Outlet: " + "x" * 200 + "\n\nOne text.\n\nOf two.", name="folder/a.txt")
    good = file("Another plain text.\n\nIt has two paragraphs.", name="folder/b.txt")
    report, status = bring(good.parent, good.parent / "missing.txt")
    assert status == 1 and report["counts"]["created"] == 1 and report["counts"]["refused"] == 2
    assert ImportRow.objects.brought().get().batch_id == report["batch"]


def test_it_never_takes_its_own_proposal_for_the_editor_s_consent(bring, file):
    bring(file())
    Article.objects.update(version=2, body="<p>An editor's work.</p>")
    bring(file("A second plain text.\n\nIt has two paragraphs."))
    report, _ = bring(file("A third plain text.\n\nIt has two paragraphs."))
    assert report["counts"]["proposed"] == 1
    assert "An editor's work." in Article.objects.get().body


def test_it_counts_its_own_update_so_that_an_open_form_is_refused(bring, file):
    bring(file())
    bring(file("A second plain text.\n\nIt has two paragraphs."))
    assert Article.objects.get().version == 2


@pytest.mark.parametrize(
    ("one", "other", "articles"),
    [
        ("https://paper.example/?p=1", "https://paper.example/?p=2", 2),
        ("https://paper.example/a", "http://www.paper.example/a/?utm_source=x", 1),
    ],
)
def test_it_tells_articles_apart_by_their_address(bring, file, one, other, articles):
    bring(file("One text.\n\nOf two.", name="a.txt"), "--url", one)
    bring(file("Other text.\n\nOf two.", name="b.txt"), "--url", other)
    assert Article.objects.count() == articles


def test_it_keeps_what_it_was_told_before(bring, file):
    bring(file(), "--outlet", "The Paper", "--published", "2021-02-03")
    bring(file("A second plain text.\n\nIt has two paragraphs."))
    article = Article.objects.get()
    assert article.outlet.name == "The Paper" and str(article.first_published) == "2021-02-03"


def test_it_says_so_when_there_is_no_date(bring, file):
    report, _ = bring(file())
    assert any("--published" in warning["message"] for warning in report["articles"][0]["warnings"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.txt"], "there is no such file"),
        ([SAMPLE, "--film", "none"], "--film: there is no “none”. There are: the-film."),
        ([SAMPLE, "--proceeding", "none"], "--proceeding: there is no “none”. There are: none yet."),
        ([SAMPLE, "--published", "soon"], "Write it as 2025-02-06"),
        ([SAMPLE, SAMPLE.parent / "__init__.py", "--headline", "One"], "are for one file"),
    ],
)
def test_it_says_how_to_mend_what_it_was_told(arguments, words):
    FilmFactory(slug="the-film")
    with pytest.raises(CommandError, match=words):
        call_command("import_articles", *(str(argument) for argument in arguments))


def test_it_prints_a_table_for_people(capsys):
    call_command("import_articles", str(SAMPLE))
    out = capsys.readouterr().out
    assert "created" in out and "1 created, 0 updated" in out
    assert f"{SAMPLE}:1: No headline" in out


def test_it_matches_what_is_known(bring):
    person = Person.objects.create(name="Jonas Feld")
    bring(SAMPLE)
    assert Finding.objects.get(kind="person", data__name="Jonas Feld").person == person
    assert Finding.objects.get(kind="person", data__name="Ida Kellner").person is None


def test_it_leaves_other_articles_alone(bring):
    other = BylineFactory(article=ArticleFactory(published=True)).article
    bring(SAMPLE)
    other.refresh_from_db()
    assert other.version == 1


def test_it_never_overwrites_a_draft_whose_findings_somebody_has_accepted(bring, file, editor):
    path = file("Ada Lund said: “We never saw the bridge.”\n\nThe second paragraph stays as it is.")
    bring(path)
    accept(Finding.objects.get(kind="quote"), by=editor, corrected={"person": None, "source_name": "a witness"})
    report, _ = bring(file("Ada Lund said nothing.\n\nThe second paragraph stays as it is."))
    assert report["counts"]["proposed"] == 1
    assert Quote.objects.get().holds


def test_it_gives_one_headline_to_one_article_only(bring):
    feed = SAMPLE.with_name("salt-ledger.wxr.xml")
    report, status = bring(feed, "--headline", "One for all")
    assert status == 1 and report["counts"]["created"] == 1
    assert "are for one article" in report["articles"][1]["warnings"][0]["message"]


@pytest.mark.parametrize("jobs", ["-1", "65", "x"])
def test_it_asks_for_a_number_of_processes_there_can_be(jobs):
    with pytest.raises(CommandError, match="is not a number from 0 to 64"):
        call_command("import_articles", str(SAMPLE), f"--jobs={jobs}")


def test_it_refuses_what_is_no_file_and_takes_the_others(bring, file, tmp_path):
    folder = file(name="in/a.txt").parent
    os.mkfifo(folder / "pipe")
    (folder / "zero").symlink_to("/dev/zero")
    (folder / "none").symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    (folder / "linked").symlink_to(tmp_path)
    report, status = bring(folder)
    assert status == 1 and report["counts"]["created"] == 1 and report["counts"]["refused"] == 5


def test_it_tells_of_names_that_look_like_markup(file, capsys):
    folder = file(name="in/x[b].txt").parent
    file(b" ", "in/[id]\x1b.txt")
    with pytest.raises(SystemExit):
        call_command("import_articles", str(folder))
    out = capsys.readouterr().out.replace("\n", "").replace(" ", "")
    assert "x[b].txt" in out and "[id]\\x1b.txt" in out and "\x1b.txt" not in out

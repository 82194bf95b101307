"""A kind of finding is one object: the import, the desk and the undo work with a kind they have never heard of."""

from dataclasses import fields
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils.module_loading import import_string

from coverage.admin.cards import Card
from coverage.extraction.findings import Findings
from coverage.intake.kinds import KINDS, Kind, counted, kind_of
from coverage.intake.kinds.base import Proposal
from coverage.intake.review import accept, undo
from coverage.models import ArticleFilm, Film, Finding
from tests.coverage.reviewing import World
from tests.factories import FilmFactory

pytestmark = pytest.mark.django_db
WORDS = "Ida Kellner’s film Harbor Light"


class MentionCard(Card):
    film = forms.CharField(label="The film that is mentioned", required=False)

    def clean(self):
        return {}


class MentionFinding(Kind):
    """A film that a text mentions: a kind that only this test knows."""

    name = "mention"
    label = "mention of a film"
    plural = "mentions"
    heading = "films"
    permission = "coverage.change_film"
    card = f"{__name__}.MentionCard"
    if_new = "A film that no article mentions yet."

    def propose(self, found, context):
        return Proposal([(0, 3)], {"title": found}, "high", {"film": context.known.films[0]})

    def found_in(self, findings):
        return ["Harbor Light"]

    def accept(self, finding, *, by, data, written):
        written.link(ArticleFilm, article=finding.article, film=Film.objects.get(title=data["title"]))

    def summary(self, finding):
        return f"mentions {finding.data['title']}"

    def needs(self, near, finding):
        return ""


@pytest.fixture
def mention(monkeypatch):
    """The kind is on the list, and its card can be found by its path."""
    monkeypatch.setitem(KINDS, "mention", MentionFinding())
    monkeypatch.setattr("coverage.admin.cards.import_string", {MentionFinding.card: MentionCard}.__getitem__)


@pytest.fixture
def finding(mention):
    world = World()
    return world.propose("mention", WORDS, data={"title": "Harbor Light"})


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
class TestEveryKind:
    def test_it_names_a_card_for_the_desk(self, kind):
        assert issubclass(import_string(kind.card), Card)

    def test_it_asks_for_a_permission_there_is(self, kind):
        app, codename = kind.permission.split(".")
        assert Permission.objects.filter(content_type__app_label=app, codename=codename).exists()

    def test_it_is_found_by_the_engine(self, kind):
        assert kind.plural in {field.name for field in fields(Findings)}

    def test_it_names_a_page_there_is_to_add_what_is_missing(self, kind):
        assert not kind.add_at or reverse(kind.add_at)

    def test_it_fits_its_column(self, kind):
        assert len(kind.name) <= Finding._meta.get_field("kind").max_length and kind_of(Finding(kind=kind.name)) is kind


def test_every_part_of_what_the_engine_finds_has_a_kind():
    assert {kind.plural for kind in KINDS.values()} == {field.name for field in fields(Findings)}


def test_the_import_writes_and_counts_a_new_kind(mention, bring, file):
    FilmFactory(title="Harbor Light")
    report, _ = bring(file())
    assert report["articles"][0]["findings"]["mentions"] == 1
    assert Finding.objects.get(kind="mention").data == {"title": "Harbor Light"}
    again, _ = bring(file())
    assert again["articles"][0]["findings"]["mentions"] == 1


def test_the_command_lists_a_new_kind(mention, file, capsys):
    FilmFactory(title="Harbor Light")
    call_command("import_articles", str(file()))
    assert "films" in capsys.readouterr().out.partition("\n")[0].split()


def test_it_counts_only_the_kinds_there_are():
    found = SimpleNamespace(people=[1], quotes=[], developments=[1, 2], releases=[])
    assert counted(found) == {"people": 1, "quotes": 0, "developments": 2, "releases": 0}


def test_the_desk_shows_a_new_kind_and_accepts_it(finding, desk):
    page = desk.get(reverse("admin:coverage_article_findings", args=[finding.article_id])).text
    for words in ("Mention of a film", "mentions Harbor Light", WORDS, "A film that no article mentions yet."):
        assert words in page
    desk.post(reverse("admin:coverage_article_decide", args=[finding.article_id, finding.pk]), {"accept": "1"})
    assert finding.article.films.get().title == "Harbor Light"
    assert (
        "Accepted mention of a film"
        in desk.get(reverse("admin:coverage_article_findings", args=[finding.article_id])).text
    )


def test_the_desk_accepts_a_new_kind_with_the_sure_ones(finding, desk):
    address = reverse("admin:coverage_article_sure", args=[finding.article_id])
    assert "Mention of a film (1)" in desk.get(address).text
    desk.post(address, {"finding": finding.pk})
    assert finding.article.films.exists()


def test_a_new_kind_is_taken_back(finding, editor):
    accept(finding, by=editor, sitting="one")
    undo(finding, by=editor, sitting="one")
    finding.refresh_from_db()
    assert not finding.article.films.exists() and finding.status == "proposed"

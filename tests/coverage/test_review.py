"""A person decides about what an import found; only then is anything real."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from coverage.intake.review import Refused, accept, reject
from coverage.models import Article, Finding, Quote, Release
from legal.models import Development
from people.models import Person
from tests.coverage.test_import import SAMPLE
from tests.factories import (
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """The case of the sample: Feld, charged with negligent homicide, found guilty."""
    feld = PersonFactory(name="Jonas Feld")
    charge = ChargeFactory(party=PartyFactory(person=feld), offense="negligent homicide")
    details = {"proceeding": charge.proceeding, "charges": [charge]}
    DevelopmentFactory(**details, kind="charged", occurred="2023-11")
    DevelopmentFactory(**details, kind="verdict", occurred="2024-02", verdict="guilty", by="jury")
    return charge.proceeding


@pytest.fixture
def article(case):
    call_command("import_articles", str(SAMPLE), "--json")
    return Article.objects.get()


def found(article, finding, /, **data):
    return article.findings.get(kind=finding, **{f"data__{name}": value for name, value in data.items()})


def test_it_makes_a_new_person_that_readers_do_not_see_yet(article, editor):
    accept(found(article, "person", name="Ida Kellner"), by=editor)
    kellner = Person.objects.get(name="Ida Kellner")
    assert not kellner.is_public
    assert article.people.get() == kellner


def test_it_links_a_known_person_and_makes_no_second_one(article, editor):
    accept(found(article, "person", name="Jonas Feld"), by=editor)
    assert Person.objects.filter(name="Jonas Feld").count() == 1
    assert article.people.get().name == "Jonas Feld"


def test_it_makes_a_quote_of_the_exact_characters(article, editor):
    accept(found(article, "person", name="Ida Kellner"), by=editor)
    finding = found(article, "quote", name="Ida Kellner")
    accept(finding, by=editor)
    quote = Quote.objects.get()
    assert quote.speaker.name == "Ida Kellner" and quote.medium == "statement"
    assert quote.parts == [article.text[s["start"] : s["end"]] for s in finding.spans]
    assert len(quote.parts) == 3


def test_it_does_not_guess_who_speaks(article, editor):
    with pytest.raises(Refused, match="Nobody speaks yet"):
        accept(found(article, "quote", name="Ida Kellner"), by=editor)
    assert not Quote.objects.exists()


def test_it_takes_a_document_for_a_speaker(article, editor):
    accept(found(article, "quote", source_name="the release"), by=editor)
    assert Quote.objects.get().who == "the release"


def test_it_records_a_development_with_the_article_as_its_source(article, case, editor):
    finding = found(article, "development", kind="sentenced")
    assert finding.proceeding == case
    accept(finding, by=editor)
    sentenced = case.developments.get(kind="sentenced")
    assert str(sentenced.occurred) == "2024-03" and sentenced.sentence == "two years in prison"
    assert [str(charge.offense) for charge in sentenced.charges.all()] == ["negligent homicide"]
    assert sentenced.sources.get().article == article
    assert sentenced.recorded_by == editor
    assert not Development.objects.published().filter(pk=sentenced.pk).exists()  # its only source is a draft


def test_it_adds_a_source_to_what_is_on_record_already(article, case, editor):
    charge = case.charges.get()
    known = DevelopmentFactory(proceeding=case, charges=[charge], kind="sentenced", occurred="2024-03-14")
    call_command("import_articles", str(SAMPLE), "--outlet", "The Paper", "--json")
    finding = found(article, "development", kind="sentenced")
    assert finding.development == known
    accept(finding, by=editor)
    assert case.developments.filter(kind="sentenced").count() == 1
    assert known.sources.count() == 2


def test_it_refuses_what_the_record_cannot_hold(article, case, editor):
    case.developments.get(kind="verdict").charges.clear()
    with pytest.raises(Refused, match="It can only follow: convicted"):
        accept(found(article, "development", kind="sentenced"), by=editor)
    assert not case.developments.filter(kind="sentenced").exists()


def test_it_asks_for_the_case_where_the_text_leaves_it_open(article, editor):
    finding = found(article, "development", kind="filed")
    with pytest.raises(Refused, match="Choose the case"):
        accept(finding, by=editor)
    claim = ChargeFactory(party=PartyFactory(proceeding=ProceedingFactory(kind="civil")))
    civil = claim.proceeding
    accept(finding, by=editor, corrected={"proceeding": civil, "charges": [claim]})
    assert civil.developments.get().kind == "filed"
    assert article.proceedings.filter(pk=civil.pk).exists()


def test_it_records_a_release_as_corrected(article, editor):
    film = FilmFactory()
    accept(found(article, "release"), by=editor, corrected={"film": film, "platform": "Elsewhere"})
    release = Release.objects.get()
    assert (release.film, release.platform, str(release.date)) == (film, "Elsewhere", "2025-05-30")
    assert release.sources.get().article == article


def test_it_writes_nothing_for_what_is_rejected(article, editor):
    finding = found(article, "person", name="Ida Kellner")
    reject(finding, by=editor)
    finding.refresh_from_db()
    assert finding.status == "rejected" and finding.decided_by == editor
    assert not Person.objects.filter(name="Ida Kellner").exists()


def test_it_decides_only_once(article, editor):
    finding = found(article, "person", name="Ida Kellner")
    reject(finding, by=editor)
    with pytest.raises(Refused, match="rejected it already"):
        accept(finding, by=editor)


def test_it_follows_words_that_have_moved_and_refuses_words_that_have_gone(article, editor):
    article.body = "<p>A new first paragraph.</p>" + article.body.replace("This court cannot", "No court can")
    article.save()
    accept(found(article, "quote", source_name="the release"), by=editor)
    assert Quote.objects.get().parts == ["the noise on shore drowned out the family."]
    PersonFactory(name="Carla Moreno")
    with pytest.raises(Refused, match="no longer stand"):
        accept(found(article, "quote", name="Carla Moreno"), by=editor)


class TestTheDesk:
    """The same, on the page."""

    def address(self, article, finding=None):
        if finding is None:
            return reverse("admin:coverage_article_findings", args=[article.pk])
        return reverse("admin:coverage_article_decide", args=[article.pk, finding.pk])

    def send(self, desk, article, finding, **fields):
        return desk.post(self.address(article, finding), {f"f{finding.pk}-{k}": v for k, v in fields.items()})

    def test_it_shows_the_text_with_its_findings_marked(self, article, desk):
        page = desk.get(self.address(article)).content.decode()
        assert "0 of 14" in page
        for finding in article.findings.all():
            assert f'id="mark-{finding.pk}"' in page and f'id="card-{finding.pk}"' in page
            assert f'href="#card-{finding.pk}"' in page

    def test_it_accepts_and_goes_on_to_the_next_card(self, article, desk):
        first = article.findings.order_by("starts", "pk").first()
        answer = self.send(desk, article, first, name="Ida Kellner", accept="1")
        following = article.findings.open().order_by("starts", "pk").first()
        assert answer.url == f"{self.address(article)}#card-{following.pk}"
        assert Person.objects.filter(name="Ida Kellner").exists()
        assert "1 of 14" in desk.get(self.address(article)).content.decode()

    def test_it_rejects(self, article, desk):
        finding = found(article, "person", name="Ida Kellner")
        desk.post(self.address(article, finding), {"reject": "1"})
        assert article.findings.get(pk=finding.pk).status == "rejected"

    def test_it_says_on_the_card_what_is_wrong(self, article, desk):
        finding = found(article, "quote", name="Ida Kellner")
        page = self.send(desk, article, finding, person="Ida Kellner")
        assert page.status_code == 422
        assert "There is no person called “Ida Kellner”" in page.content.decode()
        assert article.findings.get(pk=finding.pk).status == "proposed"

    def test_it_corrects_a_development(self, article, case, desk):
        finding = found(article, "development", kind="sentenced")
        fields = {
            "proceeding": case.slug,
            "charges": case.charges.get().pk,
            "kind": "sentenced",
            "occurred": "2024-03-09",
        }
        self.send(desk, article, finding, **fields, sentence="two years", by="court")
        assert str(case.developments.get(kind="sentenced").occurred) == "2024-03-09"

    @pytest.mark.parametrize("date", ["soon", "2999-01-01"])
    def test_it_refuses_a_date_that_is_none_or_ahead(self, article, case, desk, date):
        finding = found(article, "development", kind="sentenced")
        page = self.send(desk, article, finding, proceeding=case.slug, kind="sentenced", occurred=date)
        assert page.status_code == 422
        assert "is not a date" in page.content.decode() or "It lies ahead" in page.content.decode()

    def test_it_is_for_editors_only(self, article, client):
        assert client.get(self.address(article)).status_code == 302
        assert client.post(self.address(article, Finding.objects.first())).status_code == 302


def test_it_records_another_step_when_the_card_says_another_date(article, case, editor):
    details = {"proceeding": case, "charges": [case.charges.get()]}
    known = DevelopmentFactory(**details, kind="sentenced", occurred="2024-03-14")
    article.findings.filter(data__kind="sentenced").update(development=known)
    finding = found(article, "development", kind="sentenced")
    corrected = {"kind": "sentenced", "occurred": "2024-05-01", "charges": details["charges"]}
    accept(finding, by=editor, corrected=corrected)
    assert case.developments.filter(kind="sentenced").count() == 2
    assert known.sources.count() == 1


def test_it_makes_no_second_person_of_a_name(article, editor):
    finding = found(article, "person", name="Ida Kellner")
    PersonFactory(name="Ida Kellner")
    with pytest.raises(Refused, match="already: choose them"):
        accept(finding, by=editor)
    assert Person.objects.filter(name="Ida Kellner").count() == 1


def test_it_does_not_take_the_matched_person_when_an_editor_has_cleared_them(article, editor):
    finding = found(article, "person", name="Jonas Feld")
    accept(finding, by=editor, corrected={"person": None, "name": "Jonas Feld the Elder"})
    assert article.people.get().name == "Jonas Feld the Elder"


def test_it_matches_no_development_of_another_defendant(case):
    other = ChargeFactory(party=PartyFactory(proceeding=case), offense="negligent homicide")
    DevelopmentFactory(proceeding=case, charges=[other], kind="sentenced", occurred="2024-03")
    call_command("import_articles", str(SAMPLE), "--json")
    assert Finding.objects.get(data__kind="sentenced").development is None


def test_it_takes_the_first_acceptance_of_two(article, editor):
    finding = found(article, "person", name="Ida Kellner")
    accept(Finding.objects.get(pk=finding.pk), by=editor)
    with pytest.raises(Refused):
        accept(finding, by=editor)
    assert Person.objects.filter(name="Ida Kellner").count() == 1

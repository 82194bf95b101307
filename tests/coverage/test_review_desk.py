"""The review desk's page: cards, what they ask, what is sure, what is decided, and what comes next."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coverage.intake.review import accept, reject
from coverage.models import Quote
from people.models import Person
from tests.coverage.reviewing import World
from tests.factories import ArticleFactory, PersonFactory, QuoteFactory, ReleaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return World()


def address(article, name="findings", *more):
    return reverse(f"admin:coverage_article_{name}", args=[article.pk, *more])


def send(desk, finding, sitting="", /, **fields):
    """Press a button of a card: `accept`, `reject` or `undo`, with what its fields say."""
    buttons = {name: "1" for name in ("accept", "reject", "undo") if fields.pop(name, False)}
    said = {f"f{finding.pk}-{name}": value for name, value in fields.items()}
    return desk.post(address(finding.article, "decide", finding.pk), {"sitting": sitting, **buttons, **said})


def read(page) -> str:
    """The page's words, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def card_of(page, finding):
    return next((card for card in page.context["cards"] if card.finding == finding), None)


def sitting_of(desk, article) -> str:
    return desk.get(address(article)).context["sitting"]


class TestThePage:
    def test_it_shows_the_text_with_its_findings_marked(self, world, desk):
        findings = world.everything()
        page = desk.get(address(world.article))
        assert "0 of 6 decided" in read(page)
        for finding in findings:
            for mark in (f'id="mark-{finding.pk}"', f'id="card-{finding.pk}"', f'href="#card-{finding.pk}"'):
                assert mark in page.content.decode()

    def test_it_makes_the_first_card_current_or_the_one_that_is_asked_for(self, world, desk):
        first, *_, last = world.everything()
        assert [c.finding for c in desk.get(address(world.article)).context["cards"] if c.is_current] == [first]
        page = desk.get(address(world.article), {"card": last.pk})
        assert [c.finding for c in page.context["cards"] if c.is_current] == [last]
        assert page.content.decode().count('aria-current="true"') == 1

    def test_it_brings_people_before_what_they_say(self, world, desk):
        quote = world.propose("quote", "We never wanted a villain,", data={"name": "Kellner"})
        person = world.propose("person", "Kellner said", data={"name": "Kellner"})
        assert quote.starts < person.starts
        assert [c.finding for c in desk.get(address(world.article)).context["cards"]] == [person, quote]

    def test_it_shows_what_is_known_as_known(self, world, desk):
        QuoteFactory(article=world.article, speaker=world.feld, words="I am tired,")
        sentenced = world.step("sentenced", "2024-03-14")
        release = ReleaseFactory(film=world.film, date="2025-05-30")
        findings = [
            world.captain(),
            world.tired(),
            world.sentenced(development=sentenced),
            world.release(release=release),
        ]
        page = desk.get(address(world.article))
        known = [card_of(page, finding).known for finding in findings]
        assert known[0] == "Known: Jonas Feld, a ferry captain."
        assert known[1].startswith("Stands in the article already, said by Jonas Feld.")
        assert known[2].startswith("On record already: Sentenced, March 14, 2024.")
        assert known[3].startswith("On record already: Harbor Light: Streaming, May 30, 2025.")

    def test_it_shows_nothing_new_as_known(self, world, desk):
        findings = [world.kellner(), world.tired(), world.sentenced(), world.release()]
        page = desk.get(address(world.article))
        assert [card_of(page, finding).known for finding in findings] == [""] * 4

    def test_it_is_for_editors_only(self, world, client):
        finding = world.kellner()
        assert client.get(address(world.article)).status_code == 302
        assert client.get(address(world.article, "sure")).status_code == 302
        assert client.post(address(world.article, "decide", finding.pk)).status_code == 302


class TestACard:
    def test_it_accepts_and_goes_on_to_the_next_card(self, world, desk):
        first, second, *_ = world.everything()
        token = sitting_of(desk, world.article)
        answer = send(desk, first, token, accept=True, name="Ida Kellner")
        assert answer.url == f"{address(world.article)}?sitting={token}&card={second.pk}#card-{second.pk}"
        assert Person.objects.filter(name="Ida Kellner").exists()
        assert "1 of 6 decided" in read(desk.get(answer.url))

    def test_it_rejects(self, world, desk):
        finding = world.kellner()
        send(desk, finding, reject=True)
        finding.refresh_from_db()
        assert finding.status == "rejected"

    def test_it_says_on_the_card_what_is_wrong(self, world, desk):
        finding = world.villain()
        page = send(desk, finding, accept=True, person="Ida Kellner")
        assert page.status_code == 422
        assert "There is no person called “Ida Kellner”" in read(page)
        finding.refresh_from_db()
        assert finding.status == "proposed"

    def test_it_corrects_a_development(self, world, desk):
        finding = world.sentenced()
        fields = {"proceeding": world.case.slug, "charges": world.charge.pk, "kind": "sentenced", "by": "court"}
        send(desk, finding, accept=True, **fields, occurred="2024-03-09", sentence="two years")
        assert str(world.case.developments.get(kind="sentenced").occurred) == "2024-03-09"

    @pytest.mark.parametrize(("date", "why"), [("soon", "is not a date"), ("2999-01-01", "Its date is in the future")])
    def test_it_refuses_a_date_that_is_none_or_ahead(self, world, desk, date, why):
        finding = world.sentenced()
        page = send(desk, finding, accept=True, proceeding=world.case.slug, kind="sentenced", occurred=date)
        assert page.status_code == 422 and why in read(page)

    def test_it_offers_the_charges_of_a_case_that_is_typed(self, world, desk):
        other, finding = World(), world.sentenced(proceeding=None)
        fields = {"proceeding": other.case.slug, "kind": "sentenced", "occurred": "2024-03"}
        page = send(desk, finding, accept=True, **fields)
        assert page.status_code == 422 and "Say which charges it affects" in read(page)
        assert send(desk, finding, accept=True, **fields, charges=other.charge.pk).status_code == 302
        assert other.case.developments.filter(kind="sentenced").exists()

    def test_it_offers_the_cases_and_films_near_the_article_where_the_text_names_none(self, world, desk):
        world.article.proceedings.add(world.case)
        world.article.films.add(world.film)
        development, release = world.sentenced(proceeding=None), world.release(film=None)
        page = desk.get(address(world.article))
        offered = [[r.choice_label for r in card_of(page, f).form["same"]] for f in (development, release)]
        assert offered == [[world.case.title], ["Harbor Light"]]
        fields = {"kind": "sentenced", "occurred": "2024-03", "charges": world.charge.pk}
        send(desk, development, accept=True, same=world.case.pk, **fields)
        send(desk, release, accept=True, same=world.film.pk, kind="streaming", date="2025", state="announced")
        assert world.case.developments.filter(kind="sentenced").exists() and world.film.releases.exists()

    def test_it_offers_no_case_or_film_where_the_text_is_clear(self, world, desk):
        findings = [world.sentenced(), world.release()]
        page = desk.get(address(world.article))
        assert not any("same" in card_of(page, finding).form.fields for finding in findings)

    def test_it_tells_the_second_reviewer_that_somebody_was_quicker(self, world, desk, editor):
        finding, following = world.captain(), world.tired()
        accept(finding, by=User.objects.create(username="other"))
        answer = send(desk, finding, accept=True, person="Jonas Feld")
        assert answer.url.endswith(f"#card-{following.pk}")
        assert "Somebody has accepted it already. person: Jonas Feld" in read(desk.get(answer.url))
        assert finding.decisions.count() == 1

    def test_it_tells_when_the_finding_is_gone(self, world, desk):
        finding = world.captain()
        gone = address(world.article, "decide", finding.pk)
        finding.delete()
        assert "imported again" in read(desk.post(gone, {"accept": "1"}, follow=True))

    @pytest.mark.parametrize(
        ("kind", "right"),
        [
            ("captain", "add_person"),
            ("tired", "add_quote"),
            ("sentenced", "add_development"),
            ("release", "add_release"),
        ],
    )
    def test_it_needs_the_right_to_write_what_it_proposes(self, world, kind, right):
        finding, user, client = getattr(world, kind)(), User.objects.create(username="r", is_staff=True), Client()
        client.force_login(user)
        user.user_permissions.add(*Permission.objects.filter(codename__in=["view_article", "change_article"]))
        assert not card_of(client.get(address(world.article)), finding).may
        assert send(client, finding, reject=True).status_code == 403
        user.user_permissions.add(Permission.objects.get(codename=right))
        assert card_of(client.get(address(world.article)), finding).may
        assert send(client, finding, reject=True).status_code == 302


class TestSameAs:
    @pytest.fixture
    def known(self):
        return PersonFactory(name="Ida M. Kellner", description="a director")

    def test_it_offers_a_near_match_and_chooses_nothing(self, world, desk, known):
        finding = world.kellner()
        page = desk.get(address(world.article))
        same = card_of(page, finding).form["same"]
        labels = [radio.choice_label for radio in same]
        assert labels == ["The same as Ida M. Kellner, a director", "A new person"]
        assert not any("checked" in radio.tag() for radio in same)

    def test_it_offers_nobody_where_nobody_is_alike(self, world, desk):
        finding = world.kellner()
        assert "same" not in card_of(desk.get(address(world.article)), finding).form.fields

    def test_it_refuses_to_accept_without_a_choice(self, world, desk, known):
        page = send(desk, world.kellner(), accept=True, name="Ida Kellner")
        assert page.status_code == 422
        assert "Say who this is: somebody on record, or a new person." in read(page)
        assert not world.article.people.exists()

    def test_it_merges_when_told_and_keeps_the_name_when_told(self, world, desk, known):
        send(desk, world.kellner(), accept=True, same=known.pk, keep_name="on", name="Ida Kellner")
        assert world.article.people.get() == known
        assert known.names == ["Ida M. Kellner", "Ida Kellner"]

    def test_it_makes_a_new_person_when_told(self, world, desk, known):
        finding = world.kellner()
        send(desk, finding, accept=True, same="new", name="Ida Kellner", description="a singer")
        assert world.article.people.get().description == "a singer"

    def test_it_offers_to_keep_no_name_that_they_bear_already(self, world, desk, known):
        known.other_names.create(name="Ida Kellner")
        finding = world.kellner()
        assert "keep_name" not in card_of(desk.get(address(world.article)), finding).form.fields

    def test_it_asks_also_about_a_name_that_an_editor_types(self, world, desk, known):
        finding = world.propose("person", "Harbor Light", data={"name": "Harbor Light"})
        page = send(desk, finding, accept=True, name="Ida Kellner")
        assert page.status_code == 422 and "The same as Ida M. Kellner" in read(page)

    def test_it_points_out_two_findings_that_can_be_one_person(self, world, desk):
        one, other = world.kellner(), world.propose("person", "Kellner said", data={"name": "I. Kellner"})
        alone = world.captain()
        page = desk.get(address(world.article))
        assert [card_of(page, finding).twins for finding in (one, other, alone)] == [[other], [one], []]
        assert "Perhaps the same person as I. Kellner in this article" in read(page)


class TestUndo:
    def test_it_takes_back_what_was_decided_in_this_sitting(self, world, desk):
        finding, token = world.kellner(), sitting_of(desk, world.article)
        page = desk.get(send(desk, finding, token, accept=True, name="Ida Kellner").url)
        assert page.context["last"]["finding"] == finding
        answer = send(desk, finding, token, undo=True)
        assert answer.url.endswith(f"#card-{finding.pk}")
        assert not Person.objects.filter(name="Ida Kellner").exists()
        assert "0 of 1 decided" in read(desk.get(answer.url))

    def test_it_offers_nothing_to_undo_when_the_page_is_opened_again(self, world, desk):
        finding, token = world.kellner(), sitting_of(desk, world.article)
        send(desk, finding, token, accept=True, name="Ida Kellner")
        page = desk.get(address(world.article))
        assert page.context["sitting"] != token and page.context["last"] is None
        answer = send(desk, finding, page.context["sitting"], undo=True)
        assert "Only what you have decided since you opened this page" in read(desk.get(answer.url))
        assert Person.objects.filter(name="Ida Kellner").exists()

    @pytest.mark.parametrize("token", ["", "short", "x" * 40, "' onclick='xxxxxxxxxxx"])
    def test_it_takes_no_other_token_for_a_sitting(self, world, desk, token):
        assert desk.get(address(world.article), {"sitting": token}).context["sitting"] != token

    def test_it_says_on_the_page_why_not(self, world, desk):
        person, quote, token = world.kellner(), world.villain(), sitting_of(desk, world.article)
        send(desk, person, token, accept=True, name="Ida Kellner")
        send(desk, quote, token, accept=True, person="Ida Kellner")
        answer = send(desk, person, token, undo=True)
        assert "It cannot be taken back. The quote Ida Kellner" in read(desk.get(answer.url))


class TestWhatIsSure:
    def rows(self, page):
        return [row["finding"] for row in page.context["rows"]]

    def test_it_lists_what_needs_no_choice_people_first(self, world, desk):
        release, captain, tired, sentenced = world.release(), world.captain(), world.tired(), world.sentenced()
        assert self.rows(desk.get(address(world.article, "sure"))) == [captain, tired, sentenced, release]

    def test_it_leaves_out_what_a_person_has_to_say(self, world, desk):
        near = PersonFactory(name="Ida M. Kellner")
        world.kellner(name="Ida M. Kellner", person=near)
        world.sentenced(proceeding=None), world.release(film=None), world.tired(confidence="low")
        assert self.rows(desk.get(address(world.article, "sure"))) == []

    def test_it_leaves_out_the_words_of_somebody_who_is_not_clear_yet(self, world, desk):
        near = PersonFactory(name="Ida M. Kellner")
        person, quote = world.kellner(name="Ida Kellner", person=near), world.villain(person=near)
        assert self.rows(desk.get(address(world.article, "sure"))) == []
        send(desk, person, accept=True, same=near.pk)
        assert self.rows(desk.get(address(world.article, "sure"))) == [quote]

    def test_it_accepts_what_is_left_ticked(self, world, desk, editor):
        captain, tired, release = world.captain(), world.tired(), world.release()
        token = sitting_of(desk, world.article)
        ticked = {"sitting": token, "finding": [captain.pk, tired.pk]}
        page = desk.post(address(world.article, "sure"), ticked, follow=True)
        assert "Accepted together: 2" in read(page)
        assert Quote.objects.get().speaker == world.feld
        assert [card.finding for card in page.context["cards"]] == [release]
        assert {d.sitting for f in (captain, tired) for d in f.decisions.all()} == {token}

    def test_it_keeps_open_what_the_record_refuses_and_says_why(self, world, desk):
        world.case.developments.get(kind="verdict").charges.clear()
        captain, sentenced = world.captain(), world.sentenced()
        page = desk.post(address(world.article, "sure"), {"finding": [captain.pk, sentenced.pk]})
        assert page.status_code == 422
        assert "It can only follow: convicted" in card_of(page, sentenced).refusal
        assert card_of(page, captain) is None and world.article.people.exists()

    def test_it_accepts_nothing_that_is_not_on_the_list(self, world, desk):
        low = world.captain(confidence="low")
        desk.post(address(world.article, "sure"), {"finding": [low.pk, "nonsense"]})
        assert not world.article.people.exists()

    def test_it_asks_the_same_number_of_questions_however_many_there_are(self, world, desk):
        counts = []
        for _ in range(2):
            for _ in range(3):  # all of them have a card
                world.captain(), world.tired(), world.sentenced(), world.release(), world.kellner()
            PersonFactory(name=f"Ida {len(counts)}. Kellner").other_names.create(name="Ida K.")
            for name in ("findings", "sure"):
                desk.get(address(world.article, name))
                with CaptureQueriesContext(connection) as captured:
                    desk.get(address(world.article, name))
                counts.append(len(captured))
        assert counts[:2] == counts[2:]


class TestAfterwards:
    def test_it_lists_what_was_decided_by_whom_when_and_how_corrected(self, world, desk, editor):
        editor.first_name, editor.last_name = "Ana", "Roe"
        editor.save()
        reject(world.captain(), by=editor)
        accept(world.release(), by=editor, corrected={"platform": "Elsewhere"})
        words = read(desk.get(address(world.article)))
        assert "Decided (2)" in words
        assert re.search(r"Rejected person by Ana Roe, \w+ \d+, \d+:\d+ [AP]M: Jonas Feld", words)
        assert "Corrected: where: Elsewhere" in words

    def test_it_keeps_the_sentence_with_the_development(self, world, desk, editor):
        accept(world.sentenced(), by=editor)
        accepted, typed = world.case.developments.get(kind="sentenced"), world.case.developments.get(kind="charged")
        form = reverse("admin:legal_development_change", args=[accepted.pk])
        assert "“In March 2024, Feld was sentenced to two years in prison.” (A film about the Alma)" in read(
            desk.get(form)
        )
        assert "It was typed in here." in read(desk.get(reverse("admin:legal_development_change", args=[typed.pk])))

    def test_it_leads_to_the_next_article_round_and_round(self, world, desk):
        world.captain()
        other, third = ArticleFactory(body=world.article.body), ArticleFactory(body=world.article.body)
        for article in (other, third):
            world.captain(article=article)
        following = [desk.get(address(article)).context["next"] for article in (world.article, other, third)]
        assert following == [other, third, world.article]
        assert "(1 open)" in read(desk.get(address(world.article)))

    def test_it_says_when_nothing_is_left_anywhere(self, world, desk, editor):
        reject(world.captain(), by=editor)
        words = read(desk.get(address(world.article)))
        assert "Everything in this article is decided." in words and "No other article waits for review." in words

    def test_it_says_when_nothing_was_found(self, desk):
        article = ArticleFactory()
        assert "found nothing in this article" in read(desk.get(address(article)))

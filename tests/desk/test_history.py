"""The history says who changed what from what to what, in the labels editors know, with the rows that belong to it."""

import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from coverage.publishing import move
from tests.desk_forms import save
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PersonFactory,
    ProceedingFactory,
    ReleaseFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def address(row, name="change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{name}", args=[row.pk])


def history(client, row) -> str:
    return re.sub(r"\s+", " ", strip_tags(client.get(address(row, "history")).content.decode()))


SAVES = {  # a row, what is changed in its form, and what an editor would say
    "a text": (PersonFactory, {"description": "gaffer"}, "Description: “empty” → “gaffer”"),
    "a date": (lambda: PersonFactory(born="1970"), {"born": "1971-02"}, "Born: “1970” → “1971-02”"),
    "a choice": (ArticleFactory, {"kind": "review"}, "Kind: “news” → “review”"),
    "a checkbox": (ProceedingFactory, {"is_followed": "on"}, "On the home page: “no” → “yes”"),
    "a chosen row": (ProceedingFactory, {"court": None}, ""),
    "a row of an inline": (
        lambda: BylineFactory().article,
        {"bylines-0-name": "P. Sample"},
        "byline “by P. Sample”: Name: “A. Sample” → “P. Sample”",
    ),
    "a new row": (ArticleFactory, {"bylines-0-name": "P. Sample"}, "Added byline “by P. Sample”."),
    "a row taken out": (lambda: BylineFactory().article, {"bylines-0-DELETE": "on"}, "Deleted byline “by A. Sample”."),
}


@pytest.mark.parametrize("case", [case for case in SAVES if SAVES[case][2]])
def test_it_says_from_what_to_what(desk, case):
    make, changes, words = SAVES[case]
    row = make()
    assert save(desk, address(row), **changes).status_code == 302
    assert words in history(desk, row)


def test_it_names_chosen_rows(desk):
    case, court = ProceedingFactory(court__name="First Court"), ProceedingFactory(court__name="Second Court").court
    save(desk, address(case), court=court.pk)
    assert "Court: “First Court” → “Second Court”" in history(desk, case)


def test_it_shows_the_words_that_changed_in_a_long_text(desk):
    article = ArticleFactory(body=f"<p>{'One two three four. ' * 20}The end.</p>")
    save(desk, address(article), body=f"<p>{'One two three four. ' * 20}The close.</p>")
    page = desk.get(address(article, "history")).content.decode()
    assert "<del>end</del><ins>close</ins>" in page and page.count("One two three four.") < 10


def test_it_escapes_what_was_typed(desk):
    person = PersonFactory()
    save(desk, address(person), description="<b>bold</b> & more")
    page = desk.get(address(person, "history")).content.decode()
    assert "<b>bold" not in page and "bold &amp; more" in page


def test_it_tells_of_actions_with_their_reasons(desk, editor):
    person, article = PersonFactory(), ArticleFactory()
    desk.post(reverse("admin:people_person_effect", args=[person.pk, "hide"]), {"reason": "A court order."})
    move(article, "submit", by=editor)
    assert "Hidden. A court order." in history(desk, person)
    assert "State: in review" in history(desk, article)


def test_it_tells_a_case_with_what_belongs_to_it(desk):
    charge = ChargeFactory()
    case = charge.proceeding
    rows = [DevelopmentFactory(proceeding=case), HearingFactory(proceeding=case)]
    for row in rows:
        save(desk, address(row), note="New words.")
    save(desk, address(charge), statute="s. 1")
    told = history(desk, case)
    assert told.count("Note: “empty” → “New words.”") == 2 or told.count("→ “New words.”") == 2
    assert "Charge “" in told and "Statute: “empty” → “s. 1”" in told
    assert "Note" not in history(desk, ProceedingFactory())


def test_it_tells_a_film_with_its_releases(desk):
    film = FilmFactory()
    save(desk, address(ReleaseFactory(film=film)), platform="Hulu")
    assert "Where: “empty” → “Hulu”" in history(desk, film)


def test_it_says_when_nothing_has_happened(desk):
    assert "Nothing has been changed at the desk yet." in history(desk, PersonFactory())

"""The case page explains: what it is about, who is who, each charge with its history, the linked cases."""

import re

import pytest

from legal.models import ProceedingLink
from legal.standing.explaining import about, listed, refiling
from legal.standing.fold import Standing
from tests.factories import (
    ChargeFactory,
    DevelopmentFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
)


@pytest.fixture
def case(db):
    return ProceedingFactory(caption="State v. Kellner", court__name="the Harbor District Court")


@pytest.fixture
def read(client, case):
    def fetch(query="", status=200, of=None):
        response = client.get(f"{(of or case).get_absolute_url()}?{query}")
        assert response.status_code == status
        return re.sub(r"\s+", " ", response.content.decode())

    return fetch


def charge(case, name, offense, *steps, **details):
    """A charge against somebody, brought on February 1, 2021, with further steps: kind, date, details."""
    party = case.parties.filter(person__name=name).first() or PartyFactory(
        proceeding=case, person=PersonFactory(name=name)
    )
    made = ChargeFactory(party=party, offense=offense, **details)
    brought = ("charged", "2021-02-01", {"instrument": "information"})
    for kind, occurred, more in (brought, *steps):
        DevelopmentFactory(proceeding=case, charges=[made], kind=kind, occurred=occurred, **more)
    return made


ACQUITTED = ("verdict", "2021-05-06", {"verdict": "not_guilty", "by": "jury"})
GUILTY = ("verdict", "2021-05-06", {"verdict": "guilty", "by": "jury"})
DISMISSED = ("dismissed", "2021-04", {"prejudice": "without", "by": "court"})


def test_it_says_in_two_sentences_what_it_is_about(read, case):
    charge(case, "Ida Kellner", "arson", GUILTY)
    charge(case, "Ida Kellner", "theft", ACQUITTED)
    said = "A criminal case before the Harbor District Court about 2 charges against Ida Kellner: theft and arson."
    assert f"{said} Where the charges stand: found not guilty (theft); found guilty (arson)." in read()
    case.summary = "The fire at the ferry dock."
    case.save()
    page = read()
    assert said not in page and "The fire at the ferry dock." in page


def test_it_says_so_where_nothing_is_charged(read):
    assert "A criminal case before the Harbor District Court. No charge is on record." in read()


def test_it_tells_of_a_past_day_in_words_of_that_day(read, case):
    charge(case, "Ida Kellner", "arson", GUILTY)
    case.summary = "She was found guilty."
    case.save()
    past = read("as_of=2021-03-01")
    assert "She was found guilty" not in past and "Where it stands: Pending, February 1, 2021." in past


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B", "A"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B, C and 1 other"),
        (list("ABCDEF"), "A, B, C and 3 others"),
    ],
)
def test_it_lists_names(names, words):
    assert listed(names) == words


@pytest.mark.parametrize("kind", ["criminal", "civil", "regulatory", "appellate"])
def test_it_has_words_for_every_kind_without_blanks(kind):
    for charges in ([], [("Pat", "theft")], [("Pat", "theft"), ("Kim", "theft")]):
        words = about(kind, "a court", charges, [Standing() for _ in charges])
        assert "  " not in words and words.endswith(".") and "None" not in words


def test_it_leads_with_acquittals_and_what_ended(read, case):
    charge(case, "Ida Kellner", "arson", GUILTY)
    charge(case, "Ida Kellner", "trespass", DISMISSED)
    charge(case, "Ida Kellner", "theft", ACQUITTED)
    page = read()
    order = [page.index(f": {offense}</h3>") for offense in ("theft", "trespass", "arson")]
    assert order == sorted(order)
    person = read(of=case.parties.get().person)
    assert person.index("Theft<") < person.index("Trespass<") < person.index("Arson<")


def test_it_tells_on_the_page_of_a_judge_where_the_case_stands(read, case):
    charge(case, "Ida Kellner", "theft", ACQUITTED)
    judge = PartyFactory(proceeding=case, role="judge").person
    page = read(of=judge)
    assert "Ida Kellner, theft" in page and "Found not guilty by a jury on May 6, 2021." in page


def test_it_groups_who_is_who_with_defendants_first(read, case):
    PartyFactory(proceeding=case, role="witness", person=PersonFactory(name="Wim Witness"))
    PartyFactory(proceeding=case, role="judge", person=PersonFactory(name="Jo Judge"))
    charge(case, "Ida Kellner", "theft", ACQUITTED)
    page = read()
    page = page[page.index('id="parties"') :]
    order = [page.index(words) for words in ("Defendant<", "Ida Kellner", "Judge<", "Jo Judge", "Witness<")]
    assert order == sorted(order)
    assert "Theft: Found not guilty, May 6, 2021" in page


def test_it_tells_each_charge_its_own_history(read, case):
    arson = charge(case, "Ida Kellner", "arson", GUILTY)
    theft = charge(case, "Ida Kellner", "theft", DISMISSED)
    page = read()
    histories = dict(re.findall(r'id="charge-(\d+)".*?<ol class="history__list">(.*?)</ol>', page))
    assert "Verdict: guilty" in histories[str(arson.pk)] and "Dismissed" not in histories[str(arson.pk)]
    assert "Dismissed without prejudice" in histories[str(theft.pk)]
    only = read(f"charge={theft.pk}")
    only = only[only.index('id="developments"') :]
    assert "Only what is about one charge: Ida Kellner, theft" in only and "Verdict: guilty" not in only


def test_it_pages_a_long_history_newest_first(read, case):
    made = [
        DevelopmentFactory(proceeding=case, occurred=f"2021-03-{n:02}", note=f"Order {n:02}.") for n in range(1, 31)
    ]
    first = read()
    assert first.index("Order 30.") < first.index("Order 29.")
    assert "Order 07." in first and "Order 06." not in first
    following = re.search(r'rel="next" href="\?([^"]*)"', first)[1].replace("&amp;", "&")
    second = read(following)
    assert "Order 06." in second and "Order 01." in second and "Order 07." not in second
    reached = read(f"at={made[2].pk}")
    assert f'id="development-{made[2].pk}"' in reached and "Order 04." not in reached


@pytest.mark.parametrize("query", ["charge=x", "at=x", "at=-1", "charge=99999999999999999999", "after=x"])
def test_it_has_no_such_page(read, query):
    read(query, status=404)


def test_it_shows_the_newest_for_a_development_of_another_case(read, case):
    DevelopmentFactory(proceeding=case, note="An order.")
    assert "An order." in read(f"at={DevelopmentFactory().pk}")


@pytest.mark.parametrize("public", [True, False])
def test_it_says_in_a_sentence_that_a_charge_was_filed_again(read, case, public):
    first = charge(case, "Ida Kellner", "arson", DISMISSED)
    later = ProceedingFactory(caption="State v. Kellner", short_title="(2022)", is_public=public)
    ProceedingLink.objects.create(kind="refiled_as", from_proceeding=case, to_proceeding=later)
    party = PartyFactory(proceeding=later, person=first.party.person)
    again = ChargeFactory(party=party, offense="arson", refiles=first)
    DevelopmentFactory(proceeding=later, charges=[again], kind="charged", occurred="2022-01")
    said = "This charge was dismissed without prejudice in April 2021 and filed again in January 2022"
    assert (said in read()) == public
    if public:
        assert said in read(of=later)
        assert said not in read("as_of=2021-12-31")


def test_it_does_not_say_filed_again_before_it_was():
    assert refiling(Standing(), Standing()) == ""

"""Pages tell the past by two clocks: what had happened by a day, and what was on record at a moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coverage.models import Release
from legal.models import Development
from tests.factories import (
    LONG_AGO,
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
    ReleaseFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar"
PAGES = ["case", "person", "film", "timeline"]
BEFORE, RECORDED, BETWEEN, RETRACTED, AFTER = (datetime(2024, month, 6, 19, tzinfo=UTC) for month in (1, 2, 3, 4, 5))


def known(moment):
    return f"known={moment:%Y-%m-%dT%H:%MZ}"


@pytest.fixture
def world():
    """A film about a case with one charge, brought on May 6, 2021, and on record from long ago."""
    case, person, film = ProceedingFactory(), PersonFactory(), FilmFactory()
    film.proceedings.add(case)
    charge = ChargeFactory(party=PartyFactory(proceeding=case, person=person))
    details = {"proceeding": case, "charges": [charge], "instrument": "information", "recorded_at": LONG_AGO}
    DevelopmentFactory(**details, kind="charged", occurred="2021-05-06")
    return {"case": case, "person": person, "film": film, "charge": charge}


@pytest.fixture
def read(client, world):
    """The text of a page, by its name and query."""

    def fetch(name, query="", client=client):
        address = reverse("timeline") if name == "timeline" else world[name].get_absolute_url()
        response = client.get(f"{address}?{query}")
        assert response.status_code == 200
        return response.content.decode()

    return fetch


def dismissal(world, **details):
    values = {"occurred": "2023-06-01", "recorded_at": RECORDED, "by": "court", "note": SECRET, **details}
    return DevelopmentFactory(proceeding=world["case"], charges=[world["charge"]], kind="dismissed", **values)


@pytest.mark.parametrize("name", PAGES)
def test_it_does_not_know_before_it_was_recorded(read, world, name):
    dismissal(world)
    dismissed = "Dismissed by the court"
    assert dismissed not in read(name, known(BEFORE))
    assert dismissed in read(name, known(BETWEEN))
    assert dismissed in read(name)


@pytest.mark.parametrize("name", PAGES)
def test_it_shows_what_was_retracted_until_it_was(read, world, name, editor):
    dismissal(world, retracted_at=RETRACTED, retraction_reason="Another defendant's.")
    told = "Dismissed by the court"
    assert told not in read(name, known(BEFORE))
    then = read(name, known(BETWEEN))
    assert told in then and "etracted" in then and "Another defendant" not in then
    assert told not in read(name, known(AFTER))
    assert told not in read(name)


def test_it_says_of_a_standing_that_it_rests_on_what_was_retracted_only_where_it_does(read, world):
    retracted = {"retracted_at": RETRACTED, "retraction_reason": "Another defendant's.", "recorded_at": RECORDED}
    motion = {"kind": "motion_filed", "occurred": "2023-01-01", "charges": [world["charge"]]}
    DevelopmentFactory(proceeding=world["case"], **motion, **retracted)
    assert "This rests on" not in read("person", known(BETWEEN))
    dismissal(world, **retracted)
    assert "This rests on" in read("person", known(BETWEEN))


@pytest.mark.parametrize("name", ["case", "timeline"])
def test_it_gives_the_reason_of_a_retraction_to_editors(read, world, name, desk):
    dismissal(world, retracted_at=RETRACTED, retraction_reason="Another defendant's.")
    assert "Another defendant" in read(name, known(BETWEEN), desk)


@pytest.mark.parametrize("name", PAGES)
def test_it_does_not_tell_what_was_still_to_come(read, world, name):
    dismissal(world)
    told = "Dismissed by the court"
    assert told not in read(name, "as_of=2023-05-31")
    assert told in read(name, "as_of=2023-06-01")


@pytest.mark.parametrize("name", PAGES)
def test_it_takes_both_clocks_together(read, world, name):
    dismissal(world)
    told = "Dismissed by the court"
    assert told in read(name, f"as_of=2023-06-01&{known(BETWEEN)}")
    assert told not in read(name, f"as_of=2023-05-31&{known(BETWEEN)}")
    assert told not in read(name, f"as_of=2023-06-01&{known(BEFORE)}")


@pytest.mark.parametrize("name", PAGES)
def test_it_labels_the_past_and_leads_back(read, world, name):
    past = read(name, f"as_of=2024-03-06&{known(BETWEEN)}")
    assert "As it was at the end of March 6, 2024, as Intercut had it on March 6, 2024, 12:00 PM MST." in past
    assert '<meta name="robots" content="noindex">' in past
    path = reverse("timeline") if name == "timeline" else world[name].get_absolute_url()
    assert f'href="http://127.0.0.1:8000{path}"' in past or f'href="http://testserver{path}"' in past
    assert "See it today." in past
    live = read(name)
    assert "noindex" not in live and "As it was" not in live


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "query", ["as_of=soon", "known=soon", "as_of=2999-01-01", "known=2999-01-01T00:00", "as_of=%00"]
)
def test_it_says_what_it_cannot_tell_and_shows_today(read, world, name, query):
    page = read(name, query)
    assert 'role="alert"' in page and "so it was left out" in page
    assert "This is how things stand today." in page
    assert '<meta name="robots" content="noindex">' in page
    assert "harged by information" in page


@pytest.mark.parametrize("query", [known(BETWEEN), f"as_of=2024-03-06&{known(BETWEEN)}", "as_of=2024-03-06"])
def test_it_shows_in_no_past_what_was_never_public(read, world, query):
    dismissal(world, sources=[])
    draft = ArticleFactory(headline=SECRET)
    dismissal(world, sources=[draft.as_source()])
    hidden = ProceedingFactory(caption=SECRET, is_public=False)
    world["film"].proceedings.add(hidden)
    charge = ChargeFactory(party=PartyFactory(proceeding=hidden, person=world["person"]), refiles=world["charge"])
    DevelopmentFactory(proceeding=hidden, charges=[charge], kind="charged", note=SECRET, recorded_at=RECORDED)
    for name in PAGES:
        assert SECRET not in read(name, query), name


def test_it_shows_in_no_past_what_was_retracted_before_its_case_was_public(read, world):
    case = ProceedingFactory(is_public=False, caption="State v. Later")
    world["film"].proceedings.add(case)
    charge = ChargeFactory(party=PartyFactory(proceeding=case, person=world["person"]))
    retracted = {"retracted_at": RETRACTED, "retraction_reason": "Wrong."}
    DevelopmentFactory(
        proceeding=case, charges=[charge], kind="charged", note=SECRET, recorded_at=RECORDED, **retracted
    )
    case.is_public = True
    case.save()
    assert timezone.now() - case.public_since < timedelta(minutes=1)
    for name in PAGES:
        assert SECRET not in read(name, known(BETWEEN)), name
    world["case"] = case
    assert "did not show this case to readers then" in read("case", known(BETWEEN))


def test_it_cites_no_article_that_had_not_come_out(read, world):
    later = ArticleFactory(headline=SECRET, state="published", published_at=AFTER)
    later.proceedings.add(world["case"])
    dismissal(world, sources=[later.as_source(), SourceFactory(title="The order")])
    assert SECRET in read("case")
    then = read("case", known(BETWEEN))
    assert "The order" in then and SECRET not in then.replace(f"<p>{SECRET}</p>", "")


@pytest.mark.parametrize("name", ["film", "timeline"])
def test_it_hides_a_release_until_it_was_announced(read, world, name):
    details = {"film": world["film"], "date": "2024-06-01", "state": Release.State.RELEASED}
    ReleaseFactory(**details, platform="Harbor", announced="2024-03-06")
    ReleaseFactory(**details, platform="Lantern")  # nobody says when
    before, ahead, over = (read(name, f"as_of={day}") for day in ("2024-03-05", "2024-03-06", "2024-06-01"))
    assert "Harbor" not in before and "Lantern" not in before
    assert "Harbor" in ahead and "Lantern" not in ahead and "announced" in ahead and "(released)" not in ahead
    assert "Harbor" in over and "Lantern" in over


def test_it_tells_a_postponement_from_the_day_of_the_new_date():
    old = ReleaseFactory(date="2024-06-01", state=Release.State.POSTPONED, announced="2024-01-01")
    ReleaseFactory(film=old.film, date="2024-09-01", announced="2024-05-01", supersedes=old)
    old = Release.objects.get(pk=old.pk)
    states = [old.state_on(date(2024, month, 1)) for month in (4, 5, 6)]
    assert states == ["announced", "postponed", "postponed"]


def test_it_keeps_the_past_in_its_links_and_pages(read, world):
    for number in range(40):
        DevelopmentFactory(proceeding=world["case"], occurred="2022-02-02", position=number + 1)
    page = read("case", "as_of=2024-03-06")
    assert f'{world["person"].get_absolute_url()}?as_of=2024-03-06"' in page
    assert "?as_of=2024-03-06&amp;after=" in page
    assert 'name="as_of" value="2024-03-06"' in read("timeline", "as_of=2024-03-06&lane=record")


@pytest.mark.parametrize(
    "occurred", ["2023", "2024", "2024-02", "2024-03", "2024-03-05", "2024-03-06", "2024-03-07", "2025"]
)
@pytest.mark.parametrize("day", [date(2024, 3, 6), date(2024, 3, 31), date(2024, 12, 31), date(2023, 12, 30)])
@pytest.mark.parametrize(
    "recorded", ["2023-12-30T20:00Z", "2024-03-07T06:59Z", "2024-03-07T07:01Z", "2026-01-01T00:00Z"]
)
def test_it_asks_the_database_as_the_fold_counts(occurred, day, recorded):
    made = DevelopmentFactory(occurred=occurred, recorded_at=recorded)
    made.refresh_from_db()
    found = Development.objects.happened_by(day).filter(pk=made.pk).exists()
    assert found == made.fact.counts(day, None)

"""Readers who come back are told what moved in a case or around a film since a day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from coverage.models import Release
from coverage.publishing import publish_correction
from legal.models import Development, Hearing
from legal.scheduling import continue_hearing
from tests.factories import (
    LONG_AGO,
    ArticleFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    ProceedingFactory,
    ReleaseFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 10, 12, tzinfo=UTC)
SINCE = "2026-03-10"


@pytest.fixture(autouse=True)
def _in_april(time_machine_at):
    with time_machine_at(DAY + timedelta(days=30)):
        yield


@pytest.fixture
def case():
    return ProceedingFactory()


@pytest.fixture
def film(case):
    film = FilmFactory()
    film.proceedings.add(case)
    return film


def recorded(case, at, **details):
    return DevelopmentFactory(proceeding=case, recorded_at=at, **details)


@pytest.fixture
def look(client):
    def fetch(target, since=SINCE):
        answer = client.get(f"{target.get_absolute_url()}?since={since}")
        assert answer.status_code == 200
        return answer

    return fetch


def test_it_tells_what_happened_and_what_was_only_learned_since(look, case, film):
    before = DAY - timedelta(days=9)
    recorded(case, before, occurred="2026-03-01")
    happened = [recorded(case, DAY + timedelta(days=1), occurred=date) for date in ("2026-03-10", "2026-03-11")]
    learned = recorded(case, DAY, occurred="2019")
    for target in (case, film):
        moved = look(target).context["moved"]
        assert (moved.happened, moved.learned, moved.retracted) == (happened[::-1], [learned], [])


def test_it_tells_of_a_month_that_it_may_have_been_earlier(look, case):
    recorded(case, DAY - timedelta(days=5), occurred="2026-03")
    recorded(case, DAY - timedelta(days=5), occurred="2026-02")
    page = look(case)
    assert [str(d.occurred) for d in page.context["moved"].happened] == ["2026-03"]
    assert "(perhaps earlier)" in page.content.decode()
    sure = look(case, "2026-03-01")
    assert len(sure.context["moved"].happened) == 1 and "(perhaps earlier)" not in sure.content.decode()


def test_it_shows_as_retracted_what_readers_of_that_day_could_see(look, case, film):
    seen = recorded(case, DAY - timedelta(days=5), note="Seen then.", kind="event")
    unseen = recorded(case, DAY + timedelta(days=5), note="Never seen.", kind="event")
    gone_before = recorded(case, LONG_AGO, note="Gone before.", kind="event")
    Development.objects.update(retracted_at=DAY + timedelta(days=6), retraction_reason="Inner reason.")
    Development.objects.filter(pk=gone_before.pk).update(retracted_at=DAY - timedelta(days=1))
    for target in (case, film):
        page = look(target)
        assert page.context["moved"].retracted == [seen]
        text = page.content.decode()
        assert "<strong>Retracted</strong>" in text and "Seen then." in text
        assert unseen.note not in text and gone_before.note not in text and "Inner reason." not in text


def test_it_tells_which_hearings_were_changed(look, case, film, time_machine_at):
    with time_machine_at(DAY - timedelta(days=3)):
        quiet = HearingFactory(proceeding=case, starts_at=DAY + timedelta(days=60), title="Quiet")
        moved = HearingFactory(proceeding=case, starts_at=DAY + timedelta(days=50), title="Sentencing")
    later = continue_hearing(moved, starts_at=DAY + timedelta(days=90), note="At the parties’ request.")
    for target in (case, film):
        page = look(target)
        assert set(page.context["moved"].hearings) == {moved, later}
        assert "At the parties’ request." in page.content.decode() and quiet.title not in page.content.decode()


def test_it_tells_which_releases_came_or_were_changed(look, film, time_machine_at):
    with time_machine_at(DAY - timedelta(days=30)):
        came = ReleaseFactory(film=film, date="2026-03-20", state="released", platform="Came")
        changed = ReleaseFactory(film=film, date="2026-09-01", platform="Changed")
        ReleaseFactory(film=film, date="2026-10-01", platform="Waiting")
        ReleaseFactory(film=film, date="2025-01-01", state="released", platform="Old")
    changed.state = Release.State.CONFIRMED
    changed.save()
    page = look(film)
    assert page.context["releases"] == [changed, came]
    assert "Changed" in page.content.decode() and "Waiting" not in page.content.decode()


def test_it_tells_the_corrections_since(look, case, film, editor, time_machine_at):
    article = ArticleFactory(published=True)
    article.proceedings.add(case)
    article.films.add(film)
    with time_machine_at(DAY - timedelta(days=3)):
        publish_correction(article, kind="update", text="An old note.", by=editor)
    publish_correction(article, kind="correction", text="It was Tuesday.", by=editor)
    for target in (case, film):
        page = look(target).content.decode()
        assert "It was Tuesday." in page and "An old note." not in page
        assert article.headline in page


def test_it_says_when_nothing_has_changed(look, case, film):
    for target in (case, film):
        assert "Nothing has changed here since March 10, 2026." in look(target).content.decode()


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("soon", "“soon” is not a day"),
        ("2026-02-30", "is not a day"),
        ("2999-01-01", "is still to come"),
        ("1700-01-01", "Nothing is told of days before 1800"),
        ("", "Choose the day"),
        ("%3Cb%3E", "“&lt;b&gt;” is not a day"),
    ],
)
def test_it_says_why_a_day_cannot_be_told(look, case, film, since, words):
    recorded(case, DAY, occurred="2026-03-11", kind="event", note="Something.")
    for target in (case, film):
        page = look(target, since).content.decode()
        assert words in page and "Something." not in page and 'name="since"' in page


def test_it_leaves_search_engines_to_the_live_page(look, case, film):
    for target in (case, film):
        page = look(target).content.decode()
        assert '<meta name="robots" content="noindex">' in page
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{target.get_absolute_url()}">' in page


def test_it_is_asked_for_on_the_live_page_and_leads_back(client, look, case, film):
    for target in (case, film):
        path = target.get_absolute_url()
        assert 'name="since"' in client.get(path).content.decode()
        page = look(target).content.decode()
        assert f'href="{path}"' in page and f'href="{path}?as_of=2026-03-09"' in page and f'value="{SINCE}"' in page


def test_it_is_not_there_for_what_is_not_public(client, case, film):
    for target in (case, film):
        type(target).objects.filter(pk=target.pk).update(is_public=False)
        assert client.get(f"{target.get_absolute_url()}?since={SINCE}").status_code == 404


def test_it_tells_of_public_cases_only_and_of_this_one_only(look, case, film):
    hidden, other = ProceedingFactory(is_public=False), ProceedingFactory()
    film.proceedings.add(hidden)
    for proceeding in (hidden, other):
        recorded(proceeding, DAY, occurred="2026-03-11")
        HearingFactory(proceeding=proceeding)
    assert Hearing.objects.count() == 2 and timezone.now() > DAY
    for target in (case, film):
        assert not look(target).context["moved"]

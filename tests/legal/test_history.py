"""A charge's history comes as one text, says what its developments say, and is made once while it is the same."""

from datetime import UTC, datetime, timedelta

import pytest

from dates.clocks import site_time
from legal.models import Charge, Development
from legal.models.history import History, folded, newest_first, read_history
from tests.factories import ArticleFactory, ChargeFactory, DevelopmentFactory, SourceFactory

pytestmark = pytest.mark.django_db
NASTY = 'A “note”, \\ "quoted" \n\t\x0b ’s 🎬 ​ %s %(p0)s'


def asked(charge):
    return Charge.objects.with_standings().get(pk=charge.pk)


def texts():
    return list(Charge.objects.with_history(Development.objects.published()).values_list("history_text", flat=True))


@pytest.fixture
def charge():
    charge = ChargeFactory()
    for position, kind in enumerate(("charged", "arraigned"), start=1):
        details = {"instrument": "information"} if kind == "charged" else {}
        made = DevelopmentFactory(
            proceeding=charge.proceeding, kind=kind, occurred="2024-03-10", position=position, note=NASTY, **details
        )
        made.charges.add(charge)
    return charge


def test_it_says_what_the_models_say(demo):
    for charge in Charge.objects.with_history(Development.objects.published()):
        models = Development.objects.published().filter(charges=charge)
        assert charge.history.facts == tuple(development.fact for development in models)
        assert [row.title for row in charge.history.rows] == [development.title for development in models]


def test_it_keeps_every_character_of_a_note(charge):
    assert [row.note for row in asked(charge).history.rows] == [NASTY, NASTY]


def test_it_knows_when_a_development_was_recorded(charge):
    moment = datetime(2024, 3, 11, 1, 2, 3, 456789, tzinfo=UTC)
    Development.objects.update(recorded_at=moment)
    (first, _) = asked(charge).history.facts
    assert first.recorded_at == moment and first.recorded_at.date() == site_time(moment).date()


def test_it_is_made_once_for_the_same_text(charge):
    assert asked(charge).history is asked(charge).history
    assert asked(charge).standing() is asked(charge).standing()


def test_it_is_another_one_as_soon_as_something_changes(charge):
    before = asked(charge)
    development = charge.developments.get(kind="arraigned")
    Development.objects.filter(pk=development.pk).update(note="Another note")
    assert asked(charge).history is not before.history
    Development.objects.filter(pk=development.pk).update(retracted_at=datetime.now(UTC), retraction_reason="Wrong.")
    assert [fact.kind for fact in asked(charge).history.facts] == ["charged"]


def test_it_goes_with_the_article_that_is_its_source(charge, time_machine_at):
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    source = SourceFactory(kind="article")
    ArticleFactory(source=source, state="published", published_at=moment)
    charge.developments.get(kind="arraigned").sources.set([source])
    for at, kinds in ((moment - timedelta(seconds=1), ["charged"]), (moment, ["charged", "arraigned"])):
        with time_machine_at(at):
            assert [fact.kind for fact in asked(charge).history.facts] == kinds


@pytest.mark.parametrize("text", [None, "", "[]"])
def test_it_is_empty_where_nothing_is_recorded(text):
    assert read_history(text).rows == ()


def test_there_is_one_text_for_each_charge(charge):
    ChargeFactory(proceeding=charge.proceeding, party=charge.party)
    assert len(texts()) == 2


def test_two_histories_are_never_the_same_by_their_rows():
    one, two = History(()), History(())
    assert one != two and folded(one) == folded(two)


def test_it_tells_the_newest_first_by_both_clocks(charge):
    history = asked(charge).history
    now = newest_first(history, None, None)
    assert [row.fact.kind for row in now] == ["arraigned", "charged"]
    assert newest_first(history, datetime(2024, 3, 9).date(), None) == ()
    assert newest_first(history, None, datetime(2000, 1, 1, tzinfo=UTC)) == ()

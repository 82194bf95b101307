"""An article moves from state to state, and no other way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coverage.models import Article
from coverage.publishing import Refused, blockers, move, moves_from
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    ChargeFactory,
    DevelopmentFactory,
    PartyFactory,
    PersonFactory,
    QuoteFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return BylineFactory().article


def walk(article, *steps, by, **last):
    for step in steps[:-1]:
        move(article, step, by=by)
    move(article, steps[-1], by=by, **last)


def with_open_charge(article, **person):
    charge = ChargeFactory(party=PartyFactory(person=PersonFactory(**person)))
    DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], kind="charged")
    article.proceedings.add(charge.proceeding)


def test_it_goes_from_draft_to_readers(article, editor):
    walk(article, "submit", "approve", "publish", by=editor)
    assert Article.objects.published().get() == article


def test_it_cannot_skip_the_review(article, editor):
    with pytest.raises(Refused, match="“draft”"):
        move(article, "publish", by=editor)
    assert not Article.objects.published().exists()


def test_it_waits_for_its_time(article, editor):
    walk(article, "submit", "approve", "publish", by=editor, at=timezone.now() + timedelta(hours=1))
    assert not Article.objects.published().exists()
    assert Article.objects.scheduled().get() == article


def test_it_needs_a_legal_read_while_a_living_person_s_charge_is_open(article, editor):
    with_open_charge(article)
    move(article, "submit", by=editor)
    with pytest.raises(Refused, match="legal read first"):
        move(article, "approve", by=editor)
    walk(article, "send_to_legal", "clear", "approve", "publish", by=editor)
    assert article.legal_read_by == editor


def test_it_needs_no_legal_read_about_the_dead(article, editor):
    with_open_charge(article, died="2020")
    walk(article, "submit", "approve", by=editor)
    assert article.state == "approved"


def test_it_asks_for_a_legal_read_when_a_charge_opens_after_the_approval(article, editor):
    walk(article, "submit", "approve", by=editor)
    with_open_charge(article)
    with pytest.raises(Refused, match="opened since"):
        move(article, "publish", by=editor)


def test_it_leaves_a_tombstone_that_says_why(article, editor, client):
    walk(article, "submit", "approve", "publish", "withdraw", by=editor, because="It named the wrong court.")
    page = client.get(article.get_absolute_url())
    assert page.status_code == 410
    assert "It named the wrong court." in page.content.decode()


def test_it_cannot_be_withdrawn_without_a_reason(article, editor):
    walk(article, "submit", "approve", "publish", by=editor)
    with pytest.raises(Refused, match="Say why"):
        move(article, "withdraw", by=editor, because=" ")


def test_it_leaves_no_tombstone_when_nobody_ever_read_it(article, editor, client):
    walk(article, "submit", "approve", "publish", by=editor, at=timezone.now() + timedelta(days=1))
    move(article, "withdraw", by=editor, because="Not needed.")
    assert client.get(article.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"headline_is_proposed": True}, "The headline is the import's proposal"),
        ({"body": "<p> </p>"}, "The body is empty"),
    ],
)
def test_it_is_not_published_unfinished(article, editor, change, words):
    for name, value in change.items():
        setattr(article, name, value)
    article.save()
    walk(article, "submit", "approve", by=editor)
    with pytest.raises(Refused, match=words):
        move(article, "publish", by=editor)


def test_it_is_not_published_without_a_name():
    assert "Nobody is named" in blockers(ArticleFactory())[0]


def test_it_is_not_published_with_a_broken_quote(article):
    QuoteFactory(article=article)
    assert blockers(article) == []
    article.body = article.body.replace("what we said", "what we meant")
    article.save()
    assert "no longer stands" in blockers(article)[0]


def test_it_says_in_the_history_who_did_it(article, editor, desk):
    move(article, "submit", by=editor)
    page = desk.get(f"/admin/coverage/article/{article.pk}/history/")
    assert "State: in review." in page.content.decode()


def test_it_offers_only_what_can_be_done():
    assert moves_from(ArticleFactory()) == ["submit"]
    assert set(moves_from(ArticleFactory(published=True))) == {"withdraw", "retract"}


def test_it_can_be_taken_off_the_schedule_before_its_time_only(article, editor):
    walk(article, "submit", "approve", "publish", by=editor, at=timezone.now() + timedelta(days=1))
    move(article, "unschedule", by=editor)
    assert (article.state, article.published_at) == ("approved", None)
    move(article, "publish", by=editor)
    with pytest.raises(Refused, match="withdraw it instead"):
        move(article, "unschedule", by=editor)


def test_it_needs_a_legal_read_for_the_charge_it_brings_itself(article, editor):
    charge = ChargeFactory()
    source = article.as_source()
    DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], kind="charged", sources=[source])
    article.proceedings.add(charge.proceeding)
    move(article, "submit", by=editor)
    with pytest.raises(Refused, match="legal read first"):
        move(article, "approve", by=editor)


def test_it_is_not_withdrawn_while_a_fact_rests_on_it_alone(article, editor):
    charge = ChargeFactory()
    fact = DevelopmentFactory(proceeding=charge.proceeding, kind="order", sources=[article.as_source()])
    walk(article, "submit", "approve", "publish", by=editor)
    with pytest.raises(Refused, match="no other public source"):
        move(article, "withdraw", by=editor, because="A typing error.")
    fact.sources.add(SourceFactory())
    move(article, "withdraw", by=editor, because="A typing error.")

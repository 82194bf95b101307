"""A method that needs what a query brings along says so in a sentence that names the query's method."""

import pytest

from coverage.models import Article, Film, ImportBatch
from legal.models import Charge, Hearing, Party, Proceeding
from legal.standings import parties_by_outcome, summary_of
from tests.factories import ArticleFactory, ChargeFactory, FilmFactory, HearingFactory, PictureFactory
from web.models import NotAskedFor, asked_for

pytestmark = pytest.mark.django_db
NEEDS = {
    "a charge's standing": (Charge, lambda row: row.standing(), "Charge.objects.with_standings()"),
    "a charge's history": (Charge, lambda row: row.history, "Charge.objects.with_standings()"),
    "a charge's alternatives": (Charge, lambda row: row.alternatives, "Charge.objects.with_standings()"),
    "a charge's relations": (Charge, lambda row: row.related, "Charge.objects.with_relations()"),
    "a hearing's outcome": (Hearing, lambda row: row.outcome_for_readers, "Hearing.objects.with_what_followed()"),
    "a hearing's later date": (Hearing, lambda row: row.later_for_readers, "Hearing.objects.with_what_followed()"),
    "an import's results": (ImportBatch, lambda row: row.results, "ImportBatch.objects.with_results()"),
    "a person's parts": (Party, lambda row: parties_by_outcome([row]), "Party.objects.with_standings()"),
    "a party's summary": (Party, lambda row: summary_of([row]), "Party.objects.with_standings()"),
    "a case's summary": (Proceeding, lambda row: summary_of([row]), "Proceeding.objects.with_standings()"),
}


@pytest.fixture(autouse=True)
def _rows():
    charge = ChargeFactory(alternative_group="A")
    HearingFactory(proceeding=charge.proceeding)
    ImportBatch.objects.create(started_by="someone")


@pytest.mark.parametrize("name", NEEDS)
def test_it_names_the_method_to_call(name):
    model, use, method = NEEDS[name]
    with pytest.raises(NotAskedFor) as refused:
        use(model.objects.get())
    assert f"get it with {method}." in str(refused.value)


@pytest.mark.parametrize("name", NEEDS)
def test_it_works_on_a_row_of_that_method(name):
    model, use, method = NEEDS[name]
    rows = getattr(model.objects, method.split(".")[-1].removesuffix("()"))()
    use(rows.get())


def test_it_gives_what_the_query_brought():
    row = Hearing.objects.with_what_followed().get()
    assert asked_for(row, "outcome_is_public", "nothing") is False


@pytest.mark.parametrize(
    ("model", "make", "field"), [(Film, FilmFactory, "poster"), (Article, ArticleFactory, "picture")]
)
def test_it_works_on_a_plain_row_where_the_database_can_be_asked(model, make, field):
    picture = PictureFactory()
    row = model.objects.get(pk=make(**{field: picture}).pk)
    assert getattr(row, f"shown_{field}") == picture

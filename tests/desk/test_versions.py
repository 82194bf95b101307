"""Two people have the same form open: no save overwrites another unseen."""

import threading

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from coverage.models import Article, Byline, Correction, ImportBatch, ImportRow, Outlet, Revision
from desk.options import DeskAdmin, DeskInline
from desk.versions import OPEN_AGAIN
from legal.models import Development
from people.models import OtherName, Person
from tests.desk_forms import loaded, save, sent
from tests.factories import (
    ArticleFactory,
    ArticleFilmFactory,
    ArticlePersonFactory,
    ArticleProceedingFactory,
    BylineFactory,
    ChargeFactory,
    CourtFactory,
    CreditFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    OrganizationFactory,
    OtherNameFactory,
    OutletFactory,
    PartyFactory,
    PersonFactory,
    PictureFactory,
    ProceedingFactory,
    ProceedingLinkFactory,
    QuoteFactory,
    ReleaseFactory,
    SourceFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

READ_ONLY = {Correction, ImportBatch, ImportRow}  # no field of these can be edited at the desk
# For each model that has a form: how to make a row, two fields, and two values for each.
FORMS = {
    "people.person": (PersonFactory, ("description", "gaffer", "armorer"), ("born", "1979", "1980")),
    "people.organization": (OrganizationFactory, ("description", "a union", "a studio"), ("name", "One", "Two")),
    "legal.court": (CourtFactory, ("place", "Taos", "Santa Fe"), ("name", "First Court", "Second Court")),
    "legal.source": (SourceFactory, ("locator", "p. 1", "p. 2"), ("publisher", "The Post", "The Times")),
    "legal.proceeding": (ProceedingFactory, ("docket_number", "D-1", "D-2"), ("summary", "One.", "Two.")),
    "legal.party": (PartyFactory, ("named_as", "A. Pat", "B. Pat"), ("until", "2023", "2024")),
    "legal.charge": (ChargeFactory, ("statute", "§ 1", "§ 2"), ("count_label", "count 1", "count 2")),
    "legal.development": (DevelopmentFactory, ("note", "One.", "Two."), ("position", "2", "3")),
    "legal.hearing": (HearingFactory, ("place", "Room 1", "Room 2"), ("note", "One.", "Two.")),
    "coverage.film": (FilmFactory, ("summary", "One.", "Two."), ("kind", "short", "series")),
    "coverage.release": (ReleaseFactory, ("platform", "Hulu", "Max"), ("territory", "US", "CA")),
    "coverage.outlet": (OutletFactory, ("url", "https://a.example", "https://b.example"), ("name", "One", "Two")),
    "coverage.picture": (PictureFactory, ("alt", "A door.", "A set."), ("license", "one", "two")),
    "coverage.article": (ArticleFactory, ("deck", "One.", "Two."), ("rights", "One.", "Two.")),
    "auth.user": (lambda: User.objects.create_user("pat"), ("first_name", "Pat", "Kim"), ("last_name", "A", "B")),
    "auth.group": (lambda: Group.objects.create(name="Group"), ("name", "One", "Two"), None),
}
INLINES = {
    "people.othername": (OtherNameFactory, "person", "name"),
    "legal.party": (PartyFactory, "proceeding", "named_as"),
    "legal.charge": (ChargeFactory, "proceeding", "statute"),
    "legal.proceedinglink": (ProceedingLinkFactory, "from_proceeding", "kind"),
    "legal.hearing": (HearingFactory, "proceeding", "place"),
    "coverage.release": (ReleaseFactory, "film", "platform"),
    "coverage.credit": (CreditFactory, "film", "credited_as"),
    "coverage.byline": (BylineFactory, "article", "name"),
    "coverage.articlefilm": (ArticleFilmFactory, "article", "relation"),
    "coverage.articleproceeding": (ArticleProceedingFactory, "article", "relation"),
    "coverage.articleperson": (ArticlePersonFactory, "article", "relation"),
    "coverage.quote": (QuoteFactory, "article", "attribution"),
}


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def do(row, name) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_effect", args=[row.pk, name])


def text(page) -> str:
    return strip_tags(page.content.decode()).replace("&#x27;", "'")


def test_it_knows_every_form_of_the_desk():
    models = {model for model in admin.site._registry if model not in {*READ_ONLY, Revision}}
    assert {model._meta.label_lower for model in models} == set(FORMS)
    inlines = {inline.model for one in admin.site._registry.values() for inline in one.inlines}
    assert {model._meta.label_lower for model in inlines - READ_ONLY} == set(INLINES)


def test_it_gives_every_form_and_inline_a_version():
    for one in admin.site._registry.values():
        assert isinstance(one, DeskAdmin), one
        assert not one.list_editable, one  # rows of a list carry no version
        assert all(issubclass(inline, DeskInline) for inline in one.inlines), one


@pytest.mark.parametrize("label", FORMS)
def test_it_combines_changes_of_different_fields(desk, label):
    make, one, other = FORMS[label]
    if other is None:
        pytest.skip("has one field only")
    row = make()
    mine = loaded(desk.get(change(row)))
    save(desk, change(row), **{one[0]: one[1]})
    page = desk.post(change(row), sent(mine, **{other[0]: other[1]}), follow=True)
    row = type(row).objects.get(pk=row.pk)
    assert (str(getattr(row, one[0])), str(getattr(row, other[0]))) == (one[1], other[1])
    assert "saved this as well while you were editing" in text(page)


@pytest.mark.parametrize("label", FORMS)
def test_it_asks_if_both_changed_the_same_field(desk, label):
    make, (name, theirs, ours), _ = FORMS[label]
    row = make()
    mine = loaded(desk.get(change(row)))
    save(desk, change(row), **{name: theirs})
    page = desk.post(change(row), sent(mine, **{name: ours}))
    assert page.status_code == 200 and "changed this while you were editing" in text(page) and theirs in text(page)
    assert loaded(page)[name].strip() == ours
    assert str(getattr(type(row).objects.get(pk=row.pk), name)) == theirs
    again = loaded(page)
    desk.post(change(row), sent(again))
    assert str(getattr(type(row).objects.get(pk=row.pk), name)) == ours


def test_it_takes_the_saved_value_if_the_editor_says_so(desk):
    person = PersonFactory()
    mine = loaded(desk.get(change(person)))
    save(desk, change(person), description="theirs")
    page = desk.post(change(person), sent(mine, description="ours"))
    desk.post(change(person), sent(loaded(page), use_saved="description", born="1980"))
    person.refresh_from_db()
    assert (person.description, str(person.born)) == ("theirs", "1980")


@pytest.mark.parametrize("label", FORMS)
def test_it_refuses_a_form_without_a_version(desk, label):
    make, (name, theirs, _), _ = FORMS[label]
    row = make()
    before = getattr(row, name)
    page = desk.post(change(row), sent(loaded(desk.get(change(row))), loaded_version=None, **{name: theirs}))
    assert page.status_code == 200 and OPEN_AGAIN in text(page)
    assert getattr(type(row).objects.get(pk=row.pk), name) == before


def test_it_takes_no_version_of_another_row(desk):
    one, other = PersonFactory(), PersonFactory()
    version = loaded(desk.get(change(other)))["loaded_version"]
    page = save(desk, change(one), loaded_version=version, description="ours")
    assert OPEN_AGAIN in text(page)


def inline_row(label):
    make, parent, field = INLINES[label]
    row = make()
    return row, getattr(row, parent), field


def prefix_in(form, row) -> str:
    ends = [name.removesuffix("-id") for name in form if name.endswith("-id") and form[name] == str(row.pk)]
    hits = [prefix for prefix in ends if f"{prefix}-{INLINES[row._meta.label_lower][2]}" in form]
    return hits[0]


OTHER_VALUES = {"relation": ("background", "reviews"), "kind": ("refiled_as", "remanded_to")}


@pytest.mark.parametrize("label", INLINES)
def test_it_keeps_what_another_saved_in_a_row(desk, label):
    row, parent, field = inline_row(label)
    theirs, ours = OTHER_VALUES.get(field, ("Theirs", "Ours"))
    mine = loaded(desk.get(change(parent)))
    type(row).objects.filter(pk=row.pk).update(**{field: theirs})
    assert desk.post(change(parent), sent(mine)).status_code == 302
    assert getattr(type(row).objects.get(pk=row.pk), field) == theirs
    page = desk.post(change(parent), sent(mine, form_token=None, **{f"{prefix_in(mine, row)}-{field}": ours}))
    assert page.status_code == 200 and "changed this while you were editing" in text(page)
    assert getattr(type(row).objects.get(pk=row.pk), field) == theirs


def test_it_does_not_bring_back_a_row_that_another_deleted(desk):
    article = BylineFactory().article
    kept = BylineFactory(article=article, name="Stays")
    mine = loaded(desk.get(change(article)))
    Byline.objects.exclude(pk=kept.pk).delete()
    assert desk.post(change(article), sent(mine, deck="New.")).status_code == 302
    article.refresh_from_db()
    assert article.deck == "New." and list(article.bylines.all()) == [kept]


def test_it_asks_if_a_row_was_deleted_in_which_something_was_typed(desk):
    article = BylineFactory().article
    mine = loaded(desk.get(change(article)))
    Byline.objects.all().delete()
    page = desk.post(change(article), sent(mine, **{"bylines-0-name": "Pat"}))
    assert "Somebody deleted this row" in text(page) and loaded(page)["bylines-0-name"] == "Pat"
    assert desk.post(change(article), sent(loaded(page), **{"bylines-0-DELETE": "on"})).status_code == 302


def test_it_asks_before_a_row_is_deleted_that_another_changed(desk):
    name = OtherNameFactory()
    mine = loaded(desk.get(change(name.person)))
    OtherName.objects.update(name="Changed")
    page = desk.post(change(name.person), sent(mine, **{"other_names-0-DELETE": "on"}))
    assert "before you deleted it" in text(page) and OtherName.objects.exists()
    assert desk.post(change(name.person), sent(loaded(page))).status_code == 302
    assert not OtherName.objects.exists()


def test_it_does_not_undo_a_retraction(desk):
    development = DevelopmentFactory()
    mine = loaded(desk.get(change(development)))
    desk.post(do(development, "retract"), {"reason": "It was another case."})
    assert desk.post(change(development), sent(mine, note="One word.")).status_code == 302
    development.refresh_from_db()
    assert development.retracted_at and development.retraction_reason and development.note == "One word."


@pytest.mark.parametrize("make", [PersonFactory, ProceedingFactory, FilmFactory])
def test_it_does_not_make_public_again_what_was_hidden(desk, make):
    row = make(is_public=True)
    mine = loaded(desk.get(change(row)))
    type(row).objects.update(is_public=False)
    assert desk.post(change(row), sent(mine, summary="New.", description="New.")).status_code == 302
    after = type(row).objects.get()
    assert not after.is_public and after.slug == row.slug


def test_it_combines_two_texts_only_if_they_are_the_same(desk):
    article = ArticleFactory(body="<p>One two three.</p>")
    mine = loaded(desk.get(change(article)))
    save(desk, change(article), body="<p>One two four.</p>")
    page = desk.post(change(article), sent(mine, body="<p>Zero two three.</p>"))
    assert "changed this while you were editing" in text(page) and "Zero two three." in loaded(page)["body"]
    assert Article.objects.get().text == "One two four."


def test_it_saves_a_form_once_that_is_sent_twice(desk):
    form = sent(loaded(desk.get(reverse("admin:people_person_add"))), name="Pat Sample")
    answers = [desk.post(reverse("admin:people_person_add"), form, follow=True) for _ in range(2)]
    assert "This form was sent twice. It was saved once." in text(answers[1])
    assert Person.objects.count() == 1


def test_it_does_not_save_again_what_was_sent_twice_after_another_change(desk):
    development = DevelopmentFactory(note="")
    form = sent(loaded(desk.get(change(development))), note="One.")
    desk.post(change(development), form)
    save(desk, change(development), note="Two.")
    desk.post(change(development), form)
    assert Development.objects.get().note == "Two."


@pytest.mark.postgresql_only
@pytest.mark.django_db(transaction=True)
def test_it_asks_the_second_of_two_who_add_the_same_name_at_once(desk):
    form = sent(loaded(desk.get(reverse("admin:coverage_outlet_add"))), name="The Same")
    is_added, is_over, answers = threading.Event(), threading.Event(), []

    def add_first():
        with transaction.atomic():
            Outlet.objects.create(name="The Same")
            is_added.set()
            while not (_is_somebody_waiting() or is_over.is_set()):
                pass
        connection.close()

    def add_second():
        is_added.wait()
        try:
            answers.append(desk.post(reverse("admin:coverage_outlet_add"), form))
        finally:
            is_over.set()
            connection.close()

    threads = [threading.Thread(target=target) for target in (add_first, add_second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers[0].status_code == 200 and "Outlet with this Name already exists" in text(answers[0])
    assert Outlet.objects.count() == 1


def _is_somebody_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]

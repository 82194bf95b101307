"""Public pages about people. What films, cases and articles say of them comes through reverse accessors."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from dates.clocks import NOW, read_clocks
from people.filters import PersonFilter
from people.models import Person, PersonMerge
from people.spreadsheets import absolute, csv_response
from web.asking import Listing, Prepared
from web.paging import by_keys

SHOWN = 10  # quotes and articles on a person's page; the rest is a click away
BY_NAME = ("sort_name", "pk")
COLUMNS = {
    "name": lambda person: person.name,
    "sort_name": lambda person: person.sort_name,
    "description": lambda person: person.description,
    "born": lambda person: person.born,
    "died": lambda person: person.died,
    "url": lambda person: absolute(person.get_absolute_url()),
}


def person_list(request):
    return render(request, "people/person_list.html", PEOPLE.context(request.GET, "people"))


PEOPLE = Listing(Person.objects.published, key=BY_NAME, size=60, filters=PersonFilter)


@require_safe
def person_csv(request):
    chosen = PersonFilter(request.GET, Person.objects.published())
    return csv_response(chosen, key=BY_NAME, columns=COLUMNS, name="people")


def person_detail(request, slug):
    clocks = read_clocks(request.GET)
    told = PERSON.unprepared(slug=slug, clocks=clocks) if clocks else PERSON(slug=slug, clocks=NOW)
    people = told.pop("people")
    if not people:
        return _merged(slug)
    return render(request, "people/person_detail.html", {"person": people[0], "clocks": clocks, **told})


def _person(slug, clocks):
    """What a person's page shows."""
    parties, credits, quotes, articles = (_of_people(name) for name in ("parties", "credits", "quotes", "articles"))
    person = Person.objects.filter(slug=slug)
    quotes = quotes.published(clocks.until).filter(speaker=person.values("pk")[:1])
    return {
        "people": Person.objects.published().with_names().filter(slug=slug),
        "parties": parties.published(clocks.known_at).with_standings(clocks.known_at).filter(person__slug=slug),
        "credits": credits.published().filter(person__slug=slug),
        "quotes": by_keys(quotes.newest_first(), SHOWN).for_cards(),
        "articles": articles.newest_of(person, number=SHOWN, until=clocks.until).for_cards().newest_first()[:SHOWN],
    }


def _of_people(name):
    """What leads to people under this name, which an app above keeps."""
    return Person._meta.get_field(name).related_model.objects


PERSON = Prepared(_person)


def _merged(slug):
    """Lead on from the former address of somebody who was merged; Http404 when that is not for readers."""
    merges = PersonMerge.objects.published().select_related("into").filter(slug=slug)[:1]
    return redirect(get_object_or_404(merges).into, permanent=True)

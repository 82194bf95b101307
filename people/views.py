"""Public pages about people. What films, cases and articles say of them comes through reverse accessors."""

from django.shortcuts import get_object_or_404, redirect, render

from people.asking import ask
from people.clocks import read_clocks
from people.models import Person, PersonMerge
from people.paging import page

SHOWN = 10  # quotes and articles on a person's page; the rest is a click away


def person_list(request):
    people = page(Person.objects.published(), request.GET, key=("sort_name", "pk"), size=60)
    return render(request, "people/person_list.html", {"people": people})


def person_detail(request, slug):
    person = next(iter(ask(people=Person.objects.published().with_names().filter(slug=slug))["people"]), None)
    if person is None:
        return _merged(slug)
    clocks = read_clocks(request.GET)
    told = ask(
        parties=person.parties.published(clocks.known_at).with_standings(clocks.known_at),
        credits=person.credits.published(),
        quotes=person.quotes.published(clocks.until).for_cards().newest_first()[:SHOWN],
        articles=person.articles.published(clocks.until).for_cards().newest_first()[:SHOWN],
    )
    return render(request, "people/person_detail.html", {"person": person, "clocks": clocks, **told})


def _merged(slug):
    """Lead on from the former address of somebody who was merged; Http404 when that is not for readers."""
    merges = PersonMerge.objects.published().select_related("into").filter(slug=slug)[:1]
    return redirect(get_object_or_404(merges).into, permanent=True)

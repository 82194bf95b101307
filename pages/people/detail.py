"""A person's page: where the charges against them stand, their credits, what they said and what was written of them."""

from django.shortcuts import get_object_or_404, redirect, render

from coverage.models import Article, Credit, Quote
from dates.clocks import NOW, read_clocks
from legal.models import Party
from people.models import Person, PersonMerge
from web.asking import Prepared
from web.paging import by_keys

SHOWN = 10  # quotes and articles on a person's page; the rest is a click away


def _querysets(slug, clocks):
    """Everything the page shows, as querysets."""
    person = Person.objects.filter(slug=slug)
    parties = Party.objects.published(clocks.known_at).with_standings(clocks.known_at)
    quotes = Quote.objects.published(clocks.until).filter(speaker=person.values("pk")[:1])
    articles = Article.objects.newest_of(person, number=SHOWN, until=clocks.until)
    return {
        "people": Person.objects.published().with_names().filter(slug=slug),
        "parties": parties.filter(person__slug=slug),
        "credits": Credit.objects.published().filter(person__slug=slug),
        "quotes": by_keys(quotes.newest_first(), SHOWN).for_cards(),
        "articles": articles.for_cards().newest_first()[:SHOWN],
    }


PERSON = Prepared(_querysets)


def person_detail(request, slug):
    clocks = read_clocks(request.GET)
    rows = PERSON.unprepared(slug=slug, clocks=clocks) if clocks else PERSON(slug=slug, clocks=NOW)
    people = rows.pop("people")
    if not people:
        return _merged(slug)
    return render(request, "people/detail.html", {"person": people[0], "clocks": clocks, **rows})


def _merged(slug):
    """Redirect from the former address of a merged person. Raises Http404 if either of the two was private."""
    merges = PersonMerge.objects.published().select_related("into").filter(slug=slug)[:1]
    return redirect(get_object_or_404(merges).into, permanent=True)

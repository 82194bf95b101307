"""The list of people, as a page and as CSV."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages.people.filters import PersonFilter
from people.models import Person
from web.addresses import absolute_url
from web.asking import Listing
from web.csv import csv_response

BY_NAME = ("sort_name", "pk")
PEOPLE = Listing(Person.objects.published, key=BY_NAME, size=60, filters=PersonFilter)
COLUMNS = {
    "name": lambda person: person.name,
    "sort_name": lambda person: person.sort_name,
    "description": lambda person: person.description,
    "born": lambda person: person.born,
    "died": lambda person: person.died,
    "url": lambda person: absolute_url(person.get_absolute_url()),
}


def person_list(request):
    return render(request, "people/list.html", PEOPLE.context(request.GET, "people"))


@require_safe
def person_csv(request):
    chosen = PersonFilter(request.GET, Person.objects.published())
    return csv_response(chosen, key=BY_NAME, columns=COLUMNS, name="people")

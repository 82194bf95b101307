"""Addresses where something was public: they lead to where it is now (301) or say that it is gone (410)."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render

from people.models import Person, PersonMerge
from web.former import find_former

GONE = {
    "film": "A film's page was here. It is no longer public.",
    "proceeding": "A case's page was here. It is no longer public.",
    "person": "A person's page was here. It is no longer public.",
    "quote": "A quote was here. It has been taken out of its article.",
    "article": "An article was here. It is no longer public.",
}


class FormerAddressMiddleware:
    """Looks up an address only if no page answers it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        return _answer(request) or response


def _answer(request):
    found = find_former(request.path)
    if found is None:
        return None
    former, rest = found
    if address := former.leads_to() or _merged_into(former):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}{rest}{'?' if query else ''}{query}")
    return render(request, "site/gone.html", {"sentence": GONE[former.content_type.model]}, status=410)


def _merged_into(former) -> str:
    """The page of the person that the one of a former address was merged into; empty if there is none."""
    merged = PersonMerge.objects.who_is_now(former.object_id) if former.content_type.model == "person" else None
    person = Person.objects.published().filter(pk=merged).first() if merged else None
    return person.get_absolute_url() if person else ""

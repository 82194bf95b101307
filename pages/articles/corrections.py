"""The corrections page."""

from django.db.models import Q
from django.shortcuts import render

from coverage.models import Correction
from web.asking import Listing

NOTES = Listing(key=Correction.NEWEST)


def correction_list(request):
    rows = Correction.objects.published().with_article()
    if (first := request.GET.get("at", "")) and (found := _numbered(first)):
        rows = rows.filter(Q(at__lt=found.at) | Q(at=found.at, pk__lte=found.pk))
    return render(request, "articles/corrections.html", {"corrections": NOTES.page_of(rows, request.GET)})


def _numbered(text: str) -> Correction | None:
    """The note with this number, if readers may see it."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return Correction.objects.published().filter(pk=int(text)).first()

"""The calendar of every hearing and every release."""

from django.views.decorators.http import require_safe

from coverage.models import Release
from legal.models import Hearing
from pages.calendars.subscription import calendar_response
from pages.cases.calendar import hearing_entries
from pages.films.calendar import release_entries


@require_safe
def whole_calendar(request):
    entries = hearing_entries(Hearing.objects.all()) + release_entries(Release.objects.all())
    about = "Every hearing and every release whose day is known."
    return calendar_response(request, "Hearings and releases", about, "/", entries)

"""The download of a source's file."""

from django.http import FileResponse, Http404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from legal.models import Source


@require_safe
@cache_control(private=True, no_cache=True)
def source_file(request, name):
    """A source's file as a download: for readers if the gate allows it, for the desk always."""
    source = Source.objects.with_public_file().filter(file=name).first()
    if source is None and request.user.has_perm("legal.view_source"):
        source = Source.objects.filter(file=name).first()
    if source is None:
        raise Http404("No such file.")
    try:
        file = source.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("No such file.") from error
    response = FileResponse(file, as_attachment=True, filename=source.file_name, content_type=source.file_type[0])
    response["X-Content-Type-Options"] = "nosniff"
    return response

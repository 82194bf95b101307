"""Picture files, served through the gate: no URL answers for what readers may not see.

A browser keeps what it was sent for as long as the picture may be shown: the reader has seen it. Caches between us and
readers ask again every five minutes, so that a picture withdrawn with its article is soon gone from them, too.
"""

from pathlib import Path, PurePath

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coverage.models import Picture
from coverage.pictures import store
from coverage.pictures.sizes import TYPES
from web.conditional import not_modified

YEAR, FIVE_MINUTES = 365 * 24 * 3600, 300
OF_FILE = TYPES | {"jpeg": "image/jpeg", "png": "image/png"}


@require_safe
def picture_file(request, name):
    picture, is_public = _allowed(request, store.token_of(name))
    if picture.file.name != f"{store.FOLDER}/{name}":
        raise Http404("No such picture.")
    return _answer(request, picture, picture.file.name, is_public)


@require_safe
def picture_rendition(request, token, key, name):
    """A file of the set the picture has; `key` only parts the addresses of one set from those of the next.

    A page that was kept somewhere before the focal point moved is so given the picture as it is now.
    """
    picture, is_public = _allowed(request, token)
    if not picture.has_renditions or name not in picture.shape.names:
        raise Http404("No such rendition.")
    is_lasting = is_public and picture.made == f"{token}/{key}"
    return _answer(request, picture, f"renditions/{picture.made}/{name}", is_public, is_lasting=is_lasting)


def _allowed(request, token: str) -> tuple[Picture, bool]:
    """The picture, and whether it is public; the desk may see private ones too."""
    picture = Picture.objects.published().named(token).first()
    if picture is not None:
        return picture, True
    picture = Picture.objects.named(token).first() if request.user.has_perm("coverage.view_picture") else None
    if picture is None:
        raise Http404("No such picture.")
    return picture, False


def _answer(request, picture: Picture, path: str, is_public: bool, *, is_lasting: bool = True):
    etag = f'"{path}"'
    response = not_modified(request, etag) or _content(path)
    response["ETag"] = etag
    response["Cache-Control"] = _cache_control(picture, is_lasting) if is_public else "private, no-store"
    return response


def _content(path: str):
    """The file itself, or the header that lets the web server send it."""
    kind = OF_FILE[PurePath(path).suffix[1:]]
    header, prefix = settings.MEDIA_HANDOFF
    folder = f"{settings.MEDIA_ROOT}/"
    if header:
        return HttpResponse(content_type=kind, headers={header: f"{prefix or folder}{path}"})
    try:
        return FileResponse(Path(folder, path).open("rb"), content_type=kind)
    except FileNotFoundError as error:
        raise Http404("The picture's file is missing.") from error


def _cache_control(picture: Picture, is_lasting: bool) -> str:
    most = YEAR if is_lasting else FIVE_MINUTES
    if picture.rights_until:
        most = min(most, max(0, int((picture.rights_until - timezone.now()).total_seconds())))
    lasting = ", immutable" if is_lasting else ""
    return f"public, max-age={most}, s-maxage={min(most, FIVE_MINUTES)}{lasting}"

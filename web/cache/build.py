"""A mark of the code and templates, because a cache that outlives a deployment must not serve old pages."""

from hashlib import blake2b

from django.conf import settings

SUFFIXES = {".py", ".html", ".css", ".js"}
FOLDERS = (*settings.FLOORS, "config", "templates", "static")


def _build() -> str:
    files = [path for folder in FOLDERS for path in (settings.BASE_DIR / folder).rglob("*") if path.suffix in SUFFIXES]
    stamps = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(files)]
    said = (settings.SITE_NAME, settings.SITE_URL, settings.TIME_ZONE)
    return blake2b(repr((stamps, said)).encode(), digest_size=8).hexdigest()


BUILD = _build()

"""Addresses under which something was public and is no longer: they lead to where it went, or say that it is gone.

A row keeps its former addresses as rows of their own, so chains collapse: each leads to the address of today.
"""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import models

from web.models import FormerAddress


def keep_address(row: models.Model) -> None:
    """Remember where readers find `row` now, before it moves or is hidden or deleted."""
    kind = ContentType.objects.get_for_model(row)
    FormerAddress.objects.update_or_create(
        path=row.get_absolute_url(), defaults={"content_type": kind, "object_id": row.pk}
    )


def take_address(row: models.Model) -> None:
    """Free the address that `row` has now: a page that is there again is not a former one."""
    FormerAddress.objects.filter(path=row.get_absolute_url()).delete()


def leads_elsewhere(row: models.Model) -> bool:
    """Whether the address of `row` was another row's."""
    kind = ContentType.objects.get_for_model(row)
    at_address = FormerAddress.objects.filter(path=row.get_absolute_url())
    return at_address.exclude(content_type=kind, object_id=row.pk).exists()


def find_former(path: str) -> tuple[FormerAddress, str] | None:
    """The former address that `path` is or lies below, with the rest of the path; None if there is none."""
    if "\0" in path:  # PostgreSQL refuses to look for it
        return None
    found = {former.path: former for former in FormerAddress.objects.filter(path__in=_heads(path))}
    if not found:
        return None
    longest = max(found, key=len)
    return found[longest], path.removeprefix(longest)


def _heads(path: str) -> Iterator[str]:
    parts = path.split("/")
    for number in range(3, len(parts) + 1):  # at least “/cases/x/”
        yield "/".join(parts[:number]).removesuffix("/") + "/"

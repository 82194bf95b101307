"""Open forms: who else has one open, what was typed and not saved, and which were saved already."""

import json
import re
import secrets
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import models
from django.http import QueryDict
from django.utils import timezone

from desk.models import OpenForm

FIELD = "form_token"
IS_OPEN = timedelta(seconds=90)  # a page tells every 20 seconds that it is still open
KEPT = timedelta(days=7)  # unsaved text; as long as browsers keep their copies
MOST_BYTES = 2_000_000  # of what is typed in one form
SECRET = {"csrfmiddlewaretoken", "password", "password1", "password2"}  # never kept


def open_form(user: User, address: str, title: str) -> OpenForm:
    """A new form for `user`; what is older than KEPT is cleared."""
    OpenForm.objects.filter(seen_at__lt=timezone.now() - KEPT).delete()
    return OpenForm.objects.create(token=secrets.token_urlsafe(16), user=user, address=address[:300], title=title[:300])


def others_at(form: OpenForm) -> models.QuerySet:
    """The forms that other people have open at the same address now."""
    since = timezone.now() - IS_OPEN
    rows = OpenForm.objects.filter(address=form.address, seen_at__gte=since, sent_at=None).exclude(user=form.user)
    return rows.select_related("user").order_by("opened_at")


def unsaved(user: User) -> models.QuerySet:
    """Forms of `user` with words that were typed and never saved, the newest first."""
    return OpenForm.objects.filter(user=user, typed__isnull=False, sent_at=None).order_by("-typed_at")


def keep(token: str, typed: QueryDict) -> OpenForm | None:
    """Keep what is typed in a form that was not saved yet; None if there is no such form.

    The token is a secret that only its page knows, so this also serves somebody whose session has ended.
    """
    now = timezone.now()
    values = as_json({name: typed.getlist(name) for name in typed if name not in SECRET})
    if sum(len(text) for texts in values.values() for text in texts) > MOST_BYTES:
        return None
    if not is_token(token):
        return None
    kept = OpenForm.objects.filter(token=token, sent_at=None).update(typed=values, typed_at=now, seen_at=now)
    return OpenForm.objects.get(token=token) if kept else None


def as_json(typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """What is typed, as it can be stored: PostgreSQL keeps no NUL."""
    return {name.replace("\0", ""): [text.replace("\0", "") for text in texts] for name, texts in typed.items()}


def is_token(text: str) -> bool:
    return re.fullmatch(r"[\w-]{22}", text, re.ASCII) is not None


def typed_in(form: OpenForm) -> QueryDict:
    """What was typed, as the browser would send it."""
    return as_sent(form.typed or {})


def as_sent(typed: dict[str, list[str]]) -> QueryDict:
    """What was kept as JSON, as the browser would send it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def was_sent(form: OpenForm | None, data: QueryDict) -> bool:
    """Whether `form` was saved before with the same content."""
    return form is not None and form.sent_at is not None and form.sent_digest == digest_of(data)


def lock(token: str, user: User) -> OpenForm | None:
    """The form of `user` with this token, held until the transaction ends; `sent_at` says if it was saved before."""
    return OpenForm.objects.select_for_update().filter(token=token, user=user).first() if is_token(token) else None


def still_open(token: str, user: User) -> OpenForm | None:
    """The form of `user` with this token if it was not saved yet."""
    return OpenForm.objects.filter(token=token, user=user, sent_at=None).first() if is_token(token) else None


def mark_sent(request) -> None:
    """Mark a form as saved: it is not saved again, and what was typed in it is no longer kept."""
    token = request.POST.get(FIELD, "")
    if is_token(token):
        saved = {"sent_at": timezone.now(), "sent_digest": digest_of(request.POST), "typed": None, "typed_at": None}
        OpenForm.objects.filter(token=token, user=request.user).update(**saved)


def digest_of(data: QueryDict) -> str:
    """A hash of what a form says, whoever sends it when."""
    said = sorted((name, data.getlist(name)) for name in data if name not in SECRET)
    return sha256(json.dumps(said).encode()).hexdigest()


def discard(token: str, user: User) -> OpenForm | None:
    """Forget what `user` typed in a form; return the form, or None if there is none."""
    form = OpenForm.objects.filter(token=token, user=user).first() if is_token(token) else None
    if form:
        OpenForm.objects.filter(token=token).update(typed=None, typed_at=None)
    return form

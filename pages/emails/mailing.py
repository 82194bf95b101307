"""Renders a digest as e-mail, writes it to files, or sends it once to each recipient."""

from email.message import EmailMessage as MimeMessage
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac

from coverage.models import SentDigest
from pages.emails.digest import Digest

NOBODY = "undisclosed-recipients:;"


def text_of(digest: Digest) -> str:
    return render_to_string("emails/digest.txt", _context(digest)).strip() + "\n"


def html_of(digest: Digest) -> str:
    return render_to_string("emails/digest.html", _context(digest))


def message(digest: Digest) -> MimeMessage:
    """The e-mail for a file, as text and HTML. The same digest gives the same bytes."""
    made = _mail(digest, "").message()
    made.set_boundary(f"=_{_identity(digest, '')}")  # or it is drawn again each time
    return made


def write(digest: Digest, folder: Path) -> list[Path]:
    """Write the digest as .eml, .html and .txt into `folder`, creating it; the same days replace earlier files."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / f"digest-{f'{digest.film.slug}-' if digest.film else ''}{_span(digest)}"
    files = {".eml": message(digest).as_bytes(), ".html": html_of(digest).encode(), ".txt": text_of(digest).encode()}
    for ending, content in files.items():
        stem.with_name(stem.name + ending).write_bytes(content)
    return [stem.with_name(stem.name + ending) for ending in files]


def send(digest: Digest, to: str, *, again: bool = False) -> bool:
    """Send the digest to one address. Returns False if it was already sent there, unless `again`.

    If sending fails, the mail server's error is raised and the next try sends it. The two are not
    one transaction, because a slow mail server would keep editors from saving.
    """
    recipient = salted_hmac("pages.emails.digest", to.lower(), algorithm="sha256").hexdigest()
    sent, is_new = SentDigest.objects.get_or_create(recipient=recipient, key=_key(digest))
    if not (is_new or again):
        return False
    try:
        get_connection().send_messages([_mail(digest, to)])
    except (SMTPException, OSError):
        if is_new:
            sent.delete()
        raise
    return True


def _mail(digest: Digest, to: str) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": f"<digest-{_identity(digest, to)}@{settings.FEED_ID_HOST}>",
        "Date": format_datetime(timezone.now() if to else digest.days.moments[1].replace(microsecond=0)),
        "Auto-Submitted": "auto-generated",
        **({} if to else {"To": NOBODY}),
    }
    mail = EmailMultiAlternatives(digest.subject, text_of(digest), to=[to] if to else [], headers=headers)
    mail.attach_alternative(html_of(digest), "text/html")
    return mail


def _identity(digest: Digest, to: str) -> str:
    """The same for the same digest and reader, so mail programs recognize a duplicate."""
    return sha256(f"{_key(digest)} {to}".encode()).hexdigest()[:40]


def _context(digest: Digest) -> dict:
    return {"digest": digest, "site_url": settings.SITE_URL, "site_name": settings.SITE_NAME}


def _span(digest: Digest) -> str:
    days = digest.days
    return str(days.first) if days.first == days.last else f"{days.first}--{days.last}"


def _key(digest: Digest) -> str:
    """The identity of a digest: the film and the days, and the content while the last day is not over."""
    about = f"film/{digest.film.pk}" if digest.film else "site"
    content_mark = "" if digest.days.are_over else f" {sha256(text_of(digest).encode()).hexdigest()}"
    return f"{about} {_span(digest)}{content_mark}"

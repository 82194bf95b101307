"""Articles, notes, developments and releases as entries of a feed."""

from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from mimetypes import guess_type
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as in_words

from coverage import richtext
from coverage.models import Article, Byline, Correction, Release
from legal.models import Development
from pages.feeds.shape import Entry, Picture, clean
from web.addresses import absolute_url

SINCE = 2026  # the year in every id (RFC 4151): the tag's authority was ours then
WROTE = (Byline.Role.REPORTER, Byline.Role.CONTRIBUTOR)


def tag(kind: str, pk: int | str) -> str:
    """An id that stays when a slug, a headline or the site's own address changes."""
    return f"tag:{settings.FEED_ID_HOST},{SINCE}:{kind}/{pk}"


def article_entry(article: Article) -> Entry:
    """Needs `for_feed()`."""
    return Entry(
        id=tag("article", article.pk),
        url=absolute_url(article.get_absolute_url()),
        title=clean(article.headline),
        summary=clean(article.deck),
        html=clean(_full_text(article)).replace("\r", "&#13;"),  # XML would make a line feed of it
        published=_utc_second(article.published_at),
        updated=_utc_second(article.last_changed),
        authors=tuple(clean(name) for name in _authors(article)),
        language=article.language,
        category=article.kind,
        rights=clean(article.rights),
        picture=_picture(article),
    )


def correction_entry(note: Correction) -> Entry:
    """Of an article that is gone, no more than the page of corrections tells."""
    what = note.article.headline if note.is_on_a_page else f"an article published on {_day(note.article.published_at)}"
    return Entry(
        id=tag("correction", note.pk),
        url=absolute_url(note.get_absolute_url()),
        title=clean(f"{note.label}: {what}"),
        summary=clean(note.text),
        html=clean(_paragraphs(note.text)),
        published=_utc_second(note.at),
        updated=_utc_second(note.at),
        authors=(settings.SITE_NAME,),
        category=note.kind,
    )


def development_entry(development: Development) -> Entry:
    """What moved in a case. Its time is when it was recorded, because only that is known to the second."""
    case, date = development.proceeding, development.occurred.reader
    charges = "; ".join(f"{charge.party.who}, {charge.offense}" for charge in development.charges.all())
    lines = [f"{case.title}, {date}: {development.title}.", charges and f"{charges}.", development.more]
    path = f"{case.get_absolute_url()}?at={development.pk}#development-{development.pk}"
    moment = max(filter(None, [development.recorded_at, case.public_since]))
    title = f"{case.title}: {development.title}, {date}"
    return _fact(tag("development", development.pk), path, title, lines, moment, "record")


def release_entry(release: Release) -> Entry:
    """What moved in a film's release; its time is when what is told of it last changed."""
    what = f"{release.film.title}: {release.title}, {release.date.reader}"
    path = f"{release.film.get_absolute_url()}#release-{release.pk}"
    lines = [f"{what}.", f"{release.get_state_display().capitalize()}.", release.note]
    title = f"{what} ({release.get_state_display()})"
    return _fact(tag("release", release.pk), path, title, lines, release.changed_at, "film")


def _fact(id_: str, path: str, title: str, lines: list[str], moment: datetime, line: str) -> Entry:
    said = [clean(text) for text in lines if text]
    html = "".join(f"<p>{escape(text, quote=False)}</p>" for text in said)
    where = f'<p><a href="{escape(absolute_url(path))}">The sources, and how it stands today</a></p>'
    return Entry(
        id=id_,
        url=absolute_url(path),
        title=clean(title),
        summary=" ".join(said),
        html=html + where,
        published=_utc_second(moment),
        updated=_utc_second(moment),
        authors=(settings.SITE_NAME,),
        category=line,
    )


def _full_text(article: Article) -> str:
    """The text as on its page: with the notes to readers and the picture in their places, and with absolute links."""
    above = [_note(note) for note in article.listed_corrections if note.is_above_the_text]
    below = [_note(note) for note in article.listed_corrections if not note.is_above_the_text]
    body = richtext.with_absolute_addresses(article.body, absolute_url(article.get_absolute_url()))
    return "".join([*above, _figure(article), body, *below, *_foot(article)])


def _note(note: Correction) -> str:
    return f"<p><strong>{escape(note.label)}, {_day(note.at)}</strong></p>{_paragraphs(note.text)}"


def _figure(article: Article) -> str:
    picture = _picture(article)
    if picture is None:
        return ""
    size = f'width="{picture.width}" height="{picture.height}"'
    caption = escape(" ".join(filter(None, [article.picture_caption, picture.credit])), quote=False)
    image = f'<img src="{escape(picture.url)}" alt="{escape(picture.alt)}" {size}>'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def _foot(article: Article) -> Iterable[str]:
    if article.outlet:
        name, url = escape(article.outlet.name, quote=False), escape(article.original_url)
        linked = f'<a href="{url}">{name}</a>' if url else name
        yield f"<p>First published by {linked}.</p>"
    if article.rights:
        yield f"<p>{escape(article.rights, quote=False)}</p>"
    page = escape(absolute_url(article.get_absolute_url()))
    yield f'<p><a href="{page}">What has moved since this was published, and where the cases stand today</a></p>'


def _picture(article: Article) -> Picture | None:
    """The article's picture as far as readers may see it: the one place where a feed asks."""
    picture = article.shown_picture
    if picture is None:
        return None
    try:
        length = picture.file.size
    except OSError:  # the file is not there; the page shows its alternative text, too
        length = 0
    return Picture(
        url=urljoin(absolute_url("/"), picture.file.url),
        mime_type=guess_type(picture.file.name)[0] or "image/jpeg",
        length=length,
        width=picture.width,
        height=picture.height,
        alt=clean(picture.spoken),
        credit=clean(picture.credit),
    )


def _authors(article: Article) -> list[str]:
    """Who wrote it; the outlet that first published it where no one is named."""
    names = [byline.name for byline in article.bylines.all() if byline.role in WROTE]
    return names or [article.outlet.name if article.outlet else settings.SITE_NAME]


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.splitlines() if line.strip())


def _day(moment: datetime) -> str:
    return in_words(timezone.localtime(moment), "F j, Y")


def _utc_second(moment: datetime) -> datetime:
    """In UTC and to the second, as every format can tell it."""
    return moment.astimezone(UTC).replace(microsecond=0)

"""What an import says about an article, as one list of fields.

The digest, the comparison with the article, the update, the proposed revision, the report and the undo all read this
list. In the past, a field that was hashed but not compared silently lost changed bylines.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db.models import Model

from coverage import richtext
from coverage.intake.draft import Draft, fits
from coverage.intake.formats.document import Unreadable
from coverage.intake.identity import canonical
from coverage.intake.outcome import Change
from coverage.models import Article, ArticleFilm, ArticleProceeding, Byline, Outlet
from dates.value import PartialDate

Value = str | bool | list[str]
WHAT = {
    "original_url": "The address (--url)",
    "headline": "The headline (--headline)",
    "name": "The outlet or the byline",
}
LINE = re.compile(r"Line \d+: ")


@dataclass(frozen=True)
class Field:
    """A column of the article. Subclasses define what is different about their field."""

    name: str  # used in plans, reports and revisions
    label: str  # shown to people
    said: Callable[[Draft], Value | None]  # None if neither the file nor the command says anything
    column: str = ""  # the article's attribute if it differs from the name; also the key in an undo
    has_own_rows: ClassVar[bool] = False  # written after the article is saved
    is_html: ClassVar[bool] = False

    @property
    def key(self) -> str:
        return self.column or self.name

    def current(self, article: Article) -> Value:
        return getattr(article, self.key)

    def hashed(self, draft: Draft) -> Value | None:
        return self.said(draft)

    def differs(self, article: Article, draft: Draft) -> bool:
        """Whether the draft says something in this field that the article does not have."""
        said = self.said(draft)
        return said is not None and said != self.current(article)

    def write(self, article: Article, value: Any) -> None:
        setattr(article, self.key, value)

    def kept(self, article: Article) -> Any:
        """Return what an undo needs to restore the field, in a form that JSON can hold."""
        return self.current(article)

    def restore(self, article: Article, kept: Any) -> None:
        setattr(article, self.key, kept)

    def shown(self, value: Value) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value if isinstance(value, str) else ", ".join(value)


class HeadlineField(Field):
    def differs(self, article: Article, draft: Draft) -> bool:
        """Whether the headline differs; one that the import made up never counts against one that someone wrote."""
        is_made_up = draft.headline_is_proposed and not article.headline_is_proposed
        return not is_made_up and super().differs(article, draft)


class BodyField(Field):
    is_html = True

    def shown(self, value: Value) -> str:
        return richtext.to_text(str(value))


class AddressField(Field):
    """An address; addresses that lead to the same page are equal."""

    def hashed(self, draft: Draft) -> Value | None:
        return canonical(str(self.said(draft) or ""))

    def differs(self, article: Article, draft: Draft) -> bool:
        return super().differs(article, draft) and self.hashed(draft) != canonical(str(self.current(article)))


class DateField(Field):
    def current(self, article: Article) -> Value:
        return str(super().current(article) or "")

    def write(self, article: Article, value: Any) -> None:
        super().write(article, PartialDate.parse(value))


class NotesField(Field):
    """What the import noted. Only the file's own words count, because the wording of our warnings may change."""

    def hashed(self, draft: Draft) -> Value | None:
        return draft.kept_apart

    def differs(self, article: Article, draft: Draft) -> bool:
        there = {LINE.sub("", line, count=1) for line in article.import_notes.split("\n")}
        return not there.issuperset(draft.kept_apart)


class OutletField(Field):
    def current(self, article: Article) -> Value:
        return article.outlet.name if article.outlet else ""

    def write(self, article: Article, value: Any) -> None:
        article.outlet = Outlet.objects.filter(name=value).first() or _saved(Outlet(name=value))

    def kept(self, article: Article) -> Any:
        return article.outlet_id

    def restore(self, article: Article, kept: Any) -> None:
        article.outlet = Outlet.objects.filter(pk=kept).first()


class BylineField(Field):
    """The reporters' names; all other roles are up to an editor."""

    has_own_rows = True

    @staticmethod
    def _reporters(article: Article):
        return article.bylines.filter(role=Byline.Role.REPORTER)

    def current(self, article: Article) -> Value:
        return [byline.name for byline in self._reporters(article)]

    def write(self, article: Article, value: Any) -> None:
        self._reporters(article).delete()
        for position, name in enumerate(value, start=1):
            _saved(Byline(article=article, name=name, position=position), exclude=["article"])

    def kept(self, article: Article) -> Any:
        return serializers.serialize("json", self._reporters(article))

    def restore(self, article: Article, kept: Any) -> None:
        self._reporters(article).delete()
        for byline in serializers.deserialize("json", kept):
            byline.save()


@dataclass(frozen=True)
class LinkField(Field):
    """The films or cases that the command names. This adds links and never removes any."""

    link: type[Model] = ArticleFilm
    has_own_rows = True

    def _slugs(self, article: Article):
        return self.link.objects.filter(article=article).values_list(f"{self.name}__slug", flat=True)

    def current(self, article: Article) -> Value:
        return sorted(self._slugs(article))

    def differs(self, article: Article, draft: Draft) -> bool:
        return not set(self._slugs(article)).issuperset(self.said(draft) or [])

    def write(self, article: Article, value: Any) -> None:
        for topic in self.link._meta.get_field(self.name).related_model.objects.filter(slug__in=value):
            self.link.objects.get_or_create(article=article, **{self.name: topic})

    def restore(self, article: Article, kept: Any) -> None:
        self.link.objects.filter(article=article).exclude(**{f"{self.name}__slug__in": kept}).delete()


def _in_document(name: str) -> Callable[[Draft], Value | None]:
    """Return what the file says if it fits in an article; anything longer goes into the notes."""

    def said(draft: Draft) -> Value | None:
        value = getattr(draft.document, name)
        return value if value and fits(name, value) else None

    return said


FIELDS: tuple[Field, ...] = (
    HeadlineField("headline", "headline", lambda draft: draft.headline),
    HeadlineField("headline_is_proposed", "headline is a proposal", lambda draft: draft.headline_is_proposed),
    Field("deck", "deck", _in_document("deck")),
    BodyField("body", "text", lambda draft: draft.body),
    BylineField("authors", "byline", lambda draft: draft.document.authors or None, "bylines"),
    OutletField("outlet", "outlet", lambda draft: draft.outlet or None, "outlet_id"),
    AddressField("url", "original address", lambda draft: draft.url or None, "original_url"),
    DateField("published", "first published", lambda draft: str(draft.published or "") or None, "first_published"),
    Field("language", "language", _in_document("language")),
    Field("rights", "rights", _in_document("rights")),
    NotesField("notes", "notes from the import", lambda draft: draft.notes, "import_notes"),
    LinkField("film", "films", lambda draft: draft.import_options.as_json()["film"] or None, "films", ArticleFilm),
    LinkField(
        "proceeding",
        "cases",
        lambda draft: draft.import_options.as_json()["proceeding"] or None,
        "cases",
        ArticleProceeding,
    ),
)


def digest(draft: Draft) -> str:
    """Return the SHA-256 hash of everything a draft says: If it has not changed, there is nothing to do."""
    said = {field.name: field.hashed(draft) for field in FIELDS}
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def differences(article: Article, draft: Draft) -> list[Field]:
    """Return the fields in which a draft says something that the article does not have."""
    return [field for field in FIELDS if field.differs(article, draft)]


def change(field: Field, article: Article, draft: Draft) -> Change:
    """Return what would change in a field, for a report."""
    said = field.said(draft)
    return Change.of(field.name, field.label, field.shown(field.current(article)), field.shown(said))


def fill(article: Article, draft: Draft) -> None:
    """Write what the draft says into an article that is new or still untouched.

    Anything that neither the file nor the command mentions stays as it was.
    """
    is_new = article._state.adding
    said = {field: field.said(draft) for field in FIELDS if is_new or field.differs(article, draft)}
    said = {field: value for field, value in said.items() if value is not None}
    _write(article, {field: value for field, value in said.items() if not field.has_own_rows})
    article.version += 0 if is_new else 1  # so that a form opened in the meantime cannot save over this
    _validated(article, exclude=["outlet", "picture", "legal_read_by", "source", "slug"]).save()
    _write(article, {field: value for field, value in said.items() if field.has_own_rows})


def _write(article: Article, said: dict[Field, Any]) -> None:
    for field, value in said.items():
        field.write(article, value)


def proposals(article: Article, proposed: dict[str, Any]) -> list[tuple[Field, Value, Value]]:
    """Return each field of a proposed revision, with what the article says today and what the file says."""
    return [(field, field.current(article), proposed[field.name]) for field in FIELDS if field.name in proposed]


def snapshot(article: Article) -> dict[str, Any]:
    return {field.key: field.kept(article) for field in FIELDS}


def restore(article: Article, kept: dict[str, Any]) -> None:
    """Restore an article's fields from `kept`; an older import may have stored fewer of them."""
    for field in FIELDS:
        if field.key in kept:
            field.restore(article, kept[field.key])


def _validated(row: Model, exclude: Sequence[str] = ()) -> Model:
    """Return the row if the values fit its columns. Raises Unreadable with a message about those that do not."""
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        what = "; ".join(f"{WHAT.get(n, n)}: {' '.join(messages)}" for n, messages in error.message_dict.items())
        raise Unreadable(f"Something the file or the command says does not fit. {what}") from error
    return row


def _saved(row: Any, exclude: Sequence[str] = ()) -> Any:
    _validated(row, exclude).save()
    return row

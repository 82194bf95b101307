"""A person decides about a finding: accept it, as proposed or corrected, or reject it.

Accepting writes the real person, quote, development or release, with the article as its source. What is on record
already is not written again: it gains the article as a source.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from coverage.anchors import locate_all
from coverage.intake.matching import compatible
from coverage.models import (
    Article,
    ArticleFilm,
    ArticlePerson,
    ArticleProceeding,
    Film,
    Finding,
    Quote,
    Relation,
    Release,
)
from legal.models import Charge, Development, Proceeding
from legal.recording import misfits, next_position
from people.dates import PartialDate
from people.models import Person
from people.names import Gazetteer

DETAILS = ("instrument", "plea", "verdict", "prejudice", "by", "reason", "sentence", "note")


class Refused(Exception):
    """The finding cannot be accepted so; the message says why and what to change."""


@transaction.atomic
def accept(finding: Finding, *, by: User, corrected: dict[str, Any] | None = None) -> None:
    """Make a finding real. `corrected` overrides what it proposes, by the field names of the kind.

    Raises Refused, and writes nothing, when it is decided already, its words no longer stand in the text, or the
    record cannot be so.
    """
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    finding.article = Article.objects.select_for_update().get(pk=finding.article_id)
    if finding.status != Finding.Status.PROPOSED:
        raise Refused(f"Somebody has {finding.get_status_display()} it already.")
    ACCEPT[finding.kind](finding, by, {**finding.data, **(corrected or {})})
    _decide(finding, Finding.Status.ACCEPTED, by)


@transaction.atomic
def reject(finding: Finding, *, by: User) -> None:
    """Set a finding aside; nothing is written but who did so and when."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if finding.status != Finding.Status.PROPOSED:
        raise Refused(f"Somebody has {finding.get_status_display()} it already.")
    _decide(finding, Finding.Status.REJECTED, by)


def spans_now(finding: Finding, text: str) -> list[tuple[int, int]] | None:
    """Where a finding's characters stand in the text today; None when one of them cannot be told."""
    state, found = locate_all(text, finding.spans)
    return [(selector.start, selector.end) for selector in found] if state.holds else None


def _decide(finding: Finding, status: str, by: User) -> None:
    finding.status, finding.decided_by, finding.decided_at = status, by, timezone.now()
    finding.save()


def _accept_person(finding: Finding, by: User, data: dict) -> None:
    person = data.get("person", finding.person)
    if person is None:
        name = data["name"].strip()
        if Person.objects.filter(name=name).exists():
            raise Refused(f"There is a person called “{name}” already: choose them under “Same as”.")
        person = Person.objects.create(name=name, description=data.get("description", ""))
    finding.person = person
    ArticlePerson.objects.get_or_create(
        article=finding.article, person=person, defaults={"relation": data.get("relation") or Relation.MENTIONS}
    )


def _accept_quote(finding: Finding, by: User, data: dict) -> None:
    spans = spans_now(finding, finding.article.text)
    if spans is None:
        raise Refused("These words no longer stand in the article as they were found. Reject it, or restore the text.")
    if Quote.objects.filter(article=finding.article, starts=spans[0][0]).exists():
        raise Refused("There is a quote at this place already. Reject this one.")
    speaker = data["person"] if "person" in data else finding.person or _named(data.get("name", ""))
    if speaker is None and not data.get("source_name"):
        raise Refused("Nobody speaks yet: accept the person first, choose a speaker, or name the document.")
    quote = Quote(
        article=finding.article,
        speaker=speaker,
        source_name="" if speaker else data["source_name"],
        attribution=data.get("attribution", ""),
        medium=data.get("medium", ""),
        said=data.get("said") or None,
    )
    quote.anchor(finding.article.text, spans)
    quote.save()
    finding.quote, finding.person = quote, speaker


def _accept_development(finding: Finding, by: User, data: dict) -> None:
    development = finding.development
    if development is None or not _says(development, data):
        development = _record(finding, by, data)
    development.sources.add(finding.article.as_source())
    finding.development, finding.proceeding = development, development.proceeding
    _link_case(finding.article, development.proceeding)


def _says(development: Development, data: dict) -> bool:
    """Whether the development on record is still what an editor left in the card; else it is another one."""
    same_case = data.get("proceeding") in (None, development.proceeding)
    return (
        same_case and data["kind"] == development.kind and compatible(str(data["occurred"]), str(development.occurred))
    )


def _record(finding: Finding, by: User, data: dict) -> Development:
    """A new development from what is proposed; Refused when the history of a charge forbids it."""
    proceeding: Proceeding | None = data.get("proceeding") or finding.proceeding
    if proceeding is None:
        raise Refused("Choose the case it belongs to.")
    charges = data["charges"]
    if charges and not isinstance(charges[0], Charge):
        charges = list(Charge.objects.filter(pk__in=charges))
    occurred = PartialDate.parse(str(data["occurred"]))
    for same in proceeding.developments.filter(kind=data["kind"], occurred=occurred, retracted_at__isnull=True):
        if {charge.pk for charge in same.charges.all()} == {charge.pk for charge in charges}:
            return same
    if occurred.first > timezone.localdate():
        raise Refused("It lies ahead. What is to come is a hearing or a release, not a development.")
    development = Development(
        proceeding=proceeding,
        kind=data["kind"],
        occurred=occurred,
        position=next_position(proceeding, occurred),
        recorded_by=by,
        **{name: data.get(name) or "" for name in DETAILS},
    )
    if found := misfits(development, charges):
        raise Refused(" ".join(found))
    development.full_clean(exclude=["recorded_by"])
    development.save()
    development.charges.set(charges)
    return development


def _accept_release(finding: Finding, by: User, data: dict) -> None:
    film: Film | None = data.get("film") or finding.film
    if film is None:
        raise Refused("Choose the film it belongs to.")
    release = next(
        (r for r in film.releases.filter(kind=data["kind"]) if compatible(str(r.date), str(data["date"]))), None
    )
    if release is None:
        release = Release.objects.create(
            film=film,
            kind=data["kind"],
            date=PartialDate.parse(str(data["date"])),
            state=data["state"],
            platform=data.get("platform", ""),
            announced=finding.article.dated,
        )
    release.sources.add(finding.article.as_source())
    finding.release, finding.film = release, release.film
    ArticleFilm.objects.get_or_create(
        article=finding.article, film=release.film, defaults={"relation": Relation.MENTIONS}
    )


ACCEPT = {
    Finding.Kind.PERSON: _accept_person,
    Finding.Kind.QUOTE: _accept_quote,
    Finding.Kind.DEVELOPMENT: _accept_development,
    Finding.Kind.RELEASE: _accept_release,
}


def _named(name: str) -> Person | None:
    """The one person a name can mean, among those recorded by now."""
    key = Gazetteer((p.pk, p.names) for p in Person.objects.with_names()).resolve(name) if name else None
    return Person.objects.get(pk=key) if key else None


def _link_case(article: Article, proceeding: Proceeding) -> None:
    ArticleProceeding.objects.get_or_create(
        article=article, proceeding=proceeding, defaults={"relation": Relation.MENTIONS}
    )

"""What accepting a finding writes: the person, quote, development or release, with the article as its source.

What is on record already is not written again: it gains the article as a source. `said` is what the card said, by the
field names of the kind, over what was proposed; `written` notes each row that is made.
"""

from typing import Any

from django.contrib.auth.models import User

from coverage.anchors import locate_all
from coverage.intake.likeness import Likeness, called, everybody, is_named
from coverage.intake.matching import compatible
from coverage.intake.written import Written
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
from dates.value import PartialDate
from legal import day
from legal.models import Charge, Development, Proceeding
from legal.recording import problem_of_day
from legal.vocabulary import DETAILS
from people.models import OtherName, Person
from people.names import Gazetteer, is_slip

TOLD = (*DETAILS, "by", "reason", "note")


class Refused(Exception):
    """This cannot be done with the finding; the message says why and what to change."""


def write(finding: Finding, *, by: User, said: dict[str, Any], written: Written) -> None:
    """Make a finding real, and keep on it what it became. Raises Refused."""
    WRITE[finding.kind](finding, by, {**finding.data, **said}, written)


def spans_now(finding: Finding, text: str) -> list[tuple[int, int]] | None:
    """Where a finding's characters stand in the text today; None when one of them cannot be told."""
    state, found = locate_all(text, finding.spans)
    return [(selector.start, selector.end) for selector in found] if state.holds else None


def _person(finding: Finding, by: User, data: dict, written: Written) -> None:
    person = data["person"] if "person" in data else _matched(finding)
    if person is None:
        person = _new_person(data, written)
    elif data.get("keep_name"):
        _keep_name(person, called(finding), written)
    finding.person = person
    relation = {"relation": data.get("relation") or Relation.MENTIONS}
    written.link(ArticlePerson, article=finding.article, person=person, defaults=relation)


def _matched(finding: Finding) -> Person | None:
    """Who it is, where nobody had to say so: a person of this name, or a new one whose name is like nobody's."""
    if finding.person and is_named(finding, finding.person.names):
        return finding.person
    name, people = called(finding), everybody()
    near = Likeness((known.pk, known.names) for known in people.values()).to(name)
    if finding.person or near:
        named = " or ".join(str(people[key]) for key in dict.fromkeys([*filter(None, [finding.person_id]), *near]))
        raise Refused(f"“{name}” can be somebody on record: {named}. Say whether it is, or that this is a new person.")
    return None


def _new_person(data: dict, written: Written) -> Person:
    name = data["name"].strip()
    if not name:
        raise Refused("Give the new person a name.")
    if Person.objects.filter(name=name).exists():
        raise Refused(f"There is a person called “{name}” already: choose them under “Same as”.")
    person = Person.objects.create(name=name, description=data.get("description", ""))
    written.made(person)
    return person


def _keep_name(person: Person, name: str, written: Written) -> None:
    """The name a text gives a known person becomes one of theirs."""
    if name in person.names:
        return
    slip = any(is_slip(name, other) for other in person.names)
    kind = OtherName.Kind.MISSPELT if slip else OtherName.Kind.ALSO
    written.made(OtherName.objects.create(person=person, name=name, kind=kind))


def _quote(finding: Finding, by: User, data: dict, written: Written) -> None:
    article = finding.article
    spans = spans_now(finding, article.text)
    if spans is None:
        raise Refused("These words no longer stand in the article as they were found. Reject it, or restore the text.")
    speaker = data["person"] if "person" in data else _named(finding, data.get("name", ""))
    if speaker is None and not data.get("source_name"):
        raise Refused("Nobody speaks yet: accept the person first, choose a speaker, or name the document.")
    quote = article.quotes.filter(starts=spans[0][0]).first()
    if quote and (quote.speaker, places(quote)) != (speaker, spans):
        raise Refused(f"Another quote stands at this place already: {quote}. Correct that one, or reject this.")
    finding.quote, finding.person = quote or _new_quote(article, spans, speaker, data, written), speaker


def places(quote: Quote) -> list[tuple[int, int]]:
    """The characters of its article that a quote stands at."""
    return [(span["start"], span["end"]) for span in quote.spans]


def _new_quote(article: Article, spans: list, speaker: Person | None, data: dict, written: Written) -> Quote:
    quote = Quote(
        article=article,
        speaker=speaker,
        source_name="" if speaker else data["source_name"],
        attribution=data.get("attribution", ""),
        medium=data.get("medium", ""),
        said=data.get("said") or None,
    )
    quote.anchor(article.text, spans)
    quote.save()
    written.made(quote)
    return quote


def _named(finding: Finding, name: str) -> Person | None:
    """Who a quote is by: whoever an editor has said the name is, else the one matched, else the one it can only be."""
    people = finding.article.findings.filter(kind=Finding.Kind.PERSON, status=Finding.Status.ACCEPTED)
    said = people.filter(data__name=name, person__isnull=False).first() if name else None
    if said or finding.person or not name:
        return said.person if said else finding.person
    key = Gazetteer((person.pk, person.names) for person in Person.objects.with_names()).resolve(name)
    return Person.objects.get(pk=key) if key else None


def _development(finding: Finding, by: User, data: dict, written: Written) -> None:
    development = finding.development
    if development is None or development.retracted_at or not _says(development, data):
        development = _record(finding, by, data, written)
    _cite(finding.article, development, written)
    finding.development, finding.proceeding = development, development.proceeding
    case, mentions = development.proceeding, {"relation": Relation.MENTIONS}
    written.link(ArticleProceeding, article=finding.article, proceeding=case, defaults=mentions)


def _says(development: Development, data: dict) -> bool:
    """Whether the development on record is still what an editor left in the card; else it is another one."""
    same_case = data.get("proceeding") in (None, development.proceeding)
    return (
        same_case and data["kind"] == development.kind and compatible(str(data["occurred"]), str(development.occurred))
    )


def _record(finding: Finding, by: User, data: dict, written: Written) -> Development:
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
    if problem_of_day(occurred):
        raise Refused("It lies ahead. What is to come is a hearing or a release, not a development.")
    step = day.Step(data["kind"], {name: data.get(name) or "" for name in TOLD}, charges)
    try:
        development = day.record_step(proceeding, occurred=occurred, step=step, by=by)
    except day.Refused as refusal:
        raise Refused(str(refusal)) from refusal
    written.made(development)
    for link in Development.charges.through.objects.filter(development=development).order_by("pk"):
        written.made(link)
    return development


def _release(finding: Finding, by: User, data: dict, written: Written) -> None:
    film: Film | None = data.get("film") or finding.film
    if film is None:
        raise Refused("Choose the film it belongs to.")
    standing = film.releases.standing().filter(kind=data["kind"])
    same = [r for r in standing if compatible(str(r.date), str(data["date"]))]
    release = same[0] if same else _new_release(film, finding.article, data, written)
    _cite(finding.article, release, written)
    finding.release, finding.film = release, film
    written.link(ArticleFilm, article=finding.article, film=film, defaults={"relation": Relation.MENTIONS})


def _new_release(film: Film, article: Article, data: dict, written: Written) -> Release:
    release = Release.objects.create(
        film=film,
        kind=data["kind"],
        date=PartialDate.parse(str(data["date"])),
        state=data["state"],
        platform=data.get("platform", ""),
        announced=article.dated,
    )
    written.made(release)
    return release


def _cite(article: Article, fact: Development | Release, written: Written) -> None:
    """Make the article a source of a fact."""
    is_new, source = article.source_id is None, article.as_source()
    if is_new:
        written.made(source)
    written.link(type(fact).sources.through, source=source, **{fact._meta.model_name: fact})


WRITE = {
    Finding.Kind.PERSON: _person,
    Finding.Kind.QUOTE: _quote,
    Finding.Kind.DEVELOPMENT: _development,
    Finding.Kind.RELEASE: _release,
}

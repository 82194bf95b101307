"""A person named in a text: one already on record or a new one."""

from django.db.models import Q

from coverage.intake.kinds.base import Kind, Proposal, Refused
from coverage.intake.name_matching import PERSON, NameMatcher, called, everybody, is_named
from coverage.models import ArticlePerson, Finding, Relation
from people.models import OtherName, Person
from people.names import is_slip


class PersonFinding(Kind):
    name = PERSON
    label = "person"
    plural = "people"
    heading = "people"
    permission = "people.add_person"
    card = "coverage.admin.cards.PersonCard"
    repeats_words = False
    if_new = "New: accepting makes a record that readers do not see yet."
    shared = {"coverage.articleperson": lambda link: Q(person=link.person_id)}

    def propose(self, found, context):
        confidence = "high" if found.key else "low"
        return Proposal(found.mentions, {"name": found.name}, confidence, {"person_id": found.key})

    def accept(self, finding, *, by, data, written):
        person = data["person"] if "person" in data else _matched(finding)
        if person is None:
            person = _new_person(data, written)
        elif data.get("keep_name"):
            _keep_name(person, called(finding), written)
        finding.person = person
        relation = {"relation": data.get("relation") or Relation.MENTIONS}
        written.link(ArticlePerson, article=finding.article, person=person, defaults=relation)

    def summary(self, finding):
        return finding.data["name"]

    def title(self, finding):
        return called(finding)

    def known(self, near, finding):
        person = near.matched(finding)
        return f"Known: {person}." if person else ""

    def needs(self, near, finding):
        return "Somebody on record has a name like this." if near.is_unclear(finding) else ""

    def is_sure(self, near, finding):
        return bool(near.matched(finding)) and super().is_sure(near, finding)

    def proposed(self, finding):
        return {**super().proposed(finding), "person": finding.person or ""}


def _matched(finding: Finding) -> Person | None:
    """Return who it is if that is clear: a person with this name, or a new one whose name is not like anyone else's."""
    if finding.person and is_named(finding, finding.person.names):
        return finding.person
    name, people = called(finding), everybody()
    near = NameMatcher((known.pk, known.names) for known in people.values()).to(name)
    if finding.person or near:
        named = " or ".join(str(people[key]) for key in dict.fromkeys([*filter(None, [finding.person_id]), *near]))
        raise Refused(f"“{name}” can be somebody on record: {named}. Say whether it is, or that this is a new person.")
    return None


def _new_person(data: dict, written) -> Person:
    name = data["name"].strip()
    if not name:
        raise Refused("Give the new person a name.")
    if Person.objects.filter(name=name).exists():
        raise Refused(f"There is a person called “{name}” already: choose them under “Same as”.")
    person = Person.objects.create(name=name, description=data.get("description", ""))
    written.made(person)
    return person


def _keep_name(person: Person, name: str, written) -> None:
    """Add the name a text uses for a known person to that person's names."""
    if name in person.names:
        return
    slip = any(is_slip(name, other) for other in person.names)
    kind = OtherName.Kind.MISSPELT if slip else OtherName.Kind.ALSO
    written.made(OtherName.objects.create(person=person, name=name, kind=kind))

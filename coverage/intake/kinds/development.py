"""A step in a case: what a court or a party did."""

from django.contrib.auth.models import User
from django.db.models import Q

from coverage.intake.kinds.base import Proposal, Refused
from coverage.intake.kinds.facts import SOURCE, FactKind, cite
from coverage.intake.matching import compatible
from coverage.intake.written import Written
from coverage.models import ArticleProceeding, Finding, Relation
from dates.value import PartialDate
from legal import day
from legal.models import Charge, Development, Proceeding
from legal.recording import problem_of_day
from legal.vocabulary import DETAILS, DevelopmentKind

OF_A_STEP = (*DETAILS, "by", "reason", "note")


class DevelopmentFinding(FactKind):
    name = "development"
    label = "development"
    plural = "developments"
    heading = "steps"
    permission = "legal.add_development"
    card = "coverage.admin.cards.DevelopmentCard"
    add_at = "admin:legal_proceeding_add"
    shared = {
        **SOURCE,
        "coverage.articleproceeding": lambda link: Q(proceeding=link.proceeding_id),
        "legal.development_sources": lambda link: Q(development=link.development_id),
    }

    def propose(self, found, context):
        match = context.known.case_for(found, context.import_options.proceedings)
        data = {
            "kind": found.kind,
            "occurred": found.occurred,
            **found.details,
            "name": found.person.name if found.person else "",
            "offenses": list(found.charges),
            "charges": [charge.pk for charge in match.charges],
        }
        matches = {
            "person_id": found.person.key if found.person else None,
            "proceeding": match.proceeding,
            "charge": match.charges[0] if len(match.charges) == 1 else None,
            "development": match.development,
        }
        return Proposal(found.spans, data, found.confidence, matches)

    def accept(self, finding, *, by, data, written):
        development = finding.development
        if development is None or development.retracted_at or not _says(development, data):
            development = _record(finding, by, data, written)
        cite(finding.article, development, written)
        finding.development, finding.proceeding = development, development.proceeding
        case, mentions = development.proceeding, {"relation": Relation.MENTIONS}
        written.link(ArticleProceeding, article=finding.article, proceeding=case, defaults=mentions)

    def summary(self, finding):
        """Return a summary such as “Sentenced, April 2024, State of New Mexico v. Gutierrez Reed”."""
        data = finding.data
        details = [data.get(name, "").replace("_", " ") for name in ("plea", "verdict", "sentence")]
        prejudice = f"{data['prejudice']} prejudice" if data.get("prejudice") else ""
        case = finding.proceeding.title if finding.proceeding else "case not known"
        when = PartialDate.parse(data["occurred"]).reader
        said = [DevelopmentKind(data["kind"]).label, prejudice, *details, when, data.get("name", ""), case]
        return ", ".join(part for part in said if part)

    def needs(self, near, finding):
        return "" if finding.proceeding else "Choose the case it belongs to."


def _says(development: Development, data: dict) -> bool:
    """Whether the development on record still matches what an editor left in the card; if not, it is another one."""
    same_case = data.get("proceeding") in (None, development.proceeding)
    return (
        same_case and data["kind"] == development.kind and compatible(str(data["occurred"]), str(development.occurred))
    )


def _record(finding: Finding, by: User, data: dict, written: Written) -> Development:
    """Create a development from what is proposed. Raises Refused if the history of a charge rules it out."""
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
        raise Refused("Its date is in the future. What is still to come is a hearing or a release, not a development.")
    step = day.Step(data["kind"], {name: data.get(name) or "" for name in OF_A_STEP}, charges)
    try:
        development = day.record_step(proceeding, occurred=occurred, step=step, by=by)
    except day.Refused as refusal:
        raise Refused(str(refusal)) from refusal
    written.made(development)
    for link in Development.charges.through.objects.filter(development=development).order_by("pk"):
        written.made(link)
    return development

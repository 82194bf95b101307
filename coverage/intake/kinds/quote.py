"""A quote: someone's exact words, tied to their position in the text."""

from coverage.intake.kinds.base import Context, Kind, Proposal, Refused
from coverage.intake.name_matching import PERSON
from coverage.intake.spans import Spans, spans_now, spans_of
from coverage.intake.written import Written
from coverage.models import Article, Finding, Quote
from people.models import Person
from people.names import Gazetteer

LONGEST_ATTRIBUTION = 200
MOVED = "These words no longer stand in the text as they were found: reject it, or restore the text."


class QuoteFinding(Kind):
    name = "quote"
    label = "quote"
    plural = "quotes"
    heading = "quotes"
    permission = "coverage.add_quote"
    card = "coverage.admin.cards.QuoteCard"
    stand_in = "quote"

    def propose(self, found, context):
        data = {
            "name": found.person or "",
            "source_name": "" if found.person else found.speaker or "",
            "attribution": _attribution(found, context),
            "medium": found.medium if found.medium in Quote.Medium.values else "",
        }
        return Proposal(found.spans, data, found.confidence, {"person_id": context.known.person(found.person)})

    def accept(self, finding, *, by, data, written):
        article = finding.article
        spans = spans_now(finding, article.text)
        if spans is None:
            raise Refused(MOVED)
        speaker = data["person"] if "person" in data else _speaker(finding, data.get("name", ""))
        if speaker is None and not data.get("source_name"):
            raise Refused("Nobody speaks yet: accept the person first, choose a speaker, or name the document.")
        quote = article.quotes.filter(starts=spans[0][0]).first()
        if quote and (quote.speaker, spans_of(quote)) != (speaker, spans):
            raise Refused(f"Another quote stands at this place already: {quote}. Correct that one, or reject this.")
        finding.quote, finding.person = quote or _new_quote(article, spans, speaker, data, written), speaker

    def summary(self, finding):
        data = finding.data
        speaker = data.get("name") or data.get("source_name") or "speaker not known"
        return ", ".join(part for part in (speaker, data.get("medium", "")) if part)

    def known(self, near, finding):
        quote = near.standing(finding)
        return f"Stands in the article already, said by {quote.who}. Accepting adds nothing." if quote else ""

    def needs(self, near, finding):
        if spans_now(finding, near.article.text) is None:
            return MOVED
        name = finding.data.get("name")
        if name in near.unclear:
            return f"Say first who {name} is, on their own card."
        if near.speaker(finding) or finding.data.get("source_name"):
            return ""
        if name:
            return f"Accept {name} first, or choose another speaker."
        return "Choose who speaks, or name the document."

    def resolved(self, near, finding):
        speaker = near.speaker(finding)
        return speaker if speaker != finding.data.get("name") else ""

    def asks_elsewhere(self, finding):
        return bool(finding.data.get("name"))  # that choice is made on the speaker's card


def _attribution(found, context: Context) -> str:
    """Return the article's own words from the speaker to the cue verb, whichever comes first."""
    marks = [found.speaker_start, found.speaker_end, found.cue_start, found.cue_end]
    edges = [mark for mark in marks if mark is not None]
    words = context.article.text[min(edges) : max(edges)] if edges else ""
    return words if len(words) <= LONGEST_ATTRIBUTION else found.speaker or ""


def _speaker(finding: Finding, name: str) -> Person | None:
    """Return whom an editor has chosen for the name, else the person matched, else the only possible one."""
    people = finding.article.findings.filter(kind=PERSON, status=Finding.Status.ACCEPTED)
    said = people.filter(data__name=name, person__isnull=False).first() if name else None
    if said or finding.person or not name:
        return said.person if said else finding.person
    key = Gazetteer((person.pk, person.names) for person in Person.objects.with_names()).resolve(name)
    return Person.objects.get(pk=key) if key else None


def _new_quote(article: Article, spans: Spans, speaker: Person | None, data: dict, written: Written) -> Quote:
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

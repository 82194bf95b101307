"""What is on record near an article, read once for all its findings, no matter how many there are."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from coverage.intake.name_matching import PERSON, NameMatcher, OnRecord, called, everybody, is_named
from coverage.intake.spans import spans_now, spans_of
from coverage.models import Article, Credit, Film, Finding, Quote
from legal.models import Charge, Party, Proceeding
from people.models import Person

Status = Finding.Status


@dataclass
class Nearby:
    """The people, cases, films and charges near an article, and what is already on record."""

    article: Article
    findings: list[Finding]  # all of the article's findings

    @cached_property
    def open(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.status == Status.PROPOSED]

    # Each kind of nearness has its own subquery, because joins would multiply the rows.

    @cached_property
    def cases(self) -> list[Proceeding]:
        near = Q(pk__in=self.article.proceeding_links.values("proceeding"))
        near |= Q(pk__in=Film.proceedings.through.objects.filter(film__articles=self.article).values("proceeding"))
        near |= Q(pk__in=Party.objects.filter(person__in=self._matched("person_id")).values("proceeding"))
        return list(Proceeding.objects.filter(near | Q(pk__in=self._matched("proceeding_id"))))

    @cached_property
    def films(self) -> list[Film]:
        near = Q(pk__in=self.article.film_links.values("film"))
        near |= Q(pk__in=Film.proceedings.through.objects.filter(proceeding__in=self.cases).values("film"))
        return list(Film.objects.filter(near))

    @cached_property
    def people(self) -> list[Person]:
        near = Q(pk__in=self.article.person_links.values("person"))
        near |= Q(pk__in=Party.objects.filter(proceeding__in=self.cases, person__isnull=False).values("person"))
        near |= Q(pk__in=Credit.objects.filter(film__in=self.films, person__isnull=False).values("person"))
        return list(Person.objects.filter(near | Q(pk__in=self._matched("person_id"))))

    def _matched(self, name: str) -> set[int]:
        """Return the keys that the open findings are matched with."""
        return {getattr(finding, name) for finding in self.open} - {None}

    @cached_property
    def charges(self) -> list[Charge]:
        return list(Charge.objects.filter(proceeding__in=self.cases).select_related("party__person", "proceeding"))

    @cached_property
    def quotes(self) -> dict[int, Quote]:
        """The article's quotes, by where they begin."""
        return {quote.starts: quote for quote in self.article.quotes.select_related("speaker")}

    @cached_property
    def everybody(self) -> dict[int, OnRecord]:
        return everybody()

    @cached_property
    def _matcher(self) -> NameMatcher:
        return NameMatcher((known.pk, known.names) for known in self.everybody.values())

    @cached_property
    def _said(self) -> dict[str, OnRecord]:
        """Return who a name in this article is, if an editor has said so."""
        decided = [f for f in self.findings if f.kind == PERSON and f.status == Status.ACCEPTED]
        return {f.data["name"]: self.everybody[f.person_id] for f in decided if f.person_id in self.everybody}

    def matched(self, finding: Finding) -> OnRecord | None:
        """Return who on record has the name that the text uses for a person."""
        known = self.everybody.get(finding.person_id)
        return known if known and is_named(finding, known.names) else None

    def alike(self, finding: Finding, typed: str = "") -> list[OnRecord]:
        """Return the people on record whom a name can mean: the text's name if unmatched, and what an editor typed."""
        names = [typed] if self.matched(finding) else [called(finding), typed]
        keys = [key for name in names if name for key in self._matcher.to(name)]
        likeliest = [finding.person_id] if finding.person_id and not self.matched(finding) else []
        return [self.everybody[key] for key in dict.fromkeys(likeliest + keys)]

    def is_unclear(self, finding: Finding) -> bool:
        """Whether an editor has to say who a person is."""
        return not self.matched(finding) and bool(self.alike(finding))

    @cached_property
    def unclear(self) -> set[str]:
        """The names in this article that an editor still has to match with someone."""
        return {f.data["name"] for f in self.open if f.kind == PERSON and self.is_unclear(f)}

    def speaker(self, finding: Finding) -> str:
        """Return the recorded name of a quote's speaker, or an empty string if it is not clear who that is."""
        name = finding.data.get("name", "")
        if name in self._said:
            return self._said[name].name
        known = self.everybody.get(finding.person_id or (self._matcher.exactly(name) if name else None))
        return known.name if known else ""

    def standing(self, finding: Finding) -> Quote | None:
        """Return the existing quote at the place where a finding found one."""
        spans = spans_now(finding, self.article.text)
        quote = self.quotes.get(spans[0][0]) if spans else None
        return quote if quote and spans_of(quote) == spans else None

    @cached_property
    def _twins(self) -> dict[int, list[Finding]]:
        """Return, for each open person, the other people in this article who may be the same one."""
        people: dict[Hashable, Finding] = {f.pk: f for f in self.open if f.kind == PERSON}
        matcher = NameMatcher((pk, [finding.data["name"]]) for pk, finding in people.items())
        return {pk: [people[k] for k in matcher.to(f.data["name"]) if k != pk] for pk, f in people.items()}

    def twins(self, finding: Finding) -> list[Finding]:
        return self._twins.get(finding.pk, []) if finding.kind == PERSON else []

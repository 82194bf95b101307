"""An article at the review desk, with a finding of every kind; a case, a film and people on record beside it."""

from dataclasses import asdict

from django.apps import apps

from coverage.anchors import select
from coverage.models import Decision, Finding, ImportBatch
from tests.factories import ArticleFactory, ChargeFactory, DevelopmentFactory, FilmFactory, PartyFactory, PersonFactory

BODY = """
<p>Ida Kellner’s film Harbor Light will follow the captain Jonas Feld. It will stream on Lantern on May 30, 2025.</p>
<p>“We never wanted a villain,” Kellner said in a statement. “We wanted to listen, for once.”</p>
<p>In March 2024, Feld was sentenced to two years in prison. “I am tired,” Feld said.</p>
"""
SENTENCE = "In March 2024, Feld was sentenced to two years in prison."
RELEASE = "It will stream on Lantern on May 30, 2025."


class World:
    """Feld is on record, charged and convicted; Kellner is not."""

    def __init__(self):
        self.feld = PersonFactory(name="Jonas Feld", description="a ferry captain")
        self.charge = ChargeFactory(party=PartyFactory(person=self.feld), offense="negligent homicide")
        self.case = self.charge.proceeding
        self.film = FilmFactory(title="Harbor Light")
        self.step("charged", "2023-11")
        self.step("verdict", "2024-02", verdict="guilty", by="jury")
        self.batch = ImportBatch.objects.create(started_by="somebody")
        self.article = ArticleFactory(headline="A film about the Alma", body=BODY, first_published="2025-05-08")

    def step(self, kind, occurred, **details):
        """A development on record, in the case and for its charge."""
        return DevelopmentFactory(proceeding=self.case, charges=[self.charge], kind=kind, occurred=occurred, **details)

    def propose(self, kind, *words, article=None, confidence="high", data=None, **matched) -> Finding:
        """A finding at `words` of the article, one span for each."""
        article = article or self.article
        selectors: list = []
        for part in words:
            at = article.text.index(part, selectors[-1].end if selectors else 0)
            selectors.append(select(article.text, at, at + len(part)))
        return Finding.objects.create(
            article=article,
            batch=self.batch,
            kind=kind,
            spans=[asdict(selector) for selector in selectors],
            starts=selectors[0].start,
            exact=words[0],
            confidence=confidence,
            data=data or {},
            **matched,
        )

    def kellner(self, name="Ida Kellner", **told):
        return self.propose("person", "Ida Kellner", confidence="low", data={"name": name}, **told)

    def captain(self, **told):
        """The finding of Feld, whom the import has matched."""
        return self.propose("person", "Jonas Feld", "Feld", data={"name": "Jonas Feld"}, person=self.feld, **told)

    def villain(self, **told):
        """Kellner's quote."""
        data = {"name": "Ida Kellner", "source_name": "", "attribution": "Kellner said", "medium": "statement"}
        return self.propose("quote", "We never wanted a villain,", "We wanted to listen, for once.", data=data, **told)

    def tired(self, **told):
        """Feld's quote."""
        return self.propose("quote", "I am tired,", data={"name": "Jonas Feld"}, person=self.feld, **told)

    def sentenced(self, **told):
        data = {"kind": "sentenced", "occurred": "2024-03", "name": "Jonas Feld", "by": "court"}
        data |= {"sentence": "two years in prison", "charges": [self.charge.pk]}
        return self.propose("development", SENTENCE, data=data, **{"proceeding": self.case, **told})

    def release(self, **told):
        data = {"kind": "streaming", "date": "2025-05-30", "state": "announced", "platform": "Lantern"}
        return self.propose("release", RELEASE, data=data, **{"film": self.film, **told})

    def everything(self) -> list[Finding]:
        """One finding of each kind and another person and quote, in the order of the text."""
        made = [self.kellner(), self.captain(), self.release(), self.villain(), self.sentenced(), self.tired()]
        return sorted(made, key=lambda finding: (finding.starts, finding.pk))


def everything_stored() -> dict:
    """Every row of every table of ours, with its values, but for the decisions."""
    ours = [
        model
        for label in ("people", "legal", "coverage")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model is not Decision
    ]
    return {
        model._meta.label: {
            row.pk: {field.attname: field.value_to_string(row) for field in model._meta.concrete_fields}
            for row in model._base_manager.all()
        }
        for model in ours
    }

"""What developments and releases share: They are facts on record that cite the article as one of their sources."""

from django.db.models import Q

from coverage.intake.kinds.base import Kind
from coverage.intake.written import Written
from coverage.models import Article, Finding, Release
from legal.models import Development

SOURCE = {"legal.source": lambda source: Q()}  # every fact of the article rests on it


class FactKind(Kind):
    def fact(self, finding: Finding) -> Development | Release | None:
        """The fact on record that a finding repeats."""
        return getattr(finding, self.name)

    def known(self, near, finding):
        fact = self.fact(finding)
        if fact is None:
            return ""
        if fact.retracted_at:
            return f"It was on record and has been retracted: {fact}. Accepting records it again."
        return f"On record already: {fact}. Accepting adds this article as a source."


def cite(article: Article, fact: Development | Release, written: Written) -> None:
    """Make the article a source for a fact."""
    is_new, source = article.source_id is None, article.as_source()
    if is_new:
        written.made(source)
    written.link(type(fact).sources.through, source=source, **{fact._meta.model_name: fact})

"""What earlier imports, and earlier files in this run, brought in for the same article."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Case, Q, Value, When

from coverage.intake.draft import Draft
from coverage.intake.fields import digest
from coverage.intake.formats.document import Note, Unreadable
from coverage.intake.identity import Identity
from coverage.intake.outcome import Outcome
from coverage.models import Article, Finding, ImportRow

MOST_ROWS = 50  # earlier import rows that one article is compared with
NAMED = {"outlet_id": "the same id", "address": "the same address", "text_hash": "the same text"}


def earlier_row(draft: Draft) -> ImportRow | None:
    """Return the row of an earlier import of the same article, trying the most reliable match first.

    If this very file brought the article in before, that row wins. Otherwise, two files of one article that are
    imported every night would take turns updating it.
    """
    names = list(draft.identity.said())
    cases = [When(_same(draft.identity, name), then=Value(len(names) - n)) for n, name in enumerate(names)]
    rows = ImportRow.objects.active().brought().filter(reduce(or_, (case.condition for case in cases)))
    found = rows.annotate(sure=Case(*cases)).select_related("article").order_by("-sure", "-pk")[:MOST_ROWS]
    best = next(iter(found), None)
    if best is None or (best.sure == 1 and not shares_words(best.article, draft)):
        return None  # the place now holds a different story
    here = [row for row in found if row.place == draft.identity.place and row.article_id == best.article_id]
    return max(here, key=lambda row: row.pk) if here else best


def _same(identity: Identity, name: str) -> Q:
    """Return the rows that agree in `name` and do not disagree in anything more reliable."""
    condition = Q(**{name: getattr(identity, name)})
    for surer in ("outlet_id", "address"):
        if surer == name:
            break
        condition &= Q(**{f"{surer}__in": ["", getattr(identity, surer)]}) if getattr(identity, surer) else Q()
    return condition


def shares_words(article: Article | None, draft: Draft) -> bool:
    """Whether a text may be a later version of an article: same headline, or a tenth of its three-word runs."""
    if article is None or article.headline == draft.headline:
        return True
    one, other = _runs(article.text), _runs(draft.text)
    return len(one & other) * 10 >= min(len(one), len(other))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = text.casefold().split()
    return set(zip(words, words[1:], words[2:], strict=False))


def is_untouched(article: Article) -> bool:
    """Whether the draft is still as an import left it, so that no one's work can be lost."""
    if article.state != Article.State.DRAFT or article.version != newest_version(article):
        return False
    return not article.quotes.exists() and not article.findings.filter(status=Finding.Status.ACCEPTED).exists()


def newest_version(article: Article) -> int:
    """Return the version that the last import left."""
    rows = ImportRow.objects.active().brought().filter(article=article)
    return rows.order_by("-pk").values_list("article_version", flat=True).first() or 0


@dataclass
class Seen:
    """The articles in this run, indexed by what identifies them, so that one that appears twice is written once."""

    by_name: dict[tuple[str, str], tuple[Identity, str, str]] = field(default_factory=dict)

    def is_repeated(self, draft: Draft, outcome: Outcome) -> bool:
        """Whether an earlier file in this run had the same article and text. Raises Unreadable if the texts differ.

        A person has to decide which of two texts is right.
        """
        identity = draft.identity
        for name, how in NAMED.items():
            earlier, said, path = self.by_name.get((name, getattr(identity, name)), (None, "", ""))
            if earlier is None or not identity.same_as(earlier):
                continue
            if earlier.text_hash != identity.text_hash:
                raise Unreadable(f"It has {how} as {path}, but another text. Import the one that is right.")
            outcome.action = "unchanged"
            left_out = "" if said == digest(draft) else " They differ in other fields; the first file counts."
            outcome.notes = [*outcome.notes, Note(1, f"It has {how} as {path}, which is imported already.{left_out}")]
            return True
        return False

    def remember(self, draft: Draft, outcome: Outcome) -> None:
        """Remember only articles that were imported, because a bad file must not keep out a good one that follows."""
        for name in NAMED:
            if value := getattr(draft.identity, name):
                self.by_name.setdefault((name, value), (draft.identity, digest(draft), outcome.path))

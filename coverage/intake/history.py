"""What earlier imports brought of the same article, and what earlier files of this run did."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q

from coverage.intake.draft import Draft
from coverage.intake.formats.document import Note, Unreadable
from coverage.intake.identity import Identity
from coverage.intake.outcome import KINDS, Outcome
from coverage.models import Article, ImportRow

MOST_ROWS = 50  # of earlier imports that one article is compared with
NAMED = {"outlet_id": "the same id", "address": "the same address", "text_hash": "the same text"}


def earlier_row(draft: Draft) -> ImportRow | None:
    """The row of an earlier import that brought the same article, surest first.

    Where this very file brought it before, that row: so that two files of one article, imported in turn every night,
    do not update it in turn every night.
    """
    identity = draft.identity
    said = {name: value for name in Identity.FIELDS if (value := getattr(identity, name))}
    same = reduce(or_, (Q(**{name: value}) for name, value in said.items()))
    rows = ImportRow.objects.standing().brought().filter(same).select_related("article").order_by("-pk")[:MOST_ROWS]
    sure = sorted(((identity.same_as(row), row.pk, row) for row in rows), key=lambda found: found[:2])
    if not sure or not sure[-1][0]:
        return None
    best = sure[-1][2]
    here = [row for _, _, row in sure if row.place == identity.place and row.article_id == best.article_id]
    return max(here, key=lambda row: row.pk) if here else best


def is_untouched(article: Article) -> bool:
    """Whether the draft is still as an import left it, so that nobody's work can be lost."""
    return article.state == Article.State.DRAFT and article.version == newest_version(article)


def newest_version(article: Article) -> int:
    """The version the last import left."""
    rows = ImportRow.objects.standing().brought().filter(article=article)
    return rows.order_by("-pk").values_list("article_version", flat=True).first() or 0


def count_findings(article: Article) -> dict[str, int]:
    kinds = list(article.findings.values_list("kind", flat=True))
    return {name: kinds.count(kind) for name, kind in KINDS.items()}


@dataclass
class Seen:
    """The articles of this run by what identifies them, so that one that comes twice is written once."""

    by_name: dict[tuple[str, str], tuple[Identity, str]] = field(default_factory=dict)

    def is_repeated(self, draft: Draft, outcome: Outcome) -> bool:
        """Whether an earlier file of this run was the same article with the same text; Unreadable if the texts differ.

        Which of two texts is right is for a person to say.
        """
        identity = draft.identity
        for name, how in NAMED.items():
            earlier, path = self.by_name.get((name, getattr(identity, name)), (None, ""))
            if earlier is None or not identity.same_as(earlier):
                continue
            if earlier.text_hash != identity.text_hash:
                raise Unreadable(f"It has {how} as {path}, but another text. Import the one that is right.")
            outcome.action = "unchanged"
            outcome.notes = [*outcome.notes, Note(1, f"It has {how} as {path}, which is imported already.")]
            return True
        for name in NAMED:
            if value := getattr(identity, name):
                self.by_name[name, value] = (identity, outcome.path)
        return False

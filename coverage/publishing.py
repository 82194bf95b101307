"""Every change of an article's state, and every public note on an article. Each function is atomic, says who did it,
and refuses in a sentence.

draft → in review → legal read, and back when it is cleared (if a living person's charge is open) → approved →
published, now or at a time. Withdrawn or retracted leave a tombstone (410, with the reason).

Clearing and approving bind to what was read: `digest_of()` is kept with them, and any other text, quote or picture
needs them again.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coverage.models import Article, Correction
from desk.events import record_event
from legal.models import Charge, Development, Source
from web.former import keep_address, take_address

State = Article.State

MOVES: dict[str, tuple[str, set[str]]] = {
    # what an editor does: the state it leads to, the states it may start from
    "submit": (State.IN_REVIEW, {State.DRAFT}),
    "send_to_legal": (State.LEGAL_READ, {State.IN_REVIEW}),
    "clear": (State.IN_REVIEW, {State.LEGAL_READ}),
    "approve": (State.APPROVED, {State.IN_REVIEW}),
    "publish": (State.PUBLISHED, {State.APPROVED}),
    "unschedule": (State.APPROVED, {State.PUBLISHED}),
    "return_to_draft": (State.DRAFT, {State.IN_REVIEW, State.LEGAL_READ, State.APPROVED, State.WITHDRAWN}),
    "withdraw": (State.WITHDRAWN, {State.PUBLISHED}),
    "retract": (State.RETRACTED, {State.PUBLISHED}),
}


RIGHTS = {  # the permission that each move needs
    "submit": "coverage.submit_article",
    "send_to_legal": "coverage.submit_article",
    "return_to_draft": "coverage.submit_article",
    "clear": "coverage.clear_article",
    "approve": "coverage.approve_article",
    "publish": "coverage.publish_article",
    "unschedule": "coverage.publish_article",
    "withdraw": "desk.take_down",
    "retract": "desk.take_down",
}


def right_to(to: str, article: Article) -> str:
    """The permission that a move of this article needs. What was withdrawn comes back by who may take down."""
    return "desk.take_down" if to == "return_to_draft" and article.state == State.WITHDRAWN else RIGHTS[to]


READ = {"headline", "deck", "body", "picture", "picture_caption"}  # what a reader in review or a legal reader has read


def digest_of(article: Article) -> str:
    """A hash of everything that is read before an article is approved: its words, its quotes and its picture."""
    names = ("headline", "deck", "body", "picture_caption", "picture_alt", "picture_is_decorative")
    picture = article.picture and [article.picture.file.name, article.picture.alt, article.picture.credit]
    quotes = article.quotes.order_by("starts", "pk")
    said = quotes.values_list("text", "speaker__name", "source_name", "attribution", "medium", "said")
    parts = [[getattr(article, name) for name in names], picture, *map(list, said)]
    return sha256(json.dumps(parts, default=str).encode()).hexdigest()


class Refused(Exception):
    """An article cannot change its state now. The message tells an editor why and how to fix it."""


def moves_from(article: Article) -> list[str]:
    """The moves an article can make now. Only what readers have not seen yet can be unscheduled."""
    found = [move for move, (_, starts) in MOVES.items() if article.state in starts]
    return [move for move in found if move != "unschedule" or article.published_at > timezone.now()]


def open_charges(article: Article) -> list[Charge]:
    """The charges against living people that are open today, in the cases the article is linked to or may report.

    Counts what is recorded, public or not (the article may be the one that makes it public), and the cases that open
    findings of an import were matched with.
    """
    recorded = Development.objects.filter(retracted_at__isnull=True)
    near = Q(proceeding__articles=article) | Q(proceeding__findings__in=article.findings.open())
    near |= Q(party__person__findings__in=article.findings.open())
    charges = Charge.objects.filter(near).distinct().select_related("proceeding").with_standings(recorded)
    return [c for c in charges if c.party.person and c.party.person.died is None and c.standing().is_open]


def blockers(article: Article) -> list[str]:
    """What blocks publication, a sentence each; [] if nothing does."""
    found = []
    if article.headline_is_proposed:
        found.append("The headline is the import's proposal: write your own and untick “the headline is a proposal”.")
    if not article.text.strip():
        found.append("The body is empty.")
    if not article.bylines.exists() and article.outlet is None:
        found.append("Nobody is named: add a byline, or the outlet that first published it.")
    broken = [quote for quote in article.quotes.all() if not quote.holds]
    found += [f"A quote no longer stands in the text as it was said: {quote}" for quote in broken]
    return found


@transaction.atomic
def move(article: Article, to: str, *, by: User, at: datetime | None = None, because: str = "", read: str = "") -> None:
    """Do one of MOVES to an article. `at` (aware) schedules a publication; `because` is for readers of a tombstone;
    `read` is the digest of what `by` has read, if it was on a screen.

    Raises Refused if the state, a blocker or a missing legal read forbids it.
    """
    state, starts = MOVES[to]
    current = Article.objects.select_for_update().get(pk=article.pk)
    if current.state not in starts:
        raise Refused(f"The article is “{current.get_state_display()}”; this cannot be done from there.")
    if read and read != digest_of(current):
        raise Refused("Somebody has changed the article while you were reading it. Look at it again.")
    if current.state == State.WITHDRAWN:
        keep_address(current)  # readers who come back while it is a draft learn that it is gone
    if check := CHECKS.get(to):
        check(current, by, at, because)
    current.state = state
    current.version += 1
    current.save()
    if kind := LEAVES_NOTE.get(to):
        _leave_note(current, kind, by)
    record_event(f"article_{to}", current, by=by, reason=_story(current, because))
    article.refresh_from_db()


NOTES = [kind for kind in Correction.Kind if kind not in Correction.OF_WHAT_IS_GONE]  # what an editor may publish
LEAVES_NOTE = {"withdraw": Correction.Kind.WITHDRAWAL, "retract": Correction.Kind.RETRACTION}


@transaction.atomic
def publish_correction(article: Article, *, kind: str, text: str, by: User) -> Correction:
    """Tell the readers of a public article what was wrong with it or has changed, from now on and for good.

    Raises Refused if readers cannot see the article now or the note is empty.
    """
    if not Article.objects.published().select_for_update().filter(pk=article.pk).exists():
        raise Refused("Readers cannot see this article, so there is nothing to correct before them: edit its text.")
    if kind not in NOTES:
        raise Refused("Choose what kind of note it is; to withdraw or retract the article is a step of its own.")
    if not text.strip():
        raise Refused("Say what was wrong and what is right: readers see these words.")
    note = Correction.objects.create(article=article, kind=kind, text=text.strip(), at=timezone.now(), by=by)
    Article.objects.filter(pk=article.pk).update(changed_at=note.at)
    article.changed_at = note.at
    record_event("correction_published", article, by=by, reason=note.text)
    return note


def changed_for_readers(article: Article, changed: Iterable[str]) -> bool:
    """Whether the `changed` fields include something that readers of a public article have read."""
    return is_public(article) and not READ.isdisjoint(changed)


def is_public(article: Article) -> bool:
    """Whether readers see a loaded article now, as `published()` says in SQL."""
    return article.state == State.PUBLISHED and article.published_at <= timezone.now()


def _leave_note(article: Article, kind: str, by: User) -> None:
    """The note on an article that readers can no longer see; none if they never could."""
    if article.published_at:
        note = Correction.objects.create(article=article, kind=kind, text=article.gone_because, by=by)
        Article.objects.filter(pk=article.pk).update(changed_at=note.at)


def is_promised(article: Article) -> bool:
    """Whether it is with the legal reader, approved or scheduled: what was read must not change unseen."""
    waits = article.state in {State.LEGAL_READ, State.APPROVED}
    return waits or (article.state == State.PUBLISHED and not is_public(article))


@transaction.atomic
def take_back_into_review(article: Article, before: str = "") -> bool:
    """Revoke clearing, approval and schedule if the article is no longer what was read. Returns whether it was.

    `before` is its digest before the change; it counts for articles that were approved before digests were kept.
    """
    if not is_promised(article) or digest_of(article) == (article.read_digest or before):
        return False
    article.state, article.legal_read_by, article.published_at = State.IN_REVIEW, None, None
    Article.objects.filter(pk=article.pk).update(state=State.IN_REVIEW, legal_read_by=None, published_at=None)
    return True


def _check_own(article: Article, by: User) -> None:
    if settings.FOUR_EYES and by.pk in article.edited_by:
        raise Refused("You have written or edited this text, so somebody else has to do this.")


def _check_send_to_legal(article: Article, by: User, at: datetime | None, because: str) -> None:
    article.read_digest = digest_of(article)


def _check_clear(article: Article, by: User, at: datetime | None, because: str) -> None:
    _check_own(article, by)
    article.legal_read_by, article.read_digest = by, digest_of(article)


def _check_approve(article: Article, by: User, at: datetime | None, because: str) -> None:
    _check_own(article, by)
    digest = digest_of(article)
    if article.read_digest != digest:
        article.legal_read_by = None
    charges = open_charges(article)
    if charges and article.legal_read_by is None:
        named = "; ".join(str(charge) for charge in charges)
        raise Refused(f"It needs a legal read first, because a charge against a living person is open: {named}.")
    article.read_digest = digest


def _check_publish(article: Article, by: User, at: datetime | None, because: str) -> None:
    found = blockers(article)
    if open_charges(article) and article.legal_read_by is None:
        found.append("A charge against a living person has been opened since: return it to draft for a legal read.")
    if article.read_digest not in ("", digest_of(article)):  # empty: approved before this was kept
        found.append("The text, a quote or the picture has changed since it was approved: return it to draft.")
    if found:
        raise Refused(" ".join(found))
    take_address(article)
    article.edited_by = []  # from here on, a new text is somebody's own
    article.published_at = at or timezone.now()
    article.changed_at = None  # readers of an earlier publication were told; this one is new


def _check_gone(article: Article, by: User, at: datetime | None, because: str) -> None:
    if not because.strip():
        raise Refused("Say why, for the readers who come to its address.")
    if stranded := _only_sourced_by(article):
        named = "; ".join(str(fact) for fact in stranded)
        raise Refused(f"These facts have no other public source and would vanish: {named}. Give them one first.")
    article.gone_because = because.strip()
    if article.published_at and article.published_at > timezone.now():
        article.published_at = None  # no one ever saw it, so it leaves no tombstone


def _check_unschedule(article: Article, by: User, at: datetime | None, because: str) -> None:
    if article.published_at <= timezone.now():
        raise Refused("Readers have it already: withdraw it instead.")
    article.published_at = None


def _only_sourced_by(article: Article) -> list:
    """The public developments and releases whose only public source is this article."""
    if article.source is None or not Article.objects.published().filter(pk=article.pk).exists():
        return []
    others = Source.objects.published().exclude(pk=article.source_id)
    facts = [*article.source.developments.published(), *article.source.releases.published()]
    return [fact for fact in facts if not fact.sources.filter(pk__in=others).exists()]


CHECKS = {
    "send_to_legal": _check_send_to_legal,
    "clear": _check_clear,
    "approve": _check_approve,
    "publish": _check_publish,
    "unschedule": _check_unschedule,
    "withdraw": _check_gone,
    "retract": _check_gone,
}


def _story(article: Article, because: str) -> str:
    when = f" for {article.published_at:%Y-%m-%d %H:%M %Z}" if article.state == State.PUBLISHED else ""
    return f"State: {article.get_state_display()}{when}. {because}".strip()

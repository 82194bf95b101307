"""What the review desk shows of an article: its text with the findings marked, the cards, the decided, what is next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.forms import Form
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from coverage import richtext
from coverage.admin.cards import card, card_class
from coverage.intake.kinds import KINDS, Kind, kind_of
from coverage.intake.name_matching import PERSON
from coverage.intake.nearby import Nearby
from coverage.intake.spans import spans_now
from coverage.models import Article, Decision, Finding

Status = Finding.Status

CARDS_SHOWN = 40  # at a time; the next ones come up as these are decided
SURE_SHOWN = 100  # accepted in one go; the others after them
DECIDED_SHOWN = 100  # the newest


@dataclass
class Failure:
    """Why a card could not be accepted, with its form as it was sent if there is one."""

    form: Form | None = None
    reason: str = ""


@dataclass
class ShownCard:
    finding: Finding
    form: Form
    may: bool
    is_current: bool
    known: str = ""
    needs: str = ""
    refusal: str = ""
    twins: list[Finding] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        return kind_of(self.finding)

    @property
    def title(self) -> str:
        return self.kind.title(self.finding)

    @property
    def is_opened(self) -> bool:
        """Whether the fields are in sight: when one of them is wrong, or asks for something."""
        asks_here = self.needs and not self.kind.asks_elsewhere(self.finding) and "same" not in self.form.fields
        return bool(asks_here or self.form.errors.keys() - {"__all__", *self.form.up_front})

    @property
    def add_address(self) -> str:
        """Where what is missing from the record is added."""
        return reverse(self.kind.add_at) if self.needs and self.kind.add_at else ""


def findings_of(article: Article) -> list[Finding]:
    """All findings in the order they are reviewed in: that of the text, but a person before what they say or do."""
    findings = list(article.findings.for_review().select_related("decided_by").order_by("starts", "pk"))
    first: dict[str, int] = {}
    for finding in findings:
        first.setdefault(finding.data.get("name", ""), finding.starts)
    people = {f.pk: (first[f.data["name"]], 0) for f in findings if f.kind == PERSON}
    return sorted(findings, key=lambda f: people.get(f.pk, (f.starts, 1)))


def may_decide(model_admin, request, finding: Finding) -> bool:
    changes = model_admin.has_change_permission(request, finding.article)
    return changes and request.user.has_perm(kind_of(finding).permission)


def sure(near: Nearby) -> list[Finding]:
    """The open findings that can be accepted together, kind after kind; people come first."""
    return [f for kind in KINDS.values() for f in near.open if f.kind == kind.name and kind.is_sure(near, f)]


def review_context(
    model_admin, request, article: Article, *, sitting: str, current: int | None, failed: Mapping
) -> dict:
    """Everything the page shows. `failed` holds a Failure for each card that could not be accepted."""
    findings = findings_of(article)
    for finding in findings:
        finding.article = article
    near = Nearby(article, findings)
    shown = [f for number, f in enumerate(near.open) if number < CARDS_SHOWN or f.pk in failed]
    here = next((f.pk for f in shown if f.pk == current), shown[0].pk if shown else None)
    decided = _decided(article, findings, request.user, sitting)
    return {
        "article": article,
        "near": near,
        "body": _marked(article, findings, here),
        "cards": [_card(model_admin, request, near, finding, here, failed) for finding in shown],
        "later": len(near.open) - len(shown),
        "total": len(findings),
        "done": len(findings) - len(near.open),
        "decided": decided[:DECIDED_SHOWN],
        "decided_before": len(decided[DECIDED_SHOWN:]),
        "last": next((one for one in decided if one["can_undo"]), None),
        "sure": len([finding for finding in sure(near) if may_decide(model_admin, request, finding)]),
        "next": next_article(article),
        "sitting": sitting,
    }


def _card(model_admin, request, near: Nearby, finding: Finding, here: int, failed: Mapping) -> ShownCard:
    failure, kind = failed.get(finding.pk, Failure()), kind_of(finding)
    return ShownCard(
        finding=finding,
        form=failure.form or card(finding, near),
        may=may_decide(model_admin, request, finding),
        is_current=finding.pk == here,
        known=kind.known(near, finding),
        needs=kind.needs(near, finding),
        refusal=failure.reason,
        twins=near.twins(finding),
    )


def _decided(article: Article, findings: list[Finding], user, sitting: str) -> list[dict]:
    """What is decided, the newest first, with who, when and how it was corrected."""
    last: dict[int, Decision] = {}
    for decision in Decision.objects.filter(finding__article=article).order_by("pk"):
        last[decision.finding_id] = decision
    decided = [finding for finding in findings if finding.status != Status.PROPOSED]
    decided.sort(key=lambda finding: (finding.decided_at, finding.pk), reverse=True)
    return [
        {
            "finding": finding,
            "kind": kind_of(finding),
            "summary": kind_of(finding).summary(finding),
            "corrected": _corrections(finding, last.get(finding.pk)),
            "can_undo": _can_undo(last.get(finding.pk), user, sitting),
        }
        for finding in decided
    ]


def _can_undo(decision: Decision | None, user, sitting: str) -> bool:
    return decision is not None and (decision.sitting, decision.by_id) == (sitting, user.pk)


def _corrections(finding: Finding, decision: Decision | None) -> str:
    """What the card said that was not proposed, under the names of its fields."""
    fields, said = card_class(finding).base_fields, decision.said if decision else {}
    pairs = ((fields[name].label or name.replace("_", " "), value) for name, value in said.items() if name in fields)
    pairs_in_words = ((label.lower(), ", ".join(value) if isinstance(value, list) else value) for label, value in pairs)
    return "; ".join(f"{label}: {value or 'none'}" for label, value in pairs_in_words)


def next_article(article: Article) -> Article | None:
    """The article to review after this one: they come in the order they were written, round and round."""
    open_findings = Finding.objects.filter(article=OuterRef("pk"), status=Status.PROPOSED)
    waiting = (
        Article.objects.filter(Exists(open_findings))
        .exclude(pk=article.pk)
        .annotate(open_count=Count("findings", filter=Q(findings__status=Status.PROPOSED)))
        .only("headline")
        .order_by("pk")
    )
    return waiting.filter(pk__gt=article.pk).first() or waiting.first()


def _marked(article: Article, findings: list[Finding], here: int | None):
    marks = [
        richtext.Mark(start, end, finding)
        for finding in findings
        for start, end in spans_now(finding, article.text) or []
    ]

    def wrap(html: str, over: list[richtext.Mark], first: list[richtext.Mark]) -> str:
        return _mark(html, over, first, here)

    return mark_safe(richtext.mark(article.body, marks, wrap))  # noqa: S308 (the body is sanitized)


def _mark(html: str, over: list[richtext.Mark], first: list[richtext.Mark], here: int | None) -> str:
    """A mark that leads to its innermost finding's card, with the address of those that begin here."""
    innermost = min(over, key=lambda mark: mark.end - mark.start).key
    kinds = " ".join(dict.fromkeys(f"found--{mark.key.kind}" for mark in over))
    keys = {mark.key.pk for mark in over}
    now = " found--here" if here in keys else ""
    anchors = "".join(
        format_html('<span id="mark-{}"></span>', m.key.pk) for m in first if m.start == m.key.spans[0]["start"]
    )
    # `html` is text that `richtext.mark` has escaped.
    return (
        f'{anchors}<a class="found {kinds} found--{innermost.status}{now}" href="#card-{innermost.pk}"'
        f' data-findings="{" ".join(map(str, sorted(keys)))}">{html}</a>'
    )

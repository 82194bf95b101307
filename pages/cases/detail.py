"""A case's page, for today or any past date on the two clocks."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import render

from coverage.models import Article, Film
from dates.clocks import NOW, Clocks, read_clocks
from legal.models import Development, Hearing, Party, Proceeding
from legal.models.history import Row, newest_first
from legal.scheduling import agenda
from legal.standing.explaining import about, refiling
from legal.standing.summary import summary
from legal.standings import ChargeStanding, standing_of, standings_of
from legal.vocabulary import Role
from pages.cases.changes import case_changes_page
from web.asking import Listing, Prepared
from web.paging import Page, as_page, first

SHOWN = 10  # articles
HISTORY = 8  # the most developments shown with a charge; the rest is a click away
HISTORIES = 120  # and for all charges together, so sixty charges do not bury the page
NEWEST = ("-occurred", "-position")


def _querysets(slug: str, clocks: Clocks) -> dict[str, QuerySet]:
    """Everything the page shows, as querysets; of its developments the first page."""
    articles = Article.objects.newest_of(Proceeding.objects.filter(slug=slug), number=SHOWN, until=clocks.until)
    cases = Proceeding.objects.published().for_case_page(clocks.known_at).filter(slug=slug)
    return {
        "cases": cases.prefetch_related(Prefetch("hearings", Hearing.objects.published().with_what_followed())),
        "films": Film.objects.published().filter(proceedings__slug=slug),
        "articles": articles.for_cards().newest_first()[:SHOWN],
        "developments": first(_with_sources(_happened(slug, clocks), clocks), key=NEWEST),
    }


def _happened(slug: str, clocks: Clocks) -> QuerySet:
    developments = Development.objects.published(clocks.known_at).happened_by(clocks.as_of)
    # By key instead of slug, so rows come in index order and a long case is not read to its end.
    return developments.filter(proceeding=Proceeding.objects.filter(slug=slug).values("pk")[:1])


def _with_sources(developments: QuerySet, clocks: Clocks) -> QuerySet:
    return developments.with_sources(clocks.known_at).with_amount_sources(clocks.known_at)


CASE = Prepared(_querysets)
HAPPENED = Listing(key=NEWEST)


@dataclass(frozen=True)
class ChargeView:
    """A charge with its standing, its newest developments, and the cases it was refiled in or from."""

    stand: ChargeStanding
    history: tuple[Row, ...]
    earlier: int
    refilings: list[tuple[str, Proceeding]]


def case_context(slug: str, params: QueryDict) -> dict:
    """The template's context for a case's slug and a query string. Raises Http404 if there is no such case."""
    clocks = read_clocks(params)
    rows = CASE.unprepared(slug=slug, clocks=clocks) if clocks else CASE(slug=slug, clocks=NOW)
    if not rows["cases"]:
        raise Http404("No such case.")
    case = rows["cases"][0]
    hearings = None if clocks else agenda(case.hearings.all())
    case.coming_hearings = [hearings.next] if hearings and hearings.next else []
    most = min(HISTORY, max(2, HISTORIES // max(1, len(case.listed_charges))))
    stands = standings_of(case.listed_charges, clocks)
    charges = [_charge_view(stand, most, clocks) for stand in stands]
    accused = [(str(stand.charge.party.who), stand.charge.offense) for stand in stands]
    return {
        "case": case,
        "clocks": clocks,
        "not_public_yet": bool(clocks.known_at and case.public_since and case.public_since > clocks.known_at),
        "summary": summary((stand.charge.name, stand.standing) for stand in stands),
        "hearings": hearings,
        "about": about(case.kind, str(case.court), accused, [stand.standing for stand in stands]),
        "charges": charges,
        "stands": stands,
        "refilings": list(dict.fromkeys(pair for charge in charges for pair in charge.refilings)),
        "roles": _by_role(case, stands),
        "developments": _developments(slug, params, clocks, rows["developments"]),
        "chosen": next((c for c in case.listed_charges if str(c.pk) == params.get("charge")), None),
        "films": rows["films"],
        "articles": rows["articles"],
    }


def _charge_view(stand: ChargeStanding, most: int, clocks: Clocks) -> ChargeView:
    history = newest_first(stand.charge.history, clocks.as_of, clocks.known_at)
    return ChargeView(stand, history[:most], len(history[most:]), _refilings(stand, clocks))


def _refilings(stand: ChargeStanding, clocks: Clocks) -> list[tuple[str, Proceeding]]:
    """The sentences about a refiled charge, each with the other case."""
    pairs = [
        (refiling(stand.standing, standing_of(again, clocks)), again.proceeding)
        for again in stand.charge.listed_refilings
    ]
    if original := stand.charge.refiles:  # a private case has no public development, so no sentence either
        pairs.append((refiling(standing_of(original, clocks), stand.standing), original.proceeding))
    return [(sentence, other) for sentence, other in pairs if sentence]


def _by_role(
    case: Proceeding, stands: list[ChargeStanding]
) -> list[tuple[str, list[tuple[Party, list[ChargeStanding]]]]]:
    """The parties by role, in the order of `Role`, defendants first, each with the standings of their charges."""
    charged: dict[int, list[ChargeStanding]] = {}
    for stand in stands:
        charged.setdefault(stand.charge.party_id, []).append(stand)
    roles: dict[str, list] = {role.value: [] for role in Role}
    for party in case.parties.all():
        roles[party.role].append((party, charged.get(party.pk, [])))
    return [(role, parties) for role, parties in roles.items() if parties]


def _developments(slug: str, params: QueryDict, clocks: Clocks, newest: list[Development]) -> Page:
    """A page of the case's history, newest first. `charge` selects one charge, `at` a starting development."""
    if not any(params.get(name) for name in ("charge", "at", "after")):
        return as_page(newest, params, key=NEWEST)
    rows = _happened(slug, clocks)
    if charge := params.get("charge"):
        rows = rows.filter(charges=_number(charge))
    if at := params.get("at"):
        rows = _from(rows, _number(at))
    return HAPPENED.page_of(_with_sources(rows, clocks), params)


def _from(rows: QuerySet, pk: int) -> QuerySet:
    """`rows` from the development `pk` on, or all rows if it is not among them."""
    found = rows.filter(pk=pk).values_list("occurred", "position").first()
    if found is None:
        return rows
    return rows.filter(Q(occurred__lt=found[0]) | Q(occurred=found[0], position__lte=found[1]))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404("No such page.")
    return int(text)


def case_detail(request, slug):
    if "since" in request.GET:
        return case_changes_page(request, slug)
    return render(request, "cases/detail.html", case_context(slug, request.GET))

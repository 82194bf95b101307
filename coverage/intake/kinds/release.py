"""A release of a film: announced, or out."""

from django.db.models import Q

from coverage.intake.kinds.base import Proposal, Refused
from coverage.intake.kinds.facts import SOURCE, FactKind, cite
from coverage.intake.matching import compatible
from coverage.intake.written import Written
from coverage.models import Article, ArticleFilm, Film, Relation, Release
from dates.value import PartialDate


class ReleaseFinding(FactKind):
    name = "release"
    label = "release date"
    plural = "releases"
    heading = "releases"
    permission = "coverage.add_release"
    card = "coverage.admin.cards.ReleaseCard"
    add_at = "admin:coverage_film_add"
    shared = {
        **SOURCE,
        "coverage.articlefilm": lambda link: Q(film=link.film_id),
        "coverage.release_sources": lambda link: Q(release=link.release_id),
    }

    def propose(self, found, context):
        film = context.known.film_for(context.article.text, list(context.import_options.films))
        data = {"kind": found.kind, "date": found.value, "state": found.state, "platform": found.platform}
        matches = {"film": film, "release": context.known.release_for(found, film)}
        return Proposal([found.span], data, found.confidence, matches)

    def accept(self, finding, *, by, data, written):
        film: Film | None = data.get("film") or finding.film
        if film is None:
            raise Refused("Choose the film it belongs to.")
        standing = film.releases.active().filter(kind=data["kind"])
        same = [r for r in standing if compatible(str(r.date), str(data["date"]))]
        release = same[0] if same else _new_release(film, finding.article, data, written)
        cite(finding.article, release, written)
        finding.release, finding.film = release, film
        written.link(ArticleFilm, article=finding.article, film=film, defaults={"relation": Relation.MENTIONS})

    def summary(self, finding):
        data = finding.data
        film = finding.film.title if finding.film else "film not known"
        said = [data["kind"], data.get("platform", ""), PartialDate.parse(data["date"]).reader, data["state"], film]
        return ", ".join(part for part in said if part)

    def needs(self, near, finding):
        return "" if finding.film else "Choose the film it belongs to."


def _new_release(film: Film, article: Article, data: dict, written: Written) -> Release:
    release = Release.objects.create(
        film=film,
        kind=data["kind"],
        date=PartialDate.parse(str(data["date"])),
        state=data["state"],
        platform=data.get("platform", ""),
        announced=article.dated,
    )
    written.made(release)
    return release

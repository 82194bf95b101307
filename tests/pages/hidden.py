"""What readers may not see, of every kind and in every state, beside a public world. Each has a secret of its own."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from coverage.models import Correction, Outlet
from coverage.pictures.making import make
from coverage.publishing import NOTES, move, publish_correction
from people.merging.apply import merge
from people.models import Organization
from tests.factories import (
    LONG_AGO,
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PartyFactory,
    PersonFactory,
    PictureFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
    SourceFactory,
)
from tests.pages.channels import NOT_PUBLIC, NOW, Secret, link

DAYS = ("2021-05-06", NOW.date().isoformat())


def article(world, secret, state):
    outlet = Outlet.objects.create(name=f"{secret} Post")  # that only a hidden article names
    words = {"headline": str(secret), "deck": str(secret), "slug": secret.token}
    hidden = ArticleFactory(**words, outlet=outlet, **NOT_PUBLIC[state])
    link(hidden, world["film"], world["case"], world["person"])
    quote = QuoteFactory(article=hidden, speaker=world["person"], words=f"{secret} it is.")
    return {"article": hidden, "quote": quote}


def only_source(world, secret, state):
    """A finding accepted from a draft must publish neither what it says nor, beside another source, the headline."""
    source = ArticleFactory(headline=str(secret), **NOT_PUBLIC[state]).as_source()
    for day in DAYS:
        DevelopmentFactory(proceeding=world["case"], occurred=day, note=f"{secret} note", sources=[source])
    ReleaseFactory(film=world["film"], note=f"{secret} note", sources=[source])
    ReleaseFactory(film=world["film"], platform=str(secret), date=DAYS[1], sources=[source])
    DevelopmentFactory(proceeding=world["case"], sources=[source, SourceFactory()])
    ReleaseFactory(film=world["film"], sources=[source, SourceFactory()])


def note(world, secret, state):
    """It repeats what the article said."""
    hidden = ArticleFactory(**NOT_PUBLIC[state])
    link(hidden, world["film"], world["case"], world["person"])
    for kind in NOTES:
        Correction.objects.create(article=hidden, kind=kind, text=str(secret), at=LONG_AGO, by=world["desk"])
    return {"article": hidden}


def reason_without_a_tombstone(world, secret, state):
    hidden = ArticleFactory(**NOT_PUBLIC[state])
    Correction.objects.create(article=hidden, kind="withdrawal", text=str(secret), at=LONG_AGO, by=world["desk"])


def source_of_a_role_or_an_amount(world, secret, state):
    draft = ArticleFactory(headline=str(secret), **NOT_PUBLIC[state]).as_source()
    draft.file, draft.file_may_be_shown = ContentFile(secret.token.encode(), name="draft"), True
    draft.save()
    world["charge"].party.sources.add(draft)
    charge = ChargeFactory(party=world["charge"].party)
    sentenced = DevelopmentFactory(proceeding=world["case"], kind="sentenced", charges=[charge])
    sentenced.amount_sources.add(draft)
    return {"file": draft.file.url, "page": f"{world['case'].get_absolute_url()}?charge={charge.pk}"}


def made_picture(**fields):
    found = PictureFactory(**fields)
    make(found)
    return found


def picture(world, secret, state):
    found = made_picture(alt=str(secret), credit=str(secret))
    hidden = ArticleFactory(picture=found, picture_alt=str(secret), **NOT_PUBLIC[state])
    link(hidden, world["film"], world["case"], world["person"])
    FilmFactory(poster=found, is_public=False)
    return {"picture": found}


def what_was_retracted(world, secret):
    gone = ArticleFactory(headline=str(secret), deck=str(secret), slug=secret.token, published=True)
    publish_correction(gone, kind="correction", text=str(secret), by=world["desk"])
    move(gone, "retract", by=world["desk"], because="It named the wrong person.")
    return {"article": gone}


UNSEEN_FACTS = {
    "without a source": {"sources": []},
    "retracted": {"retracted_at": LONG_AGO, "retraction_reason": "Wrong."},
}


def development(world, secret, why):
    details = {"proceeding": world["case"], "charges": [world["charge"]], "kind": "dismissed", "by": "court"}
    words = {"note": str(secret), "reason": str(secret)}
    retracted = {"retracted_at": timezone.now(), "retraction_reason": str(secret)} if why == "retracted" else {}
    for day in DAYS:
        DevelopmentFactory(**details, **words, occurred=day, **(UNSEEN_FACTS[why] | retracted))


def outcome_of_a_hearing(world, secret, why):
    outcome = DevelopmentFactory(proceeding=world["case"], kind="event", note=str(secret), **UNSEEN_FACTS[why])
    held = {"starts_at": NOW - timedelta(days=1), "state": "held"}
    HearingFactory(proceeding=world["case"], outcome=outcome, **held)


def case_film_and_person(world, secret):
    case = ProceedingFactory(caption=str(secret), slug=secret.token, is_public=False, is_followed=True)
    film = FilmFactory(title=str(secret), slug=secret.token, is_public=False)
    person = PersonFactory(name=str(secret), slug=secret.token, is_public=False)
    link(world["article"], film, case, person)
    world["film"].proceedings.add(case)
    film.proceedings.add(world["case"])
    film.credits.create(person=world["person"], job=f"{secret} director")
    charge = ChargeFactory(party=PartyFactory(proceeding=case, person=world["person"]), refiles=world["charge"])
    DevelopmentFactory(proceeding=case, charges=[charge], kind="charged", note=str(secret))
    DevelopmentFactory(proceeding=case, kind="event", note=str(secret), occurred=DAYS[1])
    ReleaseFactory(film=film, platform=str(secret))
    ReleaseFactory(film=film, platform=str(secret), date=DAYS[1])
    HearingFactory(proceeding=case, title=str(secret))
    HearingFactory(proceeding=case, title=str(secret), starts_at=NOW + timedelta(days=1))
    type(case.court).objects.filter(pk=case.court.pk).update(name=f"{secret} Court")  # that only a hidden case is in
    organization = Organization.objects.create(name=f"{secret} Pictures")
    film.credits.create(organization=organization, job="production company")
    PartyFactory(proceeding=case, person=None, organization=organization, role="plaintiff")
    return {"case": case, "film": film, "person": person, "organization": organization}


def merged_person(world, secret):
    """Both were for readers, or the address says nothing: neither who it was nor who it is now."""
    loser, hidden = PersonFactory(name=str(secret)), PersonFactory(name=f"{secret} Two", is_public=False)
    private = PersonFactory(name="Private", is_public=False)
    merge(loser=loser, into=hidden, by=world["desk"])
    merge(loser=private, into=world["person"], by=world["desk"])
    return {"addresses": [person.get_absolute_url() for person in (loser, hidden, private)]}


def quote_whose_words_have_gone(world, secret):
    found = QuoteFactory(article=ArticleFactory(published=True), words=f"{secret} is far.")
    link(found.article, world["film"], world["case"], world["person"])
    found.article.body = found.article.body.replace(str(secret), "Madagascar")
    found.article.save()
    return {"quote": found}


SECOND = timedelta(seconds=1)
PICTURE_USES = {
    "an article": lambda found: ArticleFactory(published=True, picture=found),
    "a film": lambda found: FilmFactory(poster=found),
}
OUT_OF_RIGHTS = {"not yet": {"rights_from": NOW + SECOND}, "no longer": {"rights_until": NOW}}


def picture_out_of_its_rights(world, secret, use, when):
    found = made_picture(alt=str(secret), credit=str(secret), **OUT_OF_RIGHTS[when])
    row = PICTURE_USES[use](found)
    if use == "an article":
        link(row, world["film"], world["case"], world["person"])
    return {"picture": found, "page": row.get_absolute_url()}


RULES = {
    article: [(state,) for state in NOT_PUBLIC],
    only_source: [(state,) for state in NOT_PUBLIC],
    note: [(state,) for state in NOT_PUBLIC],
    reason_without_a_tombstone: [(state,) for state in NOT_PUBLIC if state not in ("withdrawn", "retracted")],
    source_of_a_role_or_an_amount: [(state,) for state in NOT_PUBLIC],
    picture: [(state,) for state in NOT_PUBLIC],
    development: [(why,) for why in UNSEEN_FACTS],
    outcome_of_a_hearing: [(why,) for why in UNSEEN_FACTS],
    picture_out_of_its_rights: [(use, when) for use in PICTURE_USES for when in OUT_OF_RIGHTS],
    what_was_retracted: [()],
    case_film_and_person: [()],
    merged_person: [()],
    quote_whose_words_have_gone: [()],
}
CASES = [(rule, *case) for rule, cases in RULES.items() for case in cases]


def hide_everything(world) -> dict[tuple, tuple[Secret, dict]]:
    """Build every case; its secret, and the rows a test may ask for by their own addresses."""
    secrets = {case: Secret(f"Secret{number:03}") for number, case in enumerate(CASES)}
    return {case: (secret, case[0](world, secret, *case[1:]) or {}) for case, secret in secrets.items()}

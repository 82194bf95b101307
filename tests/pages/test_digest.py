"""The digest tells what changed in a day, to everybody once, and says nothing when nothing has."""

import email
import email.policy
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from smtplib import SMTPServerDisconnected

import lxml.html
import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from coverage.models import Release, SentDigest
from coverage.publishing import move, publish_correction
from legal.models import Development
from pages.emails.digest import Days, gather
from pages.emails.mailing import html_of, text_of
from tests.factories import (
    LONG_AGO,
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PartyFactory,
    ProceedingFactory,
    ReleaseFactory,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 19, tzinfo=UTC)  # in Denver
NEXT = NOON + timedelta(hours=19)  # the next morning
ANN, BO = "ann@example.org", "bo@example.org"


@pytest.fixture(autouse=True)
def _next_morning(settings, time_machine_at):
    settings.EMAIL_URL, settings.SITE_URL = "smtp://mail.example.org", "https://film.example.org"
    with time_machine_at(NEXT):
        yield


@pytest.fixture
def film():
    film = FilmFactory(title="Salt & Light")
    film.proceedings.add(ProceedingFactory())
    return film


@pytest.fixture
def case(film):
    return film.proceedings.get()


def published(headline="A <new> one & more", at=NOON, **details):
    return ArticleFactory(headline=headline, state="published", published_at=at, **details)


@pytest.fixture
def run(capsys):
    def command(*words) -> str:
        call_command("digest", *words)
        return capsys.readouterr().out

    return command


def test_it_tells_what_changed_yesterday(run, film, case, editor, time_machine_at):
    published(deck="In one sentence.")
    charge = ChargeFactory(party=PartyFactory(proceeding=case))
    development = DevelopmentFactory(proceeding=case, charges=[charge], kind="charged", recorded_at=NOON)
    with time_machine_at(NOON):
        publish_correction(published("An old one", LONG_AGO), kind="correction", text="It was Tuesday.", by=editor)
        ReleaseFactory(film=film, date="2027-02", platform="Harbor")
    HearingFactory(proceeding=case, title="Sentencing", starts_at=NEXT + timedelta(days=3))
    HearingFactory(proceeding=case, title="Much later", starts_at=NEXT + timedelta(days=30))
    ReleaseFactory(film=film, date="2026-11-28", platform="Soon")
    text = run()
    for words in (
        "November 24, 2026",
        "* A <new> one & more\n  In one sentence.\n  https://film.example.org/articles/a-new-one-more/",
        "* Correction: An old one\n  It was Tuesday.",
        f"* {case.title}, May 6, 2021: Charged\n  {charge.party.person.name}, theft",
        f"https://film.example.org{case.get_absolute_url()}?at={development.pk}#development-{development.pk}",
        "Salt & Light: Streaming on Harbor, February 2027 (announced)",
        "Sentencing",
        "November 28, 2026: Salt & Light, Streaming on Soon",
    ):
        assert words in text
    assert "Much later" not in text and "Much later" in run("--days", "40")


@pytest.mark.parametrize("at", [NOON - timedelta(days=1), NEXT])
def test_it_leaves_out_the_day_before_and_the_day_after(run, at):
    published(at=at)
    assert "nothing has changed" in run()


def test_it_counts_days_by_the_desk_s_clock(run):
    first = datetime(2026, 11, 24, 7, tzinfo=UTC)  # midnight in Denver
    for moment, headline in ((first, "First"), (first - timedelta(seconds=1), "Before")):
        published(headline, moment)
    last = first + timedelta(days=1)
    for moment, headline in ((last, "After"), (last - timedelta(seconds=1), "Last")):
        published(headline, moment)
    text = run()
    assert "First" in text and "Last" in text and "Before" not in text and "After" not in text


def test_it_tells_all_days_since_one(run):
    published("Earlier", NOON - timedelta(days=3))
    published("This morning", NEXT)
    text = run("--since", "2026-11-21")
    assert "Earlier" in text and "This morning" in text and "November 21, 2026 to November 25, 2026" in text
    assert "Earlier" in run("--date", "2026-11-21")


def test_it_tells_what_was_taken_back(run, case):
    DevelopmentFactory(proceeding=case, recorded_at=LONG_AGO, note="It was said.", kind="event")
    DevelopmentFactory(proceeding=case, recorded_at=NOON - timedelta(hours=1), note="Nobody saw it.", kind="event")
    Development.objects.update(retracted_at=NOON, retraction_reason="Inner reason.")
    text = run()
    assert "It was said.\n  This no longer stands." in text
    assert "Inner reason." not in text and "Nobody saw it." not in text


def test_it_tells_one_film_only(run, film, case, time_machine_at):
    about, of_case, other = published("About it"), published("Of its case"), published("Another")
    about.films.add(film)
    of_case.proceedings.add(case)
    DevelopmentFactory(recorded_at=NOON, note="Elsewhere.", kind="event")
    with time_machine_at(NOON):
        ReleaseFactory(platform="Other")
    text = run("--film", film.slug)
    assert "About it" in text and "Of its case" in text
    assert other.headline not in text and "Elsewhere." not in text and "Other" not in text.replace("Another", "")


def test_it_says_of_a_gone_article_no_more_than_the_site(run, editor, time_machine_at):
    with time_machine_at(NOON):
        move(published("Zanzibar", LONG_AGO), "retract", by=editor, because="It named the wrong person.")
    digest = gather(Days(NOON.date(), NOON.date()))
    for text in (run(), text_of(digest), html_of(digest)):
        assert "It named the wrong person." in text and "anzibar" not in text


@pytest.mark.parametrize("state", ["draft", "in_review", "legal_read", "approved", "withdrawn", "retracted"])
def test_it_tells_nothing_that_is_not_public(run, case, state):
    hidden = ArticleFactory(state=state, published_at=NOON, gone_because="A reason.")
    DevelopmentFactory(proceeding=case, recorded_at=NOON, sources=[hidden.as_source()])
    DevelopmentFactory(proceeding=ProceedingFactory(is_public=False), recorded_at=NOON)
    HearingFactory(proceeding=ProceedingFactory(is_public=False), starts_at=NEXT + timedelta(days=1))
    ReleaseFactory(film=FilmFactory(is_public=False), changed_at=NOON)
    assert "nothing has changed" in run()


def test_it_says_when_nothing_has_changed_and_sends_and_writes_nothing(run, case, tmp_path):
    HearingFactory(proceeding=case, starts_at=NEXT + timedelta(days=1))
    said = "Intercut, November 24, 2026: nothing has changed, so there is nothing to report."
    for words in ((), ("--to", ANN), ("--output", str(tmp_path / "out"))):
        assert said in run(*words)
    assert mail.outbox == [] and not (tmp_path / "out").exists() and not SentDigest.objects.exists()


# Sent


def test_it_is_sent_as_text_and_html_to_each_separately(run):
    published()
    assert run("--to", ANN, BO) == f"Sent to {ANN}.\nSent to {BO}.\n"
    assert [message.to for message in mail.outbox] == [[ANN], [BO]]
    made = mail.outbox[0].message()
    assert made["Subject"] == "Intercut, November 24, 2026: 1 article"
    assert made["Auto-Submitted"] == "auto-generated" and parsedate_to_datetime(made["Date"]) == NEXT
    assert [part.get_content_type() for part in made.get_payload()] == ["text/plain", "text/html"]
    assert "A <new> one & more" in mail.outbox[0].body
    assert "A &lt;new&gt; one &amp; more" in mail.outbox[0].alternatives[0].content
    assert mail.outbox[0].message()["Message-ID"] != mail.outbox[1].message()["Message-ID"]


def test_it_is_sent_once_however_often_it_runs(run):
    published()
    assert run("--to", ANN) == f"Sent to {ANN}.\n"
    assert run("--to", ANN.upper(), BO) == f"{ANN.upper()} already has it: not sent again.\nSent to {BO}.\n"
    assert len(mail.outbox) == 2
    run("--to", ANN, "--again")
    assert [message.to for message in mail.outbox] == [[ANN], [BO], [ANN]]
    assert ANN not in "".join(SentDigest.objects.values_list("recipient", flat=True))


def test_it_is_sent_again_for_a_day_that_is_not_over_once_it_tells_more(run):
    published(at=NEXT)
    for _ in range(2):
        run("--date", "2026-11-25", "--to", ANN)
    assert len(mail.outbox) == 1
    published("More", NEXT)
    run("--date", "2026-11-25", "--to", ANN)
    assert len(mail.outbox) == 2


def test_it_says_what_could_not_be_sent_and_tries_that_again(run, monkeypatch):
    published()
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", _refuse_bo)
        with pytest.raises(CommandError, match=f"try again:\n{BO}: .*gone"):
            run("--to", BO, ANN)
    assert SentDigest.objects.count() == 1
    assert "already" in run("--to", ANN) and run("--to", BO) == f"Sent to {BO}.\n"


def _refuse_bo(self, messages):
    if messages[0].to == [BO]:
        raise SMTPServerDisconnected("gone")
    return len(messages)


def test_it_needs_a_mail_server_to_send(run, settings):
    settings.EMAIL_URL = ""
    published()
    with pytest.raises(CommandError, match="EMAIL_URL is not set"):
        run("--to", ANN)
    assert not SentDigest.objects.exists()


# Written


def test_it_is_written_and_written_again_to_the_byte(run, film, tmp_path):
    article = published()
    article.films.add(film)
    written = {}
    for _ in range(2):
        run("--film", film.slug, "--output", str(tmp_path / "new" / "folder"))
        files = {path.name: path.read_bytes() for path in (tmp_path / "new" / "folder").iterdir()}
        written = written or files
        assert files == written
    stem = f"digest-{film.slug}-2026-11-24"
    assert set(written) == {f"{stem}.eml", f"{stem}.html", f"{stem}.txt"}
    read = email.message_from_bytes(written[f"{stem}.eml"], policy=email.policy.default)
    assert read["Subject"] == "Salt & Light, November 24, 2026: 1 article" and read["To"] == "undisclosed-recipients:;"
    assert read.get_body(("plain",)).get_content() == written[f"{stem}.txt"].decode()
    assert read.get_body(("html",)).get_content().strip() == written[f"{stem}.html"].decode().strip()


def test_it_leads_only_to_whole_addresses(film, case):
    published()
    DevelopmentFactory(proceeding=case, recorded_at=NOON)
    HearingFactory(proceeding=case, starts_at=NEXT + timedelta(days=1))
    ReleaseFactory(film=film, date="2026-11-28")
    Release.objects.update(changed_at=NOON)
    page = lxml.html.document_fromstring(html_of(gather(Days(date(2026, 11, 24), date(2026, 11, 24)))))
    links = [address for _, _, address, _ in page.iterlinks()]
    assert len(links) == 6 and all(address.startswith("https://film.example.org/") for address in links)


def test_it_says_when_it_tells_only_the_newest(run, monkeypatch):
    monkeypatch.setattr("pages.emails.digest.MOST", 2)
    published("One")
    assert "Only the newest" not in run()
    published("Two")
    published("Three")
    assert "Only the newest" in run()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--date", "soon"], "is not a day"),
        (["--date", "2999-01-01"], "is still to come"),
        (["--date", "2026-11-20", "--since", "2026-11-20"], "not allowed with argument"),
        (["--to", "ann"], "“ann” is not an e-mail address"),
        (["--to", ANN, "--output", "x"], "not allowed with argument"),
        (["--days", "0"], "from 1 to 60"),
        (["--film", "nothing-like-it"], "No film that readers may see"),
    ],
)
def test_it_refuses_odd_wishes_in_words(run, words, complaint):
    with pytest.raises(CommandError, match=complaint):
        run(*words)


def test_it_says_where_it_cannot_write(run, tmp_path):
    published()
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="Cannot write into"):
        run("--output", str(tmp_path / "file"))


def test_it_teaches_how_it_is_used(capsys):
    with pytest.raises(SystemExit):
        call_command("digest", "--help")
    said = capsys.readouterr().out
    assert "digest --to ann@example.org bo@example.org" in said and "EMAIL_URL" in said

"""Files of sources: what may be kept is told by its content, and nobody has a file whose fact readers do not see."""

import hashlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image

from legal.files import NotKept, ending_of, name_of
from legal.models import Development, Source
from tests.desk_forms import save
from tests.factories import (
    ArticleFactory,
    DevelopmentFactory,
    PartyFactory,
    ProceedingFactory,
    ReleaseFactory,
    SourceFactory,
)

PDF = b"%PDF-1.7\n% a judgment"


def picture(form: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (3, 2)).save(out, form)
    return out.getvalue()


def source_with(data=PDF, name="../../Judgment of May.exe", **fields) -> Source:
    return SourceFactory(**{"file_may_be_shown": True, **fields}, file=ContentFile(data, name=name))


# what may be kept


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PDF, "pdf"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpg"),
        (picture("WEBP"), "webp"),
        (picture("GIF"), "gif"),
        ("¶ 12. Guilty.\n".encode(), "txt"),
        ("\ufeffGuilty.".encode(), "txt"),
    ],
)
def test_it_tells_by_the_content_what_a_file_is(data, ending):
    assert ending_of(data) == ending
    assert name_of(data) == f"{hashlib.sha256(data).hexdigest()[:2]}/{hashlib.sha256(data).hexdigest()}.{ending}"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\x00 a program",
        b"<svg xmlns='http://www.w3.org/2000/svg'></svg>",
        b"\n <!DOCTYPE html><p>Guilty",
        b"a text with \x00 in it",
        b"\xff\xfe in another encoding",
        picture("BMP"),
        picture("PNG")[:20],
        b"PK\x03\x04 a package",
    ],
)
def test_it_keeps_no_other_file(data):
    with pytest.raises(NotKept):
        ending_of(data)


@pytest.mark.django_db
def test_it_keeps_a_file_under_a_name_of_its_own_with_its_hash(settings):
    source = source_with()
    assert source.sha256 == hashlib.sha256(PDF).hexdigest()
    assert source.file.name == f"{source.sha256[:2]}/{source.sha256}.pdf"
    assert (settings.SOURCE_FILES_ROOT / source.file.name).read_bytes() == PDF
    assert settings.MEDIA_ROOT not in (settings.SOURCE_FILES_ROOT / source.file.name).parents


@pytest.mark.django_db
def test_it_says_in_the_form_what_it_does_not_keep(settings):
    settings.SOURCE_FILE_MAX_MB = 1
    for data, said in ((b"MZ\x90\x00", "Only a PDF"), (PDF + b" " * 1024 * 1024, "larger than 1 MB")):
        with pytest.raises(ValidationError, match=said):
            Source(title="A paper", file=ContentFile(data, name="a.pdf")).full_clean()
    Source(title="A paper", file=ContentFile(PDF, name="a.pdf")).full_clean()


@pytest.mark.django_db
def test_it_has_a_hash_for_every_file_in_the_database_too():
    source = source_with()
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(sha256="")


@pytest.mark.django_db(transaction=True)
def test_it_forgets_a_file_that_no_source_has_any_more(settings):
    source, same = source_with(), source_with()
    Source.objects.filter(pk=same.pk).update(file=source.file.name)
    path = settings.SOURCE_FILES_ROOT / source.file.name
    source.file = ""
    source.save()
    assert path.exists() and source.sha256 == ""
    Source.objects.filter(pk=same.pk).delete()
    assert not path.exists()
    third = source_with()
    path = settings.SOURCE_FILES_ROOT / third.file.name
    third.file = ContentFile(b"A text.", name="b")
    third.save()
    assert not path.exists() and (settings.SOURCE_FILES_ROOT / third.file.name).exists()
    third.delete()
    assert not (settings.SOURCE_FILES_ROOT / third.file.name).exists()


# who may have it

HIDDEN = {
    "a source that nothing cites": lambda source: None,
    "a case that is not public": lambda source: DevelopmentFactory(
        proceeding=ProceedingFactory(is_public=False), sources=[source]
    ),
    "a development that was retracted": lambda source: DevelopmentFactory(
        sources=[source], retracted_at="2021-06-01T12:00Z", retraction_reason="Wrong."
    ),
    "a role in a case that is not public": lambda source: PartyFactory(proceeding__is_public=False).sources.add(source),
    "a film that is not public": lambda source: ReleaseFactory(film__is_public=False, sources=[source]),
    "an amount of a development that has no source": lambda source: DevelopmentFactory(sources=[]).amount_sources.add(
        source
    ),
    "a file that may not be shown": lambda source: (
        DevelopmentFactory(sources=[source]),
        Source.objects.filter(pk=source.pk).update(file_may_be_shown=False),
    ),
}
SHOWN = {
    "a development": lambda source: DevelopmentFactory(sources=[source]),
    "an amount": lambda source: DevelopmentFactory().amount_sources.add(source),
    "a role": lambda source: PartyFactory().sources.add(source),
    "a release": lambda source: ReleaseFactory(sources=[source]),
}


@pytest.mark.parametrize("why", HIDDEN)
@pytest.mark.django_db
def test_it_gives_readers_no_file_of(client, why):
    source = source_with()
    HIDDEN[why](source)
    assert client.get(source.file.url).status_code == 404


@pytest.mark.parametrize("fact", SHOWN)
@pytest.mark.django_db
def test_it_gives_readers_the_file_of(client, fact):
    source = source_with(title="Judgment <of> May 6", data=PDF)
    SHOWN[fact](source)
    response = client.get(source.file.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="judgment-of-may-6.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.head(source.file.url).status_code == 200
    assert client.post(source.file.url).status_code == 405


@pytest.mark.django_db
def test_it_gives_no_file_of_an_article_that_is_not_public(client):
    source = ArticleFactory(headline="A draft").as_source()
    source.file, source.file_may_be_shown = ContentFile(PDF, name="a.pdf"), True
    source.save()
    DevelopmentFactory(sources=[source, SourceFactory()])
    assert client.get(source.file.url).status_code == 404


@pytest.mark.django_db
def test_it_gives_the_desk_every_file(desk, client, django_user_model):
    address = source_with(file_may_be_shown=False).file.url
    assert desk.get(address).status_code == 200
    client.force_login(django_user_model.objects.create_user("staff", is_staff=True))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["../settings.py", "ab/nothing.pdf", "%00", "ab/" + "0" * 64 + ".pdf"])
@pytest.mark.django_db
def test_it_knows_no_other_name(client, name):
    assert client.get(f"/sources/{name}").status_code == 404


@pytest.mark.django_db
def test_it_answers_404_where_the_file_has_gone_from_the_disk(client, settings):
    source = source_with(data=b"A text that goes.")
    DevelopmentFactory(sources=[source])
    (settings.SOURCE_FILES_ROOT / source.file.name).unlink()
    assert client.get(source.file.url).status_code == 404


# in place


@pytest.mark.django_db
def test_it_shows_readers_each_source_in_place(client):
    judgment = source_with(title="The judgment", locator="p. 4", quotation="It is so ordered; 18 months.")
    roll = SourceFactory(title="The roll of counsel", quotation="<b>for the defense</b>")
    hidden = source_with(title="The bill", data=b"A bill.", file_may_be_shown=False)
    development = DevelopmentFactory(kind="sentenced", sentence="18 months", sources=[hidden])
    development.amount_sources.add(judgment)
    party = PartyFactory(proceeding=development.proceeding)
    party.sources.add(roll)
    page = " ".join(client.get(development.proceeding.get_absolute_url()).content.decode().split())
    assert "For the sentence:</span> The judgment, p. 4: “It is so ordered; 18 months.”" in page
    assert (
        f'<a href="{judgment.file.url}" download>PDF<span class="visually-hidden"> of The judgment</span></a>' in page
    )
    assert "The roll of counsel: “&lt;b&gt;for the defense&lt;/b&gt;”" in page
    assert "The bill" in page and hidden.file.url not in page


@pytest.mark.django_db
def test_it_shows_no_draft_as_the_source_of_a_role_or_an_amount(client):
    draft = ArticleFactory(headline="A secret draft").as_source()
    development = DevelopmentFactory(kind="sentenced", sentence="18 months")
    development.amount_sources.add(draft)
    PartyFactory(proceeding=development.proceeding).sources.add(draft)
    assert "A secret draft" not in client.get(development.proceeding.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_it_takes_a_file_at_the_desk(desk, settings):
    upload = ContentFile(PDF, name="Ruling.pdf")
    fields = {"kind": "document", "title": "A ruling", "file_may_be_shown": "on", "file": upload}
    assert desk.post("/admin/legal/source/add/", fields).status_code == 302
    source = Source.objects.get(title="A ruling")
    page = desk.get(f"/admin/legal/source/{source.pk}/change/").content.decode()
    assert source.sha256 in page and source.file.url in page
    wrong = {**fields, "title": "Another", "file": ContentFile(b"\x00", name="Ruling.pdf")}
    assert "Only a PDF" in desk.post("/admin/legal/source/add/", wrong).content.decode()
    assert not Source.objects.filter(title="Another").exists()


@pytest.mark.django_db
def test_it_keeps_at_the_desk_what_a_role_or_an_amount_rests_on(desk):
    source = SourceFactory()
    address = f"/admin/legal/source/{source.pk}/delete/"
    PartyFactory().sources.add(source)
    assert desk.post(address, {"post": "yes"}).status_code == 403
    assert Development.objects.count() == 0 and Source.objects.filter(pk=source.pk).exists()


@pytest.mark.django_db
def test_it_takes_no_source_of_an_amount_where_there_is_none(desk):
    order = DevelopmentFactory(kind="order")
    page = save(desk, f"/admin/legal/development/{order.pk}/change/", amount_sources=SourceFactory().pk)
    assert "There is no sentence and no amount here" in page.content.decode()
    assert not order.amount_sources.exists()

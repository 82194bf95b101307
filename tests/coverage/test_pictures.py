"""Pictures on pages, at the desk and as files: whose they are, what they say, how long they may be kept."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from config.environment import handoff, read
from coverage.models import Article, Film, Picture
from coverage.pictures import store
from coverage.pictures.making import make
from tests.coverage import torture
from tests.coverage.torture import saved, scene
from tests.desk_forms import save
from tests.factories import ArticleFactory, FilmFactory, PictureFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
ADD = "/admin/coverage/picture/add/"
FIELDS = {"title": "A harbor", "alt": "A harbor.", "credit": "Photo: X", "focal_x": "50", "focal_y": "50"}


@pytest.fixture(autouse=True)
def _renders_at_upload(settings):
    settings.RENDITIONS_AT_UPLOAD = True


def upload(desk, data, *, name="IMG_1234 my house.HEIC", address=ADD, **fields):
    file = SimpleUploadedFile(name, data, content_type="text/plain")
    return desk.post(address, {**FIELDS, **fields, **({"file": file} if data is not None else {})})


def errors(page) -> str:
    return " ".join(str(e) for messages in page.context["adminform"].form.errors.values() for e in messages)


def test_it_takes_an_upload_by_its_content_and_names_the_file_itself(desk):
    assert upload(desk, torture.JPEG).status_code == 302
    picture = Picture.objects.get()
    assert re.fullmatch(r"pictures/[0-9a-f]{16}\.jpg", picture.file.name)
    assert (picture.width, picture.height, picture.is_clean) == (60, 40, True)


@pytest.mark.parametrize("name", torture.REFUSED)
def test_it_says_in_the_form_what_is_wrong_with_an_upload(desk, name):
    data, words = torture.REFUSED[name]
    page = upload(desk, data, name="picture.jpg", credit="")
    assert page.status_code == 200 and words in errors(page)
    assert "whose" not in errors(page)  # that the file may yet say
    assert not Picture.objects.exists()


def test_it_asks_for_a_file(desk):
    assert "required" in errors(upload(desk, None))


def test_it_takes_credit_and_copyright_from_the_file_where_the_editor_says_nothing(desk):
    upload(desk, saved(scene(), "JPEG", xmp=torture.XMP), credit="")
    picture = Picture.objects.get()
    assert (picture.credit, picture.copyright_notice) == ("A. Sample / Sämple Agency", "© 2024 A. Sample")


def test_it_never_overwrites_the_editor_s_credit_and_asks_where_nobody_tells(desk):
    upload(desk, saved(scene(), "JPEG", xmp=torture.XMP), credit="Photo: Editor")
    assert Picture.objects.get().credit == "Photo: Editor"
    assert "its file does not" in errors(upload(desk, torture.JPEG, credit=""))


def test_it_makes_the_renditions_once_the_upload_is_stored(desk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        upload(desk, torture.JPEG)
        assert not Picture.objects.get().has_renditions
    assert Picture.objects.get().has_renditions


def test_it_keeps_an_upload_whose_renditions_cannot_be_made(
    desk, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def fails(*args):
        raise OSError("No space left")

    monkeypatch.setattr(store, "render", fails)
    with django_capture_on_commit_callbacks(execute=True):
        assert upload(desk, torture.JPEG).status_code == 302
    assert "could not be made" in caplog.text and "No space left" in caplog.text
    assert not Picture.objects.get().has_renditions


def test_it_leaves_them_to_the_command_where_the_site_says_so(desk, settings, django_capture_on_commit_callbacks):
    settings.RENDITIONS_AT_UPLOAD = False
    with django_capture_on_commit_callbacks(execute=True):
        upload(desk, torture.JPEG)
    assert not Picture.objects.get().has_renditions


def test_it_makes_new_crops_when_the_focal_point_moves_and_keeps_the_file(desk, django_capture_on_commit_callbacks):
    picture = PictureFactory()
    make(picture)
    address = f"/admin/coverage/picture/{picture.pk}/change/"
    with django_capture_on_commit_callbacks(execute=True):
        save(desk, address, focal_x="80")
    after = Picture.objects.get()
    assert after.file.name == picture.file.name
    assert after.made == after.to_make != picture.made


def test_it_refuses_rights_that_end_before_they_begin(desk):
    picture = PictureFactory()
    dates = {"rights_from_0": "2026-02-01", "rights_from_1": "12:00", "rights_until_0": "2026-02-01"}
    page = save(desk, f"/admin/coverage/picture/{picture.pk}/change/", **dates, rights_until_1="11:00")
    assert "must be after its beginning" in errors(page)


@pytest.mark.parametrize("pages", ["/admin/coverage/picture/", "/admin/coverage/picture/{}/change/"])
def test_it_shows_the_desk_its_pictures(desk, pages):
    now = timezone.now()
    PictureFactory(rights_until=now)
    PictureFactory(rights_from=now + timedelta(days=2), rights_until=now + timedelta(days=3))
    picture = PictureFactory(rights_until=now + timedelta(days=3))
    page = desk.get(pages.format(picture.pk)).content.decode()
    assert f'src="{picture.file.url}"' in page


def image_on(client, row) -> str:
    page = client.get(row.get_absolute_url()).content.decode()
    return re.search(r"<picture>.*?</picture>", page)[0]


USES = {
    "article": (lambda **fields: ArticleFactory(published=True, **fields), "picture"),
    "film": (lambda **fields: FilmFactory(**fields), "poster"),
}


@pytest.mark.parametrize("use", USES)
def test_it_says_what_this_use_of_a_picture_says(client, use):
    make_row, field = USES[use]
    picture = PictureFactory(alt="Its own words.")
    own, other = make_row(**{field: picture}), make_row(**{field: picture, f"{field}_alt": "Other words."})
    none = make_row(**{field: picture, f"{field}_is_decorative": True})
    assert 'alt="Its own words."' in image_on(client, own)
    assert 'alt="Other words."' in image_on(client, other)
    assert 'alt=""' in image_on(client, none)


@pytest.mark.parametrize(("model", "field"), [(Article, "picture"), (Film, "poster")])
def test_it_lets_no_decorative_picture_speak(model, field):
    row = (ArticleFactory if model is Article else FilmFactory)()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{f"{field}_is_decorative": True, f"{field}_alt": "Words."})


def test_it_offers_every_format_and_width_with_the_size_set(client):
    picture = PictureFactory(file__width=700, file__height=350)
    make(picture)
    lead = image_on(client, ArticleFactory(published=True, picture=picture))
    assert re.findall(r'<source type="(.*?)"', lead) == ["image/avif", "image/webp"]
    for suffix in ("avif", "webp", "jpg"):
        assert re.search(rf"320\.{suffix} 320w, \S+/640\.{suffix} 640w, \S+/700\.{suffix} 700w", lead)
    assert 'width="700" height="350"' in lead
    assert 'fetchpriority="high"' in lead and "lazy" not in lead


def test_it_loads_the_first_at_once_and_late_what_stands_lower_and_credits_both(client):
    ArticleFactory(published=True, picture=PictureFactory())
    ArticleFactory(published=True, picture=PictureFactory(credit="Photo: Somebody"))
    page = client.get(reverse("articles")).content.decode()
    assert page.count('loading="lazy"') == page.count('fetchpriority="high"') == 1
    assert "Photo: Somebody" in page


def test_it_falls_back_to_the_file_itself_until_there_are_renditions(client):
    picture = PictureFactory()
    lead = image_on(client, ArticleFactory(published=True, picture=picture))
    assert f'src="{picture.file.url}"' in lead and "srcset" not in lead
    assert 'width="48" height="30"' in lead


def test_it_keeps_the_focal_point_in_view_where_a_page_crops(client):
    centered, aside = PictureFactory(), PictureFactory(focal_x=20, focal_y=70)
    assert "object-position" not in image_on(client, ArticleFactory(published=True, picture=centered))
    assert "object-position: 20% 70%" in image_on(client, ArticleFactory(published=True, picture=aside))


def test_it_asks_the_database_once_for_a_page_s_picture(client, django_assert_max_num_queries):
    ArticleFactory(published=True, picture=PictureFactory())
    ArticleFactory(published=True)
    with django_assert_max_num_queries(1):
        rows = list(Article.objects.published().with_picture())
        assert [bool(row.shown_picture) for row in rows] == [False, True]
    with django_assert_max_num_queries(1):
        assert Article.objects.get(pk=rows[1].pk)  # the join is an offer: without it …
    assert Article.objects.get(pk=rows[1].pk).shown_picture == rows[1].shown_picture  # … the answer is the same


def test_it_has_no_page_that_passes_the_rights_by():
    """`picture` and `poster` are the rows; what may be shown of them is `shown_picture`, `shown_poster`."""
    around = re.compile(r"\b(?:article|lead|film|row)\.(?:picture|poster)\b(?!_)")
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts]
    assert [str(path) for path in pages if around.search(path.read_text())] == []


def test_it_lets_readers_keep_a_file_for_as_long_as_it_may_be_shown(client, time_machine_at):
    now = timezone.now()
    lasting, ending = PictureFactory(), PictureFactory(rights_until=now + timedelta(seconds=90))
    for picture in (lasting, ending):
        make(picture)
        ArticleFactory(published=True, picture=picture)
    with time_machine_at(now):
        kept = client.get(lasting.social.url)
        assert kept["Cache-Control"] == "public, max-age=31536000, s-maxage=300, immutable"
        assert client.get(ending.social.url)["Cache-Control"] == "public, max-age=90, s-maxage=90, immutable"
    assert "Cookie" not in kept.get("Vary", "")


def test_it_sends_an_unchanged_file_once(client):
    picture = PictureFactory()
    make(picture)
    article = ArticleFactory(published=True, picture=picture)
    first = client.get(picture.social.url)
    assert (first["Content-Type"], len(first.getvalue())) == ("image/jpeg", int(first["Content-Length"]))
    again = client.get(picture.social.url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.getvalue()) == (304, b"")
    Article.objects.filter(pk=article.pk).update(state="withdrawn", gone_because="A reason.")
    assert client.get(picture.social.url, headers={"if-none-match": first["ETag"]}).status_code == 404


def test_it_gives_a_page_kept_from_before_the_focal_point_moved_the_picture_as_it_is(client):
    picture = PictureFactory()
    make(picture)
    ArticleFactory(published=True, picture=picture)
    old = picture.social.url
    picture.focal_x = 10
    picture.save()
    make(picture)
    assert old != picture.social.url
    answer = client.get(old)
    assert answer.status_code == 200 and "immutable" not in answer["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "pictures/{0}.png",
        "pictures/{0}/1-50-50/9.avif",
        "pictures/{0}/1-50-50/..%2F..%2Fx",
        "renditions/{1}/social.jpg",
    ],
)
def test_it_has_no_other_file_to_send(client, path):
    picture = PictureFactory()
    make(picture)
    ArticleFactory(published=True, picture=picture)
    assert client.get(picture.file.url).status_code == 200
    assert client.get("/media/" + path.format(picture.token, picture.made)).status_code == 404


@pytest.mark.parametrize(
    ("told", "header", "begins"),
    [("x-accel:/kept/", "X-Accel-Redirect", "/kept/"), ("x-sendfile", "X-Sendfile", "{media}/")],
)
def test_it_leaves_the_sending_to_the_web_server_where_the_site_says_so(client, settings, told, header, begins):
    settings.MEDIA_HANDOFF = handoff(told)
    picture = PictureFactory()
    make(picture)
    assert client.get(picture.social.url).status_code == 404  # nothing uses it: the gate comes first
    ArticleFactory(published=True, picture=picture)
    answer = client.get(picture.social.url)
    expected = begins.format(media=settings.MEDIA_ROOT)
    assert answer[header] == f"{expected}renditions/{picture.made}/social.jpg"
    assert (answer.content, answer["Content-Type"]) == (b"", "image/jpeg")


@pytest.mark.parametrize("told", ["nginx", "x-accel:kept", "x-accel:/kept", "X-Sendfile:"])
def test_it_refuses_an_odd_way_to_leave_the_sending(monkeypatch, told):
    monkeypatch.setenv("MEDIA_HANDOFF", told)
    with pytest.raises(ImproperlyConfigured, match="MEDIA_HANDOFF"):
        read("MEDIA_HANDOFF", handoff, "", "something else")


def test_it_sends_the_file_it_keeps(client):
    picture = PictureFactory()
    ArticleFactory(published=True, picture=picture)
    assert Image.open(BytesIO(client.get(picture.file.url).getvalue())).size == (48, 30)

"""Renditions are made once, off the request, and a page does without those that are not there."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from PIL import Image

from coverage.models import Picture
from coverage.pictures import making, rendering, store
from coverage.pictures.making import Outcome, make
from coverage.pictures.sizes import Shape
from tests.coverage.torture import exif, saved, scene
from tests.factories import ArticleFactory, FilmFactory, PictureFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture_of(image: Image.Image, **fields) -> Picture:
    return PictureFactory(file=ContentFile(saved(image, "PNG"), name="a.png"), **fields)


def files(picture) -> set[str]:
    folder = store.renditions() / picture.token
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def refuse_to_render(*args):
    raise AssertionError("A rendition was made in a GET.")


@pytest.mark.parametrize(
    ("width", "widths"),
    [(6000, [320, 640, 960, 1280, 1920]), (1280, [320, 640, 960, 1280]), (700, [320, 640, 700]), (90, [90])],
)
def test_it_has_at_most_five_widths_in_three_formats_and_none_wider_than_it_is(width, widths):
    shape = Shape(width, 500)
    assert shape.widths == widths
    assert len(shape.names) == 3 * len(widths) + 1 <= 16


@pytest.mark.parametrize("focal", [(0, 0), (50, 50), (100, 100), (15, 80), (99, 1)])
@pytest.mark.parametrize("size", [(3000, 2000), (400, 3000), (3000, 100), (1, 1), (1200, 630)])
def test_it_crops_within_the_picture_and_around_the_focal_point(size, focal):
    shape = Shape(*size, *focal)
    left, top, right, bottom = shape.crop(1200, 630)
    assert 0 <= left < right <= shape.width and 0 <= top < bottom <= shape.height
    assert left <= shape.width * focal[0] / 100 <= right
    assert top <= shape.height * focal[1] / 100 <= bottom


@pytest.mark.parametrize(("focal", "color"), [((10, 50), (220, 30, 30)), ((90, 50), (30, 30, 220))])
def test_it_crops_the_card_of_other_sites_around_the_focal_point(focal, color):
    picture = picture_of(scene(1000, 200), focal_x=focal[0], focal_y=focal[1])
    make(picture)
    with Image.open(store.renditions() / picture.made / "social.jpg") as card:
        assert card.size == (picture.social.width, picture.social.height) == (380, 200)
        assert all(abs(a - b) < 12 for a, b in zip(card.getpixel((190, 100)), color, strict=True))


def test_it_gives_other_sites_1200_by_630_where_the_picture_is_large_enough():
    picture = picture_of(scene(2000, 1500))
    assert picture.social.url == picture.file.url and (picture.social.width, picture.social.type) == (2000, "image/png")
    make(picture)
    assert (picture.social.width, picture.social.height, picture.social.type) == (1200, 630, "image/jpeg")
    assert picture.social.url.endswith("/social.jpg")


def test_it_makes_every_file_once():
    picture = picture_of(scene(700, 300))
    assert make(picture) == Outcome.MADE
    assert files(picture) == {f"{picture.shape.key}/{name}" for name in picture.shape.names}
    assert make(Picture.objects.get()) == Outcome.THERE
    assert Picture.objects.get().made == picture.made == picture.to_make


def test_it_makes_a_set_again_of_which_a_file_is_gone():
    picture = picture_of(scene(700, 300))
    make(picture)
    (store.renditions() / picture.made / "320.webp").unlink()
    with pytest.raises(CommandError, match="1 pictures lack"):
        call_command("renditions", "--check")
    call_command("renditions")
    call_command("renditions", "--check")
    assert len(files(picture)) == len(picture.shape.names)


def test_it_leaves_nothing_behind_when_it_is_broken_off(monkeypatch):
    picture = picture_of(scene(700, 300))

    def fails(source, folder, shape):
        (folder / "320.avif").write_bytes(b"half a file")
        raise OSError("No space left")

    monkeypatch.setattr(store, "render", fails)
    with pytest.raises(CommandError, match="No space left"):
        call_command("renditions")
    assert files(picture) == set()
    assert not Picture.objects.get().has_renditions
    monkeypatch.undo()
    call_command("renditions", "--missing")
    assert Picture.objects.get().has_renditions


def test_it_replaces_the_set_of_another_focal_point_when_the_new_one_is_there():
    picture = picture_of(scene(700, 300))
    make(picture)
    before = picture.made
    picture.focal_x = 80
    picture.save()
    assert picture.has_renditions and picture.made == before  # pages go on with what there is
    make(picture)
    assert picture.made != before
    assert {name.split("/")[0] for name in files(picture)} == {picture.shape.key}


def test_it_says_nothing_of_a_set_for_a_picture_that_changed_while_it_was_made():
    stale = picture_of(scene(700, 300))
    Picture.objects.update(focal_x=10)
    assert make(stale) == Outcome.CHANGED
    assert not Picture.objects.get().has_renditions


def test_it_makes_over_what_was_stored_before_uploads_were():
    data = saved(scene(), "JPEG", exif=exif(x0112=6))
    picture = PictureFactory(file=ContentFile(data, name="a.jpg"), is_clean=False)
    call_command("renditions")
    stored = Picture.objects.get()
    assert stored.is_clean and stored.file.name != picture.file.name
    assert (stored.width, stored.height) == (40, 60)
    assert b"Hideaway" not in stored.file.read()


def test_it_says_which_stored_picture_cannot_be_read_and_goes_on():
    broken, whole = PictureFactory(title="Broken one"), PictureFactory()
    Path(broken.file.path).write_bytes(b"nothing like a picture")
    Picture.objects.update(is_clean=False)
    with pytest.raises(CommandError, match=r"Broken one .*not a JPEG"):
        call_command("renditions")
    assert [picture.has_renditions for picture in Picture.objects.order_by("pk")] == [False, True]
    assert whole.pk


def test_it_makes_nothing_in_a_get(client, monkeypatch):
    picture = picture_of(scene(700, 300))
    article, film = ArticleFactory(published=True, picture=picture), FilmFactory(poster=picture)
    for name in ("render", "write"):
        monkeypatch.setattr(store, name, refuse_to_render)
    monkeypatch.setattr(rendering, "render", refuse_to_render)
    with pytest.raises(AssertionError, match="in a GET"):
        making.make(picture)  # else the lines below could not fail
    for address in ("/", "/articles/", article.get_absolute_url(), film.get_absolute_url(), picture.file.url):
        assert client.get(address).status_code == 200
    assert client.get(f"/media/pictures/{picture.token}/{picture.shape.key}/320.avif").status_code == 404


def test_it_looks_at_no_file_to_draw_a_page(client, monkeypatch):
    picture = picture_of(scene(700, 300))
    make(picture)
    article = ArticleFactory(published=True, picture=picture)
    Path(picture.file.path).unlink()
    monkeypatch.setattr(store, "is_whole", refuse_to_render)
    page = client.get(article.get_absolute_url()).content.decode()
    assert f"{picture.made}/320.avif 320w" in page and 'width="700" height="300"' in page


def test_it_sends_a_404_for_a_file_that_is_gone(client):
    picture = picture_of(scene(700, 300))
    make(picture)
    ArticleFactory(published=True, picture=picture)
    address = picture.url_of("320.avif")
    assert client.get(address).status_code == 200
    (store.renditions() / picture.made / "320.avif").unlink()
    assert client.get(address).status_code == 404


def test_it_deletes_the_files_of_a_deleted_picture_once_that_is_sure(django_capture_on_commit_callbacks):
    picture = picture_of(scene(700, 300))
    make(picture)
    kept, path = PictureFactory(), Path(picture.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        Picture.objects.filter(pk=picture.pk).delete()
        assert path.exists()
    assert not path.exists() and files(picture) == set()
    assert Path(kept.file.path).exists()


def test_it_deletes_the_files_of_a_replaced_picture_once_that_is_sure(django_capture_on_commit_callbacks):
    picture = picture_of(scene(700, 300))
    make(picture)
    path, old = Path(picture.file.path), picture.token
    with django_capture_on_commit_callbacks(execute=True):
        picture.file = ContentFile(saved(scene(), "PNG"), name="b.png")
        picture.save()
        assert path.exists()
    assert not path.exists() and not (store.renditions() / old).exists()
    assert not Picture.objects.get().has_renditions  # those of the old file are not shown for the new one
    assert Path(picture.file.path).exists()


WORKER = """
import sys
import django
django.setup()
from coverage.pictures import store
from coverage.pictures.sizes import Shape
name, made, width, height = sys.argv[1:]
shape = Shape(int(width), int(height))
print("ready", flush=True)
sys.stdin.readline()
with store.alone_with(store.token_of(name)):
    if store.is_whole(made, shape):
        print("there")
    else:
        store.write(name, made, shape)
        print("made")
"""


def test_it_is_made_by_one_of_two_processes_and_found_by_the_other():
    picture = picture_of(scene(900, 600))
    command = [sys.executable, "-c", WORKER, picture.file.name, picture.to_make, "900", "600"]
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "MEDIA_ROOT": str(django_settings.MEDIA_ROOT),
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environment, "cwd": ROOT}
    workers = [subprocess.Popen(command, **pipes) for _ in range(2)]
    assert [worker.stdout.readline() for worker in workers] == ["ready\n", "ready\n"]
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    assert sorted(worker.communicate()[0] for worker in workers) == ["made\n", "there\n"]
    assert files(picture) == {f"{picture.shape.key}/{name}" for name in picture.shape.names}

"""What is uploaded is taken by its content and made over, or refused in words; it never breaks the desk."""

import random
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from coverage.pictures import uploads
from coverage.pictures.credits import Credits
from coverage.pictures.rendering import render
from coverage.pictures.sizes import Shape
from coverage.pictures.uploads import Refused, clean
from tests.coverage import torture
from tests.coverage.torture import exif, iim, saved, scene, with_segment

LEFT, RIGHT = (2, 20), (57, 20)
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def made_over(data: bytes) -> Image.Image:
    return Image.open(BytesIO(clean(BytesIO(data)).data))


def is_near(pixel, color) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(pixel, color, strict=True))


@pytest.mark.parametrize("name", torture.TAKEN)
def test_it_takes_a_strange_picture_and_renders_it_in_every_size(name, tmp_path):
    made = clean(BytesIO(torture.TAKEN[name]))
    source = tmp_path / f"source.{made.suffix}"
    source.write_bytes(made.data)
    image = Image.open(source)
    assert image.mode in ("RGB", "RGBA")
    assert max(image.size) <= uploads.LONGEST_EDGE
    shape = Shape(*image.size)
    render(source, tmp_path, shape)
    for name in shape.names:
        with Image.open(tmp_path / name) as rendition:
            rendition.load()
            expected = int(name.split(".")[0]) if name[0].isdigit() else shape.social_size[0]
            assert rendition.width == expected


@pytest.mark.parametrize("name", torture.REFUSED)
def test_it_refuses_what_is_no_still_picture_and_says_what_it_is(name):
    data, words = torture.REFUSED[name]
    with pytest.raises(Refused) as refusal:
        clean(BytesIO(data))
    assert words in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_it_refuses_a_file_that_is_too_long_before_reading_it(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 500)
    with pytest.raises(Refused, match="at most"):
        clean(BytesIO(torture.JPEG))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_never_breaks_on_a_file_with_wrong_bytes(kind):
    """Each is taken or refused; what is raised besides Refused fails the test."""
    chance = random.Random(7)
    whole = saved(scene(120, 80), kind, exif=exif(), xmp=torture.XMP)
    outcomes = set()
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(12, len(broken))] = chance.randrange(256)
        try:
            clean(BytesIO(broken[: chance.randint(len(broken) // 2, 2 * len(broken))]))
            outcomes.add("taken")
        except Refused:
            outcomes.add("refused")
    assert outcomes == {"taken", "refused"}


@pytest.mark.parametrize("turn", range(1, 9))
def test_it_turns_a_picture_as_its_camera_noted_and_forgets_the_note(turn):
    upright = scene()
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[turn]  # how the camera held it, undone
    stored = upright if back is None else upright.transpose(Image.Transpose(back))
    made = made_over(saved(stored, "JPEG", quality=95, exif=exif(x0112=turn)))
    assert made.size == (60, 40)
    assert is_near(made.getpixel(LEFT), (220, 30, 30)) and is_near(made.getpixel(RIGHT), (30, 30, 220))
    assert not made.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_keeps_no_place_camera_or_profile_and_nothing_after_the_end(kind):
    options = {"pnginfo": png_xmp()} if kind == "PNG" else {"quality": 95, "xmp": torture.XMP}
    data = saved(scene(), kind, exif=exif(), icc_profile=torture.swapped_profile(), **options)
    data += b"HIDEAWAY after the end"
    made = clean(BytesIO(data))
    for private in (b"ideaway", b"IDEAWAY", b"iCCP" if kind == "PNG" else b"acsp"):  # the last: a color profile
        assert private in data and private not in made.data
    image = Image.open(BytesIO(made.data))
    assert not image.getexif() and "icc_profile" not in image.info


def test_it_keeps_no_comment():
    assert b"secret" not in clean(BytesIO(saved(scene(), "JPEG", comment=b"secret"))).data


def test_it_brings_colors_into_srgb():
    """In this profile red and blue have changed places."""
    data = saved(scene(), "PNG", icc_profile=torture.swapped_profile())
    assert is_near(made_over(data).getpixel(LEFT), (30, 30, 220))
    assert is_near(made_over(saved(scene(), "PNG")).getpixel(LEFT), (220, 30, 30))


def test_it_keeps_transparency_beside_a_profile():
    image = scene(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    made = made_over(saved(image, "PNG", icc_profile=torture.swapped_profile()))
    assert made.mode == "RGBA" and made.getchannel("A").getextrema()[0] < 10


def test_it_keeps_the_tones_of_16_bits():
    made = made_over(torture.gray_16())
    assert [round(made.getpixel((x, 5))[0] / 255, 1) for x in (0, 30, 59)] == [0.0, 0.5, 1.0]


def test_it_shows_cmyk_in_its_colors():
    assert is_near(made_over(torture.TAKEN["CMYK"]).getpixel(LEFT), (220, 30, 30))


def test_it_shrinks_a_large_picture_to_what_is_kept():
    assert made_over(saved(Image.new("RGB", (4200, 2100), "teal"), "JPEG")).size == (3000, 1500)


def png_xmp():
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", torture.XMP.decode())
    return info


XMP_SAYS = Credits("A. Sample", "Sämple Agency", "© 2024 A. Sample")
SAYING = {
    "XMP": (saved(scene(), "JPEG", xmp=torture.XMP), XMP_SAYS),
    "XMP in a PNG": (saved(scene(), "PNG", pnginfo=png_xmp()), XMP_SAYS),
    "XMP in a WebP": (saved(scene(), "WEBP", xmp=torture.XMP), XMP_SAYS),
    "IIM": (
        with_segment(torture.JPEG, iim((80, b"B. Sample"), (110, "Agé".encode()), (116, b"(c) B"), (90, b"Hideaway"))),
        Credits("B. Sample", "Agé", "(c) B"),
    ),
    "IIM in Latin-1": (with_segment(torture.JPEG, iim((80, b"Ren\xe9"))), Credits("René")),
    "Exif": (saved(scene(), "JPEG", exif=exif(x013B="C. Sample", x8298="(c) C")), Credits("C. Sample", "", "(c) C")),
    "XMP before IIM": (with_segment(saved(scene(), "JPEG", xmp=torture.XMP), iim((80, b"Other"))), XMP_SAYS),
    "control characters": (
        saved(scene(), "JPEG", exif=exif(x013B="D.\nSample\x07", x8298="")),
        Credits("D. Sample"),
    ),
    "nothing": (torture.JPEG, Credits()),
}


@pytest.mark.parametrize("name", SAYING)
def test_it_keeps_whose_it_is_and_only_that(name):
    data, expected = SAYING[name]
    made = clean(BytesIO(data))
    assert made.credits == expected
    again = clean(BytesIO(made.data))
    assert again.credits == expected
    assert b"ideaway" not in made.data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_keeps_whose_it_is_in_every_rendition(kind, tmp_path):
    said = {"pnginfo": png_xmp()} if kind == "PNG" else {"xmp": torture.XMP}
    made = clean(BytesIO(saved(scene(1400, 900), kind, **said)))
    source = tmp_path / f"source.{made.suffix}"
    source.write_bytes(made.data)
    shape = Shape(1400, 900)
    render(source, tmp_path, shape)
    for name in shape.names:
        assert "© 2024 A. Sample" in (tmp_path / name).read_bytes().decode(errors="replace")

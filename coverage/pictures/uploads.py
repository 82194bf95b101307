"""Check an upload and clean it: its type recognized by content, upright, in sRGB, with nothing private.

Pure: no Django. The result is a new file that keeps only the old one's pixels and credits.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms, PngImagePlugin

from coverage.pictures import credits

MEGA = 1_000_000
MOST_BYTES = 40 * MEGA
MOST_PIXELS = {"JPEG": 50 * MEGA, "PNG": 25 * MEGA, "WEBP": 25 * MEGA}  # only a JPEG can be read at reduced size
LONGEST_EDGE = 3000  # of the stored file: more than the widest rendition, yet small enough to read quickly
READ = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
WRITTEN = {
    "JPEG": {"quality": 92, "subsampling": "4:4:4"},
    "PNG": {},
    "WEBP": {"quality": 92, "method": 2},
}
EXPORT = "Export it as JPEG, PNG or WebP and upload that."
# The offset, the bytes found there and the message to show. Other programs go by file names; names lie.
OTHERS = [
    (0, b"GIF8", f"This is a GIF. {EXPORT}"),
    (0, b"II*\0", f"This is a TIFF. {EXPORT}"),
    (0, b"MM\0*", f"This is a TIFF. {EXPORT}"),
    (0, b"II+\0", f"This is a TIFF. {EXPORT}"),
    (0, b"BM", f"This is a Windows bitmap (BMP). {EXPORT}"),
    (0, b"8BPS", f"This is a Photoshop file. {EXPORT}"),
    (0, b"%PDF", f"This is a PDF. {EXPORT}"),
    (0, b"\0\0\x01\0", f"This is an icon. {EXPORT}"),
    (0, b"\0\0\0\x0cjP", f"This is a JPEG 2000. {EXPORT}"),
    (0, b"\xff\x4f\xff\x51", f"This is a JPEG 2000. {EXPORT}"),
    (0, b"\xff\x0a", f"This is a JPEG XL. {EXPORT}"),
    (0, b"PK\x03\x04", f"This is a zip archive or an office document. {EXPORT}"),
    (4, b"ftypavif", f"This is an AVIF. {EXPORT}"),
    (4, b"ftyphei", f"This is a HEIC photo, as iPhones take them. {EXPORT}"),
    (4, b"ftyphev", f"This is a HEIC photo, as iPhones take them. {EXPORT}"),
    (4, b"ftypmif1", f"This is a HEIC photo, as phones take them. {EXPORT}"),
    (4, b"ftypmsf1", f"This is a HEIC photo, as phones take them. {EXPORT}"),
    (4, b"ftyp", f"This is a video. Take a still from it. {EXPORT}"),
]
BROKEN = "The file is damaged or breaks off before its end. Get it again from where it came, or export it again."


class Refused(Exception):
    """The file is not a picture that this site accepts; the message tells an editor why and how to fix it."""


@dataclass(frozen=True)
class Clean:
    data: bytes
    suffix: str  # its type, recognized by content
    credits: credits.Credits


def clean(file: BinaryIO) -> Clean:
    """Read the upload once and write it as a new file; raises Refused unless it is a still picture of a sane size."""
    size = file.seek(0, 2)
    file.seek(0)
    if not size:
        raise Refused("The file is empty (0 bytes). Export the picture again and upload that.")
    if size > MOST_BYTES:
        most = MOST_BYTES // MEGA
        raise Refused(f"The file has {size / MEGA:.0f} MB; at most {most} MB are taken. Export it smaller, as JPEG.")
    kind = kind_of(file.read(64 * 1024))
    file.seek(0)
    try:
        return _read(file, kind)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(_too_large("The picture has far more pixels than a photograph", kind)) from error
    except Exception as error:  # on malformed data, Pillow's readers may raise anything: the file is broken
        raise Refused(BROKEN) from error


def kind_of(head: bytes) -> str:
    """Pillow's name for the file's type, judging by its first bytes; raises Refused for types not accepted."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    for start, begins, message in OTHERS:
        if head[start:].startswith(begins):
            raise Refused(message)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head.lower() and text.startswith(b"<"):
        raise Refused(f"This is an SVG, which can hold scripts and is not taken. {EXPORT}")
    if text.startswith((b"<!doctype html", b"<html")):
        raise Refused("This is a web page, not a picture. Open it, save the picture itself and upload that.")
    raise Refused(f"This is not a JPEG, PNG or WebP, whatever its name says. {EXPORT}")


def _too_large(size: str, kind: str) -> str:
    most = f"at most {MOST_PIXELS[kind] // MEGA} megapixels are taken of a {kind}"
    return f"{size}; {most}. Export it smaller, best as JPEG: 3,000 pixels wide is plenty."


def _read(file: BinaryIO, kind: str) -> Clean:
    with Image.open(file, formats=[kind]) as image:
        width, height = image.size
        if width * height > MOST_PIXELS[kind]:
            raise Refused(_too_large(f"The picture has {width:,} × {height:,} pixels", kind))
        if kind != "JPEG" and getattr(image, "is_animated", False):  # a JPEG with several pictures comes from a camera
            raise Refused(f"The picture moves. Only still pictures are shown: save one frame of it. {EXPORT}")
        image.draft(image.mode, kept_size(width, height))
        image.load()  # in a PNG, metadata may follow the pixels
        read_credits, turn, profile = credits.read(image), orientation(image), image.info.get("icc_profile")
        small = _shrunk(image)
    made = turned(in_srgb(small, profile), turn)
    out = BytesIO()
    made.info.clear()
    made.save(out, kind, **_with_credits(kind, credits.packet(read_credits)), **WRITTEN[kind])
    return Clean(out.getvalue(), READ[kind], read_credits)


def _with_credits(kind: str, packet: bytes) -> dict:
    """The options that make Pillow write an XMP packet."""
    if kind != "PNG":
        return {"xmp": packet}
    info = PngImagePlugin.PngInfo()
    if packet:
        info.add_itxt("XML:com.adobe.xmp", packet.decode())
    return {"pnginfo": info}


def _shrunk(image: Image.Image) -> Image.Image:
    """The picture with a longer edge of at most LONGEST_EDGE, in a mode that can be resized smoothly."""
    plain = flat(image)
    size = kept_size(*plain.size)
    return plain if plain.size == size else plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def kept_size(width: int, height: int) -> tuple[int, int]:
    scale = min(1, LONGEST_EDGE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def flat(image: Image.Image) -> Image.Image:
    """Convert to 8 bits per channel without a palette: L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):  # 16-bit gray; converting it directly would clip all but the darkest tones
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in image.info or image.mode in ("LA", "La", "PA", "RGBa", "RGBA"):
        whole = image if image.mode == "RGBA" else image.convert("RGBA")
        return whole.convert("RGB") if whole.getextrema()[3][0] == 255 else whole
    return image if image.mode in ("RGB", "CMYK", "L") else image.convert("L" if image.mode in ("1", "F") else "RGB")


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert to RGB or RGBA in sRGB. A profile that is unreadable or for another kind of picture is ignored."""
    target = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            alpha = image.getchannel("A") if target == "RGBA" else None
            colors = image.convert("RGB") if alpha else image
            made = ImageCms.profileToProfile(colors, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if alpha:
                made.putalpha(alpha)
            return made
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return image if image.mode == target else image.convert(target)


TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def orientation(image: Image.Image) -> int:
    try:
        turn = image.getexif().get(0x0112, 1)
    except Exception:  # a broken Exif block is ignored
        return 1
    return turn if isinstance(turn, int) else 1


def turned(image: Image.Image, turn: int) -> Image.Image:
    """Turn the picture upright: apply the orientation that the camera recorded to the pixels."""
    return image.transpose(TURNS[turn]) if turn in TURNS else image

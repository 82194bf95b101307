"""Strange picture files, each written here: what an editor's folder, a phone or a stranger may hold."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Sämple Agency" '
    'photoshop:City="Hideaway"><dc:creator><rdf:Seq><rdf:li>A. Sample</rdf:li></rdf:Seq></dc:creator>'
    '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2024 A. Sample</rdf:li></rdf:Alt></dc:rights>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()


def saved(image: Image.Image, kind: str, **options) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def scene(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Red at the left, blue at the right, so that turning and cropping show."""
    image = Image.new("RGB", (width, height), (220, 30, 30))
    image.paste((30, 30, 220), (width // 2, 0, width, height))
    return image.convert(mode)


def exif(**tags) -> bytes:
    """Exif with a place, a camera, a serial number, and what is asked for."""
    made = Image.Exif()
    made[0x010F], made[0x0110] = "Hideaway Cameras", "Hideaway 3"
    made.get_ifd(0x8825).update({1: "N", 2: (35.0, 41.0, 13.0), 3: "W", 4: (105.0, 56.0, 17.0)})
    made.get_ifd(0x8769).update({0xA431: "HIDEAWAY-SERIAL"})
    for tag, value in tags.items():
        made[int(tag[1:], 16)] = value
    return made.tobytes()


def iim(*records: tuple[int, bytes]) -> bytes:
    """A Photoshop segment (APP13) with IPTC IIM records of part 2."""
    data = b"".join(struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value for number, value in records)
    block = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(data)) + data + (b"\0" if len(data) % 2 else b"")
    body = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def with_segment(jpeg: bytes, segment: bytes) -> bytes:
    return jpeg[:2] + segment + jpeg[2:]


def png(width: int, height: int, depth: int, color: int, rows: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def palette_with_transparency() -> bytes:
    image = scene().quantize(8)
    return saved(image, "PNG", transparency=0)


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "green", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def with_profile(mode: str = "RGB", kind: str = "JPEG") -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    return saved(scene(mode=mode), kind, icc_profile=profile)


def swapped_profile() -> bytes:
    """A profile of sRGB's kind in which red and blue have changed places: what is red here must come out blue."""
    raw = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for at in range(132, 132 + 12 * struct.unpack(">I", raw[128:132])[0], 12):
        name = bytes(raw[at : at + 4])
        raw[at : at + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(name, name)
    return bytes(raw)


def gray_16() -> bytes:
    """A ramp: dark at the left, light at the right, with 16 bits a pixel."""
    row = b"\0" + b"".join(struct.pack(">H", 65535 * x // 59) for x in range(60))
    return png(60, 40, 16, 0, row * 40)


def rgb_16() -> bytes:
    row = b"\0" + b"".join(struct.pack(">HHH", 60000, 20000, 0) for _ in range(60))
    return png(60, 40, 16, 2, row * 40)


def text_bomb() -> bytes:
    """A PNG whose compressed comment unfolds to 80 MB."""
    info = PngImagePlugin.PngInfo()
    info.add_text("comment", "x", zip=True)
    plain = saved(scene(), "PNG", pnginfo=info)
    at = plain.index(b"zTXt") - 4
    size = struct.unpack(">I", plain[at : at + 4])[0]
    data = b"comment\0\0" + zlib.compress(b"x" * 80_000_000, 9)
    made = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    return plain[:at] + made + plain[at + 12 + size :]


JPEG = saved(scene(), "JPEG")
LOOP = b"\xff\xe1\x00\x1cExif\0\0II*\0\x08\0\0\0\x01\0i\x87\x04\0\x01\0\0\0"
TAKEN = {
    "a JPEG": JPEG,
    "a PNG": saved(scene(), "PNG"),
    "a WebP": saved(scene(), "WEBP"),
    "a WebP without loss": saved(scene(mode="RGBA"), "WEBP", lossless=True),
    "a progressive JPEG": saved(scene(), "JPEG", progressive=True),
    "CMYK": saved(scene(mode="CMYK"), "JPEG"),
    "CMYK with a broken profile": saved(scene(mode="CMYK"), "JPEG", icc_profile=b"no profile at all"),
    "gray": saved(scene(mode="L"), "JPEG"),
    "gray with a profile for colors": with_profile("L"),
    "black and white": saved(scene(mode="1"), "PNG"),
    "gray with transparency": saved(scene(mode="LA"), "PNG"),
    "a palette with transparency": palette_with_transparency(),
    "one transparent color": saved(scene(), "PNG", transparency=(220, 30, 30)),
    "16 bits of gray": gray_16(),
    "16 bits a channel": rgb_16(),
    "a profile of another kind": with_profile(),
    "a broken profile": saved(scene(), "JPEG", icc_profile=b"\0" * 200),
    "a broken Exif block": with_segment(JPEG, b"\xff\xe1\x00\x12Exif\0\0II*\0\xff\xff\xff\xff"),
    "Exif that points at itself": with_segment(JPEG, LOOP),
    "broken XMP": saved(scene(), "JPEG", xmp=b"<x:xmpmeta><broken"),
    "XMP with an entity": saved(scene(), "JPEG", xmp=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "broken IIM": with_segment(JPEG, iim((80, b"A"))[:-3] + b"\xff\xff\xff"),
    "a line of one pixel": saved(scene(4000, 1), "PNG"),
    "a tower of one pixel": saved(scene(2, 4000), "JPEG"),
    "one pixel": saved(Image.new("RGB", (1, 1)), "PNG"),
    "two cameras' worth (MPO)": saved(scene(), "MPO", save_all=True, append_images=[scene()]),
    "something after its end": JPEG + b"<script>alert(1)</script>" * 50,
}
REFUSED = {
    "nothing": (b"", "empty (0 bytes)"),
    "text": (b"Hello, this is a picture.", "not a JPEG, PNG or WebP"),
    "a web page": (b"<!DOCTYPE html><html>", "a web page"),
    "an SVG": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG, which can hold scripts"),
    "an SVG after a comment": (b"<!-- " + b"x" * 2000 + b" --><svg/>", "SVG"),
    "a GIF": (saved(scene(mode="P"), "GIF"), "GIF"),
    "a TIFF": (saved(scene(), "TIFF"), "TIFF"),
    "a BMP": (saved(scene(), "BMP"), "BMP"),
    "a HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100, "HEIC"),
    "a video": (b"\0\0\0\x18ftypisom\0\0\0\0" + b"\0" * 100, "video"),
    "an AVIF": (saved(scene(), "AVIF"), "AVIF"),
    "a Photoshop file": (b"8BPS\0\1" + b"\0" * 100, "Photoshop"),
    "a PDF": (b"%PDF-1.7\n", "PDF"),
    "an animated PNG": (animated("PNG"), "moves"),
    "an animated WebP": (animated("WEBP"), "moves"),
    "half a JPEG": (saved(scene(600, 400), "JPEG")[:900], "damaged or breaks off"),
    "half a PNG": (saved(Image.effect_noise((200, 200), 90), "PNG")[:9000], "damaged or breaks off"),
    "half a WebP": (saved(Image.effect_noise((200, 200), 90), "WEBP")[:2000], "damaged or breaks off"),
    "the first bytes of a JPEG": (b"\xff\xd8\xff\xe0", "damaged or breaks off"),
    "the first bytes of a PNG": (b"\x89PNG\r\n\x1a\n", "damaged or breaks off"),
    "a PNG of 10,000 megapixels": (png(100_000, 100_000, 1, 0, b"\0" * 5000), "megapixels"),
    "a PNG of 81 megapixels": (png(9000, 9000, 1, 0, b"\0" * 9000 * 1126), "9,000 × 9,000 pixels"),
    "a PNG of no width": (png(0, 40, 8, 2, b"\0" * 40), "damaged"),
    "a comment of 80 MB in a PNG": (text_bomb(), "damaged"),
}

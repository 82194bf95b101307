"""The renditions of one picture. Its file is read once, and each width is scaled from the next larger one.

Pure: no Django. A large JPEG is read at half or a quarter of its size (`draft`), so neither time nor memory grows with
the camera's resolution. AVIF at speed 8 takes a third of the time of Pillow's default; the files are a tenth larger.
"""

from pathlib import Path

from PIL import Image

from coverage.pictures.sizes import SOCIAL, SOCIAL_NAME, WIDTHS, Shape

HOW = {
    "avif": ("AVIF", {"quality": 55, "speed": 8, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 75, "method": 2}),
    "jpg": ("JPEG", {"quality": 80, "progressive": True, "optimize": True}),
}
PAPER = (255, 255, 255)  # the background of a transparent picture in a format without transparency


def render(source: Path, folder: Path, shape: Shape) -> None:
    """Write every file that `shape.names` lists into `folder`; `source` has been through `uploads.clean`."""
    step, metadata = _open(source, shape)
    _write(_social(step, shape), folder / SOCIAL_NAME, metadata)
    for width in reversed(shape.widths):
        size = (width, shape.height_at(width))
        step = step if step.size == size else step.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        for suffix in HOW:
            _write(step, folder / f"{width}.{suffix}", metadata)


def _open(source: Path, shape: Shape) -> tuple[Image.Image, bytes]:
    """The picture, at least as large as the widest rendition needs, and the credits in its file."""
    with Image.open(source) as image:
        needed = min(shape.width, WIDTHS[-1])
        image.draft("RGB", (needed, shape.height_at(needed)))
        made = image.convert("RGBA" if image.mode == "RGBA" else "RGB")
        metadata = image.info.get("xmp") or b""
    made.info.clear()
    return made, metadata.encode() if isinstance(metadata, str) else metadata


def _social(image: Image.Image, shape: Shape) -> Image.Image:
    """The crop for link previews on other sites. The image may have been read at less than full size."""
    across, down = image.width / shape.width, image.height / shape.height
    left, top, right, bottom = shape.crop(*SOCIAL)
    box = (left * across, top * down, min(right * across, image.width), min(bottom * down, image.height))
    return image.resize(shape.social_size, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)


def _write(image: Image.Image, path: Path, metadata: bytes) -> None:
    name, options = HOW[path.suffix[1:]]
    if name == "JPEG" and image.mode == "RGBA":
        paper = Image.new("RGB", image.size, PAPER)
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    image.save(path, name, xmp=metadata, **options)

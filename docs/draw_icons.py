"""Draw the icons and the picture of shared links from the shapes of the logo: `python docs/draw_icons.py`."""

from pathlib import Path

from PIL import Image, ImageDraw

STATIC = Path(__file__).resolve().parent.parent / "static"
PAPER, FILM, RECORD = "#fbf8f2", "#a63d1a", "#1d5673"
FILM_FAINT, RECORD_FAINT = "#ddb7a6", "#adbfc6"  # a third of the color, on paper
# As in mark.svg, on a 32 x 32 grid: left, top, width, height, color.
SHAPES = (
    (8, 4, 6, 11, FILM),
    (18, 17, 6, 11, RECORD),
    (8, 18, 6, 3, FILM_FAINT),
    (8, 23, 6, 3, FILM_FAINT),
    (18, 6, 6, 3, RECORD_FAINT),
    (18, 11, 6, 3, RECORD_FAINT),
)
FINE = 4  # drawn this many times larger, then reduced, for smooth edges


def mark(size: int) -> Image.Image:
    """The logo on paper, filling a square."""
    scale = size * FINE / 32
    image = Image.new("RGB", (size * FINE, size * FINE), PAPER)
    _shapes(ImageDraw.Draw(image), scale, 0, 0)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def card() -> Image.Image:
    """The 1200 x 630 picture that most sites show: the logo in the middle, between two long bars."""
    image = Image.new("RGB", (1200, 630), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1199, 17), fill=FILM)
    draw.rectangle((0, 612, 1199, 629), fill=RECORD)
    _shapes(draw, 15, 360, 75)
    return image


def _shapes(draw: ImageDraw.ImageDraw, scale: float, left: float, top: float) -> None:
    for x, y, width, height, color in SHAPES:
        box = (x * scale + left, y * scale + top, (x + width) * scale + left - 1, (y + height) * scale + top - 1)
        draw.rectangle(tuple(round(edge) for edge in box), fill=color)


if __name__ == "__main__":
    for size in (192, 512):
        mark(size).save(STATIC / "img" / f"icon-{size}.png", optimize=True)
    root = STATIC / "root"
    mark(180).save(root / "apple-touch-icon.png", optimize=True)
    mark(48).save(root / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])
    card().save(STATIC / "img" / "card.png", optimize=True)

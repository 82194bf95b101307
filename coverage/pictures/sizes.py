"""Which renditions a picture has, computed from its size and focal point alone, without reading or making a file.

Pure: no Django, no Pillow. If you change what renditions there are, count RECIPE up, which changes every address, and
run `manage.py renditions`.
"""

from dataclasses import dataclass

RECIPE = 1
WIDTHS = (320, 640, 960, 1280, 1920)
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}  # browsers take the first they support
FALLBACK, FALLBACK_WIDTH = "jpg", 960  # for browsers that support neither the other types nor srcset
SOCIAL = (1200, 630)
SOCIAL_NAME = "social.jpg"


@dataclass(frozen=True)
class Shape:
    """A picture's size in pixels and the focal point (in percent) that every crop must contain."""

    width: int
    height: int
    focal_x: int = 50
    focal_y: int = 50

    @property
    def key(self) -> str:
        """A key for what the files depend on besides the picture itself."""
        return f"{RECIPE}-{self.focal_x}-{self.focal_y}"

    @property
    def widths(self) -> list[int]:
        """At most five widths, narrowest first; a picture is never enlarged."""
        widest = min(self.width, WIDTHS[-1])
        return [width for width in WIDTHS if width < widest] + [widest]

    @property
    def names(self) -> list[str]:
        return [f"{width}.{suffix}" for width in self.widths for suffix in TYPES] + [SOCIAL_NAME]

    @property
    def fallback_width(self) -> int:
        return next((width for width in self.widths if width >= FALLBACK_WIDTH), self.widths[-1])

    def height_at(self, width: int) -> int:
        return max(1, round(self.height * width / self.width))

    def crop(self, across: int, down: int) -> tuple[int, int, int, int]:
        """The largest box with the ratio `across` to `down`, centered as near the focal point as the edges allow."""
        width = min(self.width, max(1, self.height * across // down))
        height = min(self.height, max(1, self.width * down // across))
        left = min(max(self.width * self.focal_x // 100 - width // 2, 0), self.width - width)
        top = min(max(self.height * self.focal_y // 100 - height // 2, 0), self.height - height)
        return left, top, left + width, top + height

    @property
    def social_size(self) -> tuple[int, int]:
        left, top, right, bottom = self.crop(*SOCIAL)
        scale = min(1, SOCIAL[0] / (right - left))
        return max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale))

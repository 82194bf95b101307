"""Processor time and peak memory of fifteen renditions (five widths, three formats) from a 24-megapixel photograph.

    python bench/pictures.py            a made photograph of 6,000 × 4,000 pixels, rough as a real one
    python bench/pictures.py a-file.jpg another

Each step runs in a process of its own, so that its peak is its own: what an upload costs, and what the renditions do.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coverage.pictures.rendering import render
from coverage.pictures.sizes import Shape
from coverage.pictures.uploads import clean

SIZE = (6000, 4000)


def photograph(path: Path) -> None:
    """Soft shapes under grain of several sizes: more to compress than in most photographs."""
    layers = [
        Image.effect_noise((SIZE[0] // n, SIZE[1] // n), 70).resize(SIZE, Image.Resampling.BICUBIC) for n in (8, 4)
    ]
    layers.append(Image.linear_gradient("L").resize(SIZE))
    grain = Image.effect_noise(SIZE, 12)
    Image.merge("RGB", [Image.blend(layer, grain, 0.25) for layer in layers]).save(path, "JPEG", quality=90)


def upload(source: Path, folder: Path) -> None:
    with source.open("rb") as file:
        made = clean(file)
    (folder / f"kept.{made.suffix}").write_bytes(made.data)


def renditions(source: Path, folder: Path) -> None:
    with Image.open(source) as image:
        shape = Shape(*image.size)
    render(source, folder, shape)


STEPS = {"upload": upload, "renditions": renditions}
HERE = [sys.executable, __file__]


def measured(step: str, source: Path, folder: Path) -> None:
    STEPS[step](source, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"{step:12}{time.process_time():6.2f} s of processor time{peak:8.0f} MB at most")


def main(args: list[str]) -> None:
    if args[:1] == ["photograph"]:
        return photograph(Path(args[1]))
    if len(args) == 3:
        return measured(args[0], Path(args[1]), Path(args[2]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = Path(args[0]) if args else folder / "photograph.jpg"
        if not args:
            subprocess.run([*HERE, "photograph", source], check=True)  # its memory would else be counted as ours
        with Image.open(source) as image:
            print(f"{image.width} × {image.height} pixels, {source.stat().st_size / 1e6:.1f} MB")
        subprocess.run([*HERE, "upload", source, name], check=True)
        for kept in (source, next(folder.glob("kept.*"))):
            subprocess.run([*HERE, "renditions", kept, name], check=True)
        made = [path for path in folder.iterdir() if path.stem.isdigit()]
        print(f"{len(made)} files and one card for other sites, {sum(p.stat().st_size for p in made) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Measures image processing: `python -m bench.images [--largest]`.

Prints processor seconds, wall seconds and peak memory of the child for typical images, beside a plain Pillow thumbnail
in one process of its own (its start included in both).
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pillow_heif
from PIL import Image, ImageDraw

from jobs.images.outcomes import ImageResult
from jobs.images.processing import process

TARGET_MEGABYTES = 250
ORIENTATION = 0x0112
PEER = """
import sys
from PIL import Image
if "HEIC" in sys.argv[1]:
    from pillow_heif import register_heif_opener
    register_heif_opener()
with Image.open(sys.argv[1]) as image:
    image.thumbnail((360, 360))
    image.convert("RGB").save(sys.argv[2], "WEBP")
status = open("/proc/self/status").read()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")))
"""


def photo(width: int, height: int, path: Path) -> None:
    """A JPEG as a phone held upright makes it: grain, gradients, to be turned by EXIF."""
    grain = Image.effect_noise((width // 4, height // 4), 60).resize((width, height))
    gradient = Image.linear_gradient("L").resize((width, height))
    turn = Image.Exif()
    turn[ORIENTATION] = 6
    Image.merge("RGB", (grain, gradient, gradient.rotate(180))).save(path, "JPEG", quality=90, exif=turn)


def screenshot(path: Path) -> None:
    """A PNG of 3840 by 2160 with windows and lines of text."""
    image = Image.new("RGB", (3840, 2160), (245, 245, 248))
    draw = ImageDraw.Draw(image)
    for line in range(120):
        draw.text(
            (60 + line % 3 * 1250, 20 + line * 17), f"{line:04} the quick brown fox jumps " * 6, fill=(30, 30, 60)
        )
    draw.rectangle((2500, 1200, 3700, 2000), fill=(90, 140, 220))
    image.save(path, "PNG")


def animation(path: Path) -> None:
    """A GIF of 60 frames, 480 by 270."""
    frames = []
    for number in range(60):
        frame = Image.linear_gradient("L").resize((480, 270)).convert("RGB")
        ImageDraw.Draw(frame).ellipse((number * 6, 80, number * 6 + 90, 170), fill=(220, number * 4, 40))
        frames.append(frame.quantize(64))
    frames[0].save(path, "GIF", save_all=True, append_images=frames[1:], duration=50, loop=0)


def largest(folder: Path) -> list[Path]:
    """The largest of their kinds that are accepted whole: where memory peaks."""
    pillow_heif.register_heif_opener()
    typical = files(folder)
    grain = Image.effect_noise((1825, 1367), 60).resize((7300, 5470)).convert("RGB")
    turn = Image.Exif()
    turn[ORIENTATION] = 6
    grain.save(folder / "40 MP JPEG, turned", "JPEG", exif=turn)
    grain.save(folder / "40 MP PNG, turned", "PNG", exif=turn, compress_level=1)
    grain.resize((4960, 7016)).save(folder / "35 MP TIFF, LZW", "TIFF", compression="tiff_lzw")
    grain.resize((4080, 3060)).save(folder / "12.5 MP WebP, turned", "WEBP", exif=turn, method=0)
    camera = grain.resize((5712, 4284))
    camera.save(folder / "24.5 MP HEIC", "HEIF", quality=60)
    camera.resize((5160, 3870)).save(folder / "20 MP AVIF", "AVIF", speed=10)
    grain.resize((7300, 5470)).save(folder / "40 MP JPEG, progressive", "JPEG", progressive=True)
    return [path for path in files(folder) if path not in typical]


def files(folder: Path) -> list[Path]:
    """What lies in a folder, by name."""
    return sorted(folder.iterdir())


async def ours(path: Path, folder: Path) -> tuple[float, float, float]:
    """Processor seconds, wall seconds and peak megabytes of the child that makes all three renditions."""
    begun = time.monotonic()
    outcome = await process(path, folder)
    assert isinstance(outcome, ImageResult), outcome
    return outcome.cpu_seconds, time.monotonic() - begun, outcome.peak_bytes / 1e6


def peer(path: Path, folder: Path) -> tuple[float, float, float]:
    """The same of a process that makes one thumbnail and nothing else."""
    begun, before = time.monotonic(), os.times()
    command = [sys.executable, "-c", PEER, str(path), str(folder / "peer")]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, time.monotonic() - begun, int(told) * 1024 / 1e6


async def main() -> None:
    """Make the images, measure, print."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        photo(4000, 3000, folder / "12 MP JPEG, turned")
        photo(8000, 6000, folder / "48 MP JPEG, turned")
        screenshot(folder / "4K PNG screenshot")
        animation(folder / "GIF, 60 frames 480 x 270")
        images = files(folder)
        if "--largest" in sys.argv:
            images += largest(folder)
        out = folder / "out"
        out.mkdir()
        print(
            f"{'':28}{'all three: CPU s':>17}{'wall s':>8}{'MB':>6}{'plain thumbnail: CPU s':>26}{'wall s':>8}{'MB':>6}"
        )
        for path in images:
            cpu, wall, peak = await ours(path, out)
            peer_cpu, peer_wall, peer_peak = peer(path, out)
            print(f"{path.name:28}{cpu:17.2f}{wall:8.2f}{peak:6.0f}{peer_cpu:26.2f}{peer_wall:8.2f}{peer_peak:6.0f}")
            if peak > TARGET_MEGABYTES:
                print(f"  above the {TARGET_MEGABYTES} MB that a child may take")


if __name__ == "__main__":
    asyncio.run(main())

"""Draws an image anew: turned upright, in sRGB, 8 bits a channel, shrunk. Strip by strip, so never two whole copies."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms
from PIL.Image import Resampling, Transpose

STRIP_PIXELS = 1_000_000
MAX_PROFILE_BYTES = 4_000_000
# EXIF 2.32, 4.6.4 A: what has to be done to see the image upright.
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
SIDEWAYS = frozenset({5, 6, 7, 8})
FROM_THE_END = frozenset({3, 4, 7, 8})
SIXTEEN_BITS = ("I;16", "I;16L", "I;16B", "I;16N")
COLOURS = {"RGB ": ("RGB", "RGBA"), "CMYK": ("CMYK",), "GRAY": ("L",)}

Colour = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, slots=True)
class Change:
    """What must happen to each pixel: where it goes, and its colour. No colour: it is sRGB already."""

    orientation: int
    colour: Colour | None

    @property
    def is_none(self) -> bool:
        """Whether the pixels may stay as they are."""
        return self.orientation == 1 and self.colour is None


def change_of(image: Image.Image, orientation: int) -> Change:
    """What the image needs to be seen as its maker saw it, by a browser that knows neither tags nor profiles."""
    return Change(orientation, _colour(image))


def flat(image: Image.Image) -> Image.Image:
    """In L, RGB, RGBA or CMYK, with 8 bits a channel."""
    if image.mode.startswith("I"):
        # Pillow's own conversion would clip at 255.
        sixteen = image.convert("I") if image.mode in SIXTEEN_BITS else image
        return sixteen.point(lambda value: value * (1 / 256)).convert("L")
    mode = _flat_mode(image)
    return image if image.mode == mode else image.convert(mode)


def _flat_mode(image: Image.Image) -> str:
    if image.has_transparency_data:
        return "RGBA"
    if image.mode == "1" or image.mode.startswith("I"):
        return "L"
    return image.mode if image.mode in ("L", "CMYK") else "RGB"


def drawn(image: Image.Image, change: Change) -> Image.Image:
    """One strip or frame, changed."""
    changed = flat(image)
    if change.colour is not None:
        changed = change.colour(changed)
    if changed.mode == "CMYK":
        changed = changed.convert("RGB")
    return changed.transpose(TURNS[change.orientation]) if change.orientation in TURNS else changed


def redrawn(image: Image.Image, change: Change, scratch: Path) -> Image.Image:
    """The whole image, changed. The one given is closed: there is memory for one, so the new one waits in a file."""
    width, height = (image.height, image.width) if change.orientation in SIDEWAYS else image.size
    rows = max(1, STRIP_PIXELS // width)
    spans = [(top, min(top + rows, height)) for top in range(0, height, rows)]
    mode = ""
    with (scratch / "pixels").open("w+b") as file:
        for span in spans:
            strip = drawn(image.crop(_source(image.size, span, change.orientation)), change)
            mode = strip.mode
            file.write(strip.tobytes())
        image.close()
        file.seek(0)
        whole = Image.new(mode, (width, height))
        for top, bottom in spans:
            size = (width, bottom - top)
            whole.paste(Image.frombytes(mode, size, file.read(len(mode) * size[0] * size[1])), (0, top))
    return whole


def shrunk(image: Image.Image, longest: int) -> Image.Image:
    """In L, RGB or RGBA, with no side longer than `longest`; never larger than it was."""
    scale = max(1.0, max(image.size) / longest)
    size = (max(1, round(image.width / scale)), max(1, round(image.height / scale)))
    if size == image.size:
        return flat(image).copy()
    small = _reduced(image, max(1, min(int(scale), *image.size)))
    return small.resize(size, Resampling.LANCZOS)


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    """Each square of `factor` pixels averaged into one, as a step that bounds memory."""
    rows = factor * max(1, STRIP_PIXELS // (image.width * factor))
    strips = (image.crop((0, top, image.width, min(top + rows, image.height))) for top in range(0, image.height, rows))
    first = _small(next(strips), factor)
    small = Image.new(first.mode, (-(-image.width // factor), -(-image.height // factor)))
    small.paste(first, (0, 0))
    for number, strip in enumerate(strips, 1):
        small.paste(_small(strip, factor), (0, number * rows // factor))
    return small


def _small(strip: Image.Image, factor: int) -> Image.Image:
    shown = drawn(strip, Change(1, None))
    return shown.reduce(factor) if factor > 1 else shown


def _source(size: tuple[int, int], span: tuple[int, int], orientation: int) -> tuple[int, int, int, int]:
    """Where in the image lies what becomes the rows from the first to the second of `span`."""
    width, height = size
    start, end = span
    length = width if orientation in SIDEWAYS else height
    if orientation in FROM_THE_END:
        start, end = length - end, length - start
    return (start, 0, end, height) if orientation in SIDEWAYS else (0, start, width, end)


def _colour(image: Image.Image) -> Colour | None:
    """From the image's profile to sRGB. A profile that is broken, of other colours or sRGB itself changes nothing."""
    data = image.info.get("icc_profile")
    if not data or len(data) > MAX_PROFILE_BYTES:
        return None
    mode = _flat_mode(image)
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        fits = mode in COLOURS.get(profile.profile.xcolor_space, ())
        return _transform(profile, mode) if fits and "sRGB" not in ImageCms.getProfileDescription(profile) else None
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _transform(profile: ImageCms.ImageCmsProfile, mode: str) -> Colour:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

    def between(mode: str) -> ImageCms.ImageCmsTransform:
        return ImageCms.ImageCmsTransform(profile, srgb, mode, "RGBA" if mode == "RGBA" else "RGB")

    # Frames of one film may be with and without alpha.
    transforms = {each: between(each) for each in ({"RGB", "RGBA"} if mode in ("RGB", "RGBA") else {mode})}
    return lambda strip: transforms[strip.mode].apply(strip)

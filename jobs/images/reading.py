"""Opens an image within its limits: refused by its header where it can be, decoded no larger than memory allows."""

import importlib
import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import AvifImagePlugin, ExifTags, Image, PngImagePlugin

from jobs.images.kinds import RASTER, kind_of
from jobs.images.outcomes import ImageLimits, Measure, NotAnImage, Reason, RefusedError, TooLarge

SUB_IFDS, LAYERS, DNG_VERSION = 330, 37724, 50706
ONE_BYTE_MODES = frozenset({"1", "L", "P"})
SCALES = (1, 2, 4, 8)


@dataclass(frozen=True, slots=True)
class Opened:
    """An image whose header is known and whose pixels are not yet read."""

    image: Image.Image
    path: Path
    media_type: str
    kind: str
    orientation: int
    frames: int


def open_image(path: Path, limits: ImageLimits) -> Opened:
    """The image at `path`. Raises RefusedError, and whatever Pillow raises on what it cannot read."""
    media_type = kind_of(path).media_type
    kind = RASTER.get(media_type)
    if kind is None or (kind == "HEIF" and not _heif_is_there()):
        raise RefusedError(NotAnImage(Reason.UNKNOWN))
    if path.stat().st_size > limits.bytes:
        raise RefusedError(TooLarge(Measure.BYTES, limits.bytes))
    _prepare(_pixels_of(kind, limits))
    try:
        return _opened(path, media_type, kind, limits)
    except Image.DecompressionBombError:
        raise RefusedError(TooLarge(Measure.PIXELS, _pixels_of(kind, limits))) from None


def load(opened: Opened, scratch: Path, limits: ImageLimits) -> tuple[Image.Image, bool]:
    """Read the pixels; answers them, and whether the end of a JPEG was missing. Raises what Pillow raises.

    Of a JPEG cut short its upper part is shown, as browsers do: people would rather see half a photo, and an
    ordinary file would carry the photo's location. Other formats must be whole.
    """
    try:
        opened.image.load()
    except OSError:
        if opened.kind != "JPEG":
            raise
        opened.image.close()
        image = Image.open(_mended(opened.path, scratch), formats=["JPEG"])
        _draft(image, limits)
        image.load()
        return image, True
    # What the readers of WebP and AVIF hold on to is larger than the picture.
    opened.image.__dict__.pop("_decoder", None)
    return opened.image, False


def _prepare(pixels: int) -> None:
    """Bound what Pillow's own readers take. This process reads one image and ends, so they are set for good."""
    Image.MAX_IMAGE_PIXELS = pixels // 2  # an error comes at twice that
    PngImagePlugin.MAX_TEXT_MEMORY = 4 * PngImagePlugin.MAX_TEXT_CHUNK
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each further thread takes a stack and a frame


def _pixels_of(kind: str, limits: ImageLimits) -> int:
    match kind:
        case "JPEG":
            return limits.jpeg_pixels
        case "TIFF":
            return limits.tiff_pixels
        case "WEBP":
            return limits.webp_pixels
        case "AVIF":
            return limits.avif_pixels
        case "HEIF":
            return limits.heif_pixels
        case _:
            return limits.pixels


def _heif_is_there() -> bool:
    # An extra: its wheel carries GPL code. Only an HEIC pays for loading it.
    if importlib.util.find_spec("pillow_heif") is None:
        return False
    pillow_heif: Any = importlib.import_module("pillow_heif")
    pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)
    return True


def _opened(path: Path, media_type: str, kind: str, limits: ImageLimits) -> Opened:
    image = Image.open(path, formats=[kind])
    # Pillow turns TIFF itself, in a second copy.
    orientation = 1 if kind == "TIFF" else _orientation(image)
    frames = 1 if kind in ("JPEG", "HEIF") else getattr(image, "n_frames", 1)
    if kind == "JPEG":
        _draft(image, limits)
    if kind == "TIFF":
        _check_page(image, limits)
    if frames > 1:
        _check_movement(image, frames, limits)
    return Opened(image, path, media_type, kind, orientation, frames)


def _orientation(image: Image.Image) -> int:
    """EXIF orientation 1-8, taken away so that nothing turns the image but we, and once."""
    try:
        found = image.getexif().pop(ExifTags.Base.Orientation, 1)
    except Exception:  # EXIF is whatever a stranger wrote, and the picture may be good without it
        return 1
    return found if found in range(1, 9) else 1


def _check_page(image: Image.Image, limits: ImageLimits) -> None:
    tags = getattr(image, "tag_v2", {})
    # The bytes sent are thrown away once there are renditions: not where they hold pages, layers or raw data.
    if getattr(image, "n_frames", 1) != 1 or {SUB_IFDS, LAYERS, DNG_VERSION} & set(tags):
        raise RefusedError(NotAnImage(Reason.KEPT_WHOLE))
    if tags.get(ExifTags.Base.Orientation, 1) != 1 and image.width * image.height > limits.tiff_pixels // 2:
        raise RefusedError(TooLarge(Measure.PIXELS, limits.tiff_pixels // 2))


def _check_movement(image: Image.Image, frames: int, limits: ImageLimits) -> None:
    pixels = image.width * image.height
    for measure, found, limit in (
        (Measure.FRAMES, frames, limits.frames),
        (Measure.PIXELS, pixels, limits.frame_pixels),
        (Measure.MOVING_PIXELS, pixels * frames, limits.moving_pixels),
    ):
        if found > limit:
            raise RefusedError(TooLarge(measure, limit))


def _draft(image: Image.Image, limits: ImageLimits) -> None:
    """Let the decoder halve until pixels, and a progressive image's coefficients, fit into memory."""
    pixels, coefficients = image.width * image.height, _coefficient_bytes(image)
    each = 1 if image.mode in ONE_BYTE_MODES else 4
    scale = next((s for s in SCALES if pixels * (coefficients + each / s**2) <= limits.working_bytes), None)
    if scale is None:
        raise RefusedError(TooLarge(Measure.PIXELS, int(limits.working_bytes / (coefficients + each / 64))))
    if scale > 1:
        image.draft(None, (max(1, image.width // scale), max(1, image.height // scale)))


def _coefficient_bytes(image: Image.Image) -> float:
    """Bytes a pixel that libjpeg holds of a progressive image, all of it at once."""
    if not image.info.get("progressive"):
        return 0
    layers: list[tuple[int, int, int, int]] = getattr(image, "layer", [])
    widest, highest = max(layer[1] for layer in layers), max(layer[2] for layer in layers)
    return sum(2 * layer[1] * layer[2] for layer in layers) / (widest * highest)


def _mended(path: Path, scratch: Path) -> Path:
    """A copy that ends: the decoder then shows what came, and grey for what did not."""
    mended = scratch / "mended"
    shutil.copyfile(path, mended)
    with mended.open("ab") as file:
        file.write(b"\xff\xd9")
    return mended

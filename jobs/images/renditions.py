"""Makes the files that people are shown from an opened image."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, JpegImagePlugin

from db.vocabulary import RenditionName
from jobs.images import blocks
from jobs.images.blocks import Moving
from jobs.images.drawing import Change, change_of, drawn, redrawn, shrunk
from jobs.images.outcomes import ImageLimits, Rendition
from jobs.images.reading import Opened, load

SCREEN_SIDE, THUMBNAIL_SIDE = 1600, 360
PLACEHOLDER_SIDES = (24, 16, 8)
PLACEHOLDER_LENGTH = 1024
WEBP = "image/webp"
MAX_WEBP_PIXELS = 8_000_000
COPIED = {"GIF": "image/gif", "PNG": "image/png", "WEBP": WEBP}
JPEG_QUALITY = 92
# Without key frames, which nobody needs who does not wind: half the time and less than half the bytes.
FILM: dict[str, Any] = {"save_all": True, "method": 2, "kmin": 0, "kmax": 0}
PNG_EFFORT = 3  # 6 takes five times as long and saves a tenth


@dataclass(frozen=True, slots=True)
class Made:
    """All that was made of an image."""

    renditions: tuple[Rendition, ...]
    placeholder: str
    is_truncated: bool


def make(opened: Opened, out: Path, scratch: Path, limits: ImageLimits) -> Made:
    """Write ORIGINAL, SCREEN and THUMBNAIL into `out`. Raises what Pillow raises, and RefusedError."""
    change = change_of(opened.image, opened.orientation)
    movement = _copied(opened, out / RenditionName.ORIGINAL, limits)
    if opened.frames > 1:
        return _moving(opened, change, movement, out, square=limits.square_thumbnail)
    return _still(opened, change, out, scratch, limits)


def _copied(opened: Opened, target: Path, limits: ImageLimits) -> Moving | None:
    """What draws of a GIF, PNG or WebP, copied without loss; none of the other formats."""
    if opened.kind not in COPIED:
        return None
    with opened.path.open("rb") as source, target.open("wb") as file:
        return blocks.copy(opened.kind, source, file, limits.frames)


def _still(opened: Opened, change: Change, out: Path, scratch: Path, limits: ImageLimits) -> Made:
    image, is_truncated = load(opened, scratch, limits)
    if opened.kind in COPIED and change.is_none:
        original = _measured(out, RenditionName.ORIGINAL, COPIED[opened.kind], image.size)
    else:
        options = _jpeg_options(image) if opened.kind == "JPEG" else {"quality": JPEG_QUALITY}
        if not (change.is_none and image.mode in ("L", "RGB")):
            image = redrawn(image, change, scratch)
        image = _encodable(image, opened.kind)
        original = _drawn_original(image, opened.kind, options, out)
    screen = shrunk(image, SCREEN_SIDE)
    image.close()
    small = _thumbnail(screen, out, square=limits.square_thumbnail)
    return Made((original, _screen(screen, out), small), placeholder(screen), is_truncated)


def _moving(opened: Opened, change: Change, movement: Moving | None, out: Path, *, square: bool) -> Made:
    """What moves keeps moving, but for its thumbnail: a list of rooms or pictures is no place for that."""
    image = opened.image
    first = int(bool(image.info.get("default_image")))  # APNG: a picture for readers that know no movement
    frames = range(first, opened.frames)
    shown = Film(image, frames, change, SCREEN_SIDE)
    still = shown.copy()
    screen = _played(shown, movement, out, RenditionName.SCREEN, 75)
    if movement is not None and change.is_none:
        original = _measured(out, RenditionName.ORIGINAL, COPIED[opened.kind], image.size)
    else:
        whole = Film(image, frames, change, max(image.size))
        original = _played(whole, movement, out, RenditionName.ORIGINAL, JPEG_QUALITY)
    return Made((original, screen, _thumbnail(still, out, square=square)), placeholder(still), False)


class Film(Image.Image):
    """Frames drawn one at a time while Pillow's writer asks for them: as a list they would all be in memory."""

    def __init__(self, source: Image.Image, frames: range, change: Change, longest: int) -> None:
        """The frames of those numbers in `source`, changed, no side longer than `longest`."""
        super().__init__()
        self._source, self._frames, self._change, self._longest = source, frames, change, longest
        self.n_frames = len(frames)
        self.durations = [0] * self.n_frames  # known once a frame is drawn
        self._at = -1
        self.seek(0)

    def seek(self, frame: int) -> None:
        """Show that frame."""
        if frame == self._at:
            return
        self._source.seek(self._frames[frame])
        shown = shrunk(drawn(self._source, self._change), self._longest).convert("RGBA")
        self.durations[frame] = round(self._source.info.get("duration", 0))
        self.im = shown.im
        self._mode, self._size, self._at = shown.mode, shown.size, frame

    def tell(self) -> int:
        """The last frame: Pillow's writer goes back to where it was, and from the end that draws nothing again."""
        return self.n_frames - 1


def _played(film: Film, movement: Moving | None, out: Path, name: RenditionName, quality: int) -> Rendition:
    """Written as WebP, at the pace of its blocks, or at the one that its decoder tells while it is written."""
    durations = list(movement.durations) if movement else film.durations
    _save(film, out / name, "WEBP", duration=durations, loop=movement.loop if movement else 0, quality=quality, **FILM)
    return _measured(out, name, WEBP, film.size)


def placeholder(image: Image.Image) -> str:
    """A data URI of at most 1 KB that gives an idea of the image."""
    for side in PLACEHOLDER_SIDES:
        file = io.BytesIO()
        _save(shrunk(image, side), file, "WEBP", quality=35, method=4)
        uri = "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()
        if len(uri) <= PLACEHOLDER_LENGTH:
            return uri
    return ""


def _jpeg_options(image: Image.Image) -> dict[str, Any]:
    """As fine as the JPEG was: its own tables lose least, and do not make a poor one large."""
    tables = getattr(image, "quantization", {})
    if image.mode not in ("L", "RGB") or not tables:
        return {"quality": JPEG_QUALITY}
    sampling = JpegImagePlugin.get_sampling(image) if image.mode == "RGB" else -1
    return {"qtables": tables, "subsampling": sampling}


def _drawn_original(image: Image.Image, kind: str, options: dict[str, Any], out: Path) -> Rendition:
    target = out / RenditionName.ORIGINAL
    if kind == "PNG":
        _save(image, target, "PNG", compress_level=PNG_EFFORT)
    elif _becomes_webp(image, kind):
        _save(image, target, "WEBP", quality=90, method=4)
        kind = "WEBP"
    else:
        _save(image, target, "JPEG", **options)
        kind = "JPEG"
    media_type = COPIED.get(kind, "image/jpeg")
    return _measured(out, RenditionName.ORIGINAL, media_type, image.size)


def _encodable(image: Image.Image, kind: str) -> Image.Image:
    """Shrunk where it is to be written as WebP and is larger than its writer has memory for."""
    pixels = image.width * image.height
    if not _becomes_webp(image, kind) or pixels <= MAX_WEBP_PIXELS:
        return image
    return shrunk(image, int(max(image.size) * (MAX_WEBP_PIXELS / pixels) ** 0.5))


def _becomes_webp(image: Image.Image, kind: str) -> bool:
    return kind in ("GIF", "WEBP") or (kind != "PNG" and image.mode == "RGBA")


def _screen(screen: Image.Image, out: Path) -> Rendition:
    _save(screen, out / RenditionName.SCREEN, "WEBP", quality=80, method=4)
    return _measured(out, RenditionName.SCREEN, WEBP, screen.size)


def _thumbnail(screen: Image.Image, out: Path, *, square: bool) -> Rendition:
    small = shrunk(_middle(screen) if square else screen, THUMBNAIL_SIDE)
    _save(small, out / RenditionName.THUMBNAIL, "WEBP", quality=75, method=4)
    return _measured(out, RenditionName.THUMBNAIL, WEBP, small.size)


def _middle(image: Image.Image) -> Image.Image:
    """The largest square in the middle."""
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


def _save(image: Image.Image, target: Path | io.BytesIO, kind: str, **options: Any) -> None:  # noqa: ANN401 - Pillow's
    # Writers take comments, profiles and more from here when they are not told otherwise.
    image.info = {}
    image.save(target, kind, **options)


def _measured(out: Path, name: RenditionName, media_type: str, size: tuple[int, int]) -> Rendition:
    return Rendition(name, media_type, *size, (out / name).stat().st_size)

"""What becomes of an image: types that the worker and the decoding child share, and the limits they keep."""

from dataclasses import dataclass
from enum import StrEnum

from db.vocabulary import RenditionName


class Measure(StrEnum):
    """What an image may have too much of."""

    BYTES = "BYTES"
    PIXELS = "PIXELS"
    FRAMES = "FRAMES"
    MOVING_PIXELS = "MOVING_PIXELS"


class Reason(StrEnum):
    """Why bytes are an ordinary file."""

    UNKNOWN = "UNKNOWN"  # of no kind that is ever decoded here
    KEPT_WHOLE = "KEPT_WHOLE"  # showing it would lose what it holds: more pages, layers, a camera's raw data
    BROKEN = "BROKEN"  # decoders refused it
    CRASHED = "CRASHED"  # it brought its decoder down
    MEMORY = "MEMORY"  # it wanted more memory than any accepted image
    TIME = "TIME"  # it wanted more processor time than any accepted image
    INTERRUPTED = "INTERRUPTED"  # the machine failed it on every try


@dataclass(frozen=True, slots=True)
class ImageLimits:
    """Bounds, chosen so that a child's memory peaks below 250 MB. `tries` is how often the machine may fail.

    `square_thumbnail` has the smallest form cut to the square in its middle, for pictures of people.
    """

    bytes: int = 100_000_000
    pixels: int = 40_000_000  # decoded whole
    tiff_pixels: int = 36_000_000  # a scan of A4 at 600 dpi; it may lie in one compressed piece
    webp_pixels: int = 12_500_000  # its decoder holds four copies
    avif_pixels: int = 20_000_000  # its decoder holds the planes and a copy
    heif_pixels: int = 25_000_000  # so does this one
    jpeg_pixels: int = 120_000_000  # decoded at a half or less where the whole would not fit
    frames: int = 1_000
    frame_pixels: int = 4_200_000  # of what moves
    moving_pixels: int = 200_000_000  # of all frames together
    working_bytes: int = 165_000_000  # for one decoded picture
    address_space: int = 640_000_000
    data_bytes: int = 260_000_000
    file_bytes: int = 256_000_000
    cpu_seconds: int = 60
    wall_seconds: float = 180
    tries: int = 3
    square_thumbnail: bool = False


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file made of an image: `name` in the folder given. `size` in bytes."""

    name: RenditionName
    media_type: str
    width: int
    height: int
    size: int


@dataclass(frozen=True, slots=True)
class ImageResult:
    """An image that can be shown. Width and height are those of ORIGINAL, as it is seen.

    `placeholder` is a data URI of at most 1 KB. `is_truncated`: its end was missing, and is grey.
    """

    media_type: str
    width: int
    height: int
    is_animated: bool
    is_truncated: bool
    placeholder: str
    renditions: tuple[Rendition, ...]
    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class NotAnImage:
    """To be treated as an ordinary file: kept as it is, only ever downloaded."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class TooLarge:
    """An image beyond what is decoded here; `limit` is the bound that it passes."""

    measure: Measure
    limit: int


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The machine's trouble, which says nothing about the image: to be tried again later."""

    trouble: str


Outcome = ImageResult | NotAnImage | TooLarge | Interrupted


class RefusedError(Exception):
    """Ends the child's work with an outcome."""

    def __init__(self, outcome: NotAnImage | TooLarge) -> None:
        """`outcome` is the whole message."""
        super().__init__(outcome)
        self.outcome = outcome

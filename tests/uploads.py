"""What people and attackers upload as images, what is to become of each, and how to have it processed."""

from collections.abc import Callable
from pathlib import Path

from jobs.images.outcomes import ImageLimits, Measure, Outcome, Reason, TooLarge
from jobs.images.processing import process
from tests import pictures
from tests.pictures import encoded, placed, quarters

LIMITS = ImageLimits()

# Each upload: how it is made, its type, size and type of ORIGINAL.
Size = tuple[int, int]
SHOWN: dict[str, tuple[Callable[[], bytes], str, Size, str]] = {
    **{
        f"JPEG, orientation {n}": (lambda n=n: pictures.phone_photo(n), "image/jpeg", (640, 400), "image/jpeg")
        for n in range(1, 9)
    },
    "JPEG with XMP, IPTC, comments": (pictures.laden_jpeg, "image/jpeg", (640, 400), "image/jpeg"),
    "JPEG with a second one behind": (pictures.two_in_one, "image/jpeg", (640, 400), "image/jpeg"),
    "JPEG, progressive": (
        lambda: encoded(quarters(), "JPEG", quality=95, progressive=True, exif=pictures.exif()),
        "image/jpeg",
        (640, 400),
        "image/jpeg",
    ),
    "JPEG, CMYK": (
        lambda: encoded(quarters(mode="CMYK"), "JPEG", exif=pictures.exif()),
        "image/jpeg",
        (640, 400),
        "image/jpeg",
    ),
    "PNG with texts and EXIF": (pictures.laden_png, "image/png", (640, 400), "image/png"),
    "PNG with a palette": (
        lambda: encoded(quarters().quantize(4), "PNG", exif=pictures.exif()),
        "image/png",
        (640, 400),
        "image/png",
    ),
    "PNG with alpha": (lambda: pictures.laden_png("RGBA"), "image/png", (640, 400), "image/png"),
    "PNG, turned by EXIF": (
        lambda: encoded(quarters().transpose(pictures.UNTURN[6]), "PNG", exif=pictures.exif(6)),
        "image/png",
        (640, 400),
        "image/png",
    ),
    "PNG, 16 bits": (pictures.sixteen_bit_png, "image/png", (64, 40), "image/png"),
    "GIF": (
        lambda: encoded(quarters().quantize(4), "GIF", comment=pictures.AUTHOR),
        "image/gif",
        (640, 400),
        "image/gif",
    ),
    "GIF, moving": (pictures.laden_gif, "image/gif", (320, 200), "image/gif"),
    "WebP": (
        lambda: encoded(quarters(), "WEBP", exif=pictures.exif(), xmp=pictures.XMP),
        "image/webp",
        (640, 400),
        "image/webp",
    ),
    "WebP, turned by EXIF": (
        lambda: encoded(quarters().transpose(pictures.UNTURN[8]), "WEBP", exif=pictures.exif(8)),
        "image/webp",
        (640, 400),
        "image/webp",
    ),
    "WebP, moving": (
        lambda: pictures.moving("WEBP", exif=pictures.exif(), xmp=pictures.XMP, quality=95),
        "image/webp",
        (320, 200),
        "image/webp",
    ),
    "APNG, moving": (lambda: pictures.moving("PNG", exif=pictures.exif()), "image/png", (320, 200), "image/png"),
    "HEIC": (
        lambda: encoded(quarters(), "HEIF", quality=95, exif=pictures.exif(), xmp=pictures.XMP),
        "image/heic",
        (640, 400),
        "image/jpeg",
    ),
    "HEIC, turned": (pictures.turned_heic, "image/heic", (640, 400), "image/jpeg"),
    "HEIC with alpha": (
        lambda: encoded(quarters(mode="RGBA"), "HEIF", quality=95),
        "image/heic",
        (640, 400),
        "image/webp",
    ),
    "AVIF": (
        lambda: encoded(quarters(), "AVIF", quality=90, exif=pictures.exif(), xmp=pictures.XMP),
        "image/avif",
        (640, 400),
        "image/jpeg",
    ),
    "AVIF, turned": (
        lambda: encoded(quarters().transpose(pictures.UNTURN[6]), "AVIF", quality=90, exif=pictures.exif(6)),
        "image/avif",
        (640, 400),
        "image/jpeg",
    ),
    "AVIF, moving": (lambda: pictures.moving("AVIF", quality=90), "image/avif", (320, 200), "image/webp"),
    "TIFF": (
        lambda: encoded(quarters(), "TIFF", compression="tiff_lzw", exif=pictures.exif()),
        "image/tiff",
        (640, 400),
        "image/jpeg",
    ),
    "TIFF, turned": (
        lambda: encoded(quarters().transpose(pictures.UNTURN[6]), "TIFF", exif=pictures.exif(6)),
        "image/tiff",
        (640, 400),
        "image/jpeg",
    ),
    "BMP": (lambda: encoded(quarters(), "BMP"), "image/bmp", (640, 400), "image/jpeg"),
}
MOVING = {"GIF, moving", "WebP, moving", "APNG, moving", "AVIF, moving"}

ORDINARY: dict[str, tuple[Callable[[], bytes], Reason]] = {
    "nothing at all": (lambda: b"", Reason.UNKNOWN),
    "SVG with a script": (
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        Reason.UNKNOWN,
    ),
    "HTML": (lambda: b"<!doctype html><script>alert(1)</script>", Reason.UNKNOWN),
    "PNG, cut": (lambda: pictures.laden_png()[:1500], Reason.BROKEN),
    "PNG whose header promises more": (lambda: pictures.png(6000, 6000, 8, 2, bytes(100)), Reason.BROKEN),
    "PNG whose text is a bomb": (pictures.text_bomb, Reason.BROKEN),
    "PNG whose profile is a bomb": (pictures.profile_bomb, Reason.BROKEN),
    "JPEG, cut in its header": (lambda: pictures.phone_photo()[:300], Reason.BROKEN),
    "JPEG of which only the mark is true": (lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4, Reason.BROKEN),
    "GIF, cut": (lambda: pictures.laden_gif()[:-400], Reason.BROKEN),
    "WebP, cut": (lambda: pictures.moving("WEBP")[:-200], Reason.BROKEN),
    "HEIC, cut": (lambda: encoded(quarters(), "HEIF")[:-200], Reason.BROKEN),
    "AVIF, cut": (lambda: encoded(quarters(), "AVIF")[:-100], Reason.BROKEN),
    "TIFF of two pages": (
        lambda: encoded(quarters(), "TIFF", save_all=True, append_images=[quarters()]),
        Reason.KEPT_WHOLE,
    ),
    "TIFF that is a camera's raw data": (
        lambda: encoded(quarters(), "TIFF", tiffinfo={50706: b"\x01\x04\0\0"}),
        Reason.KEPT_WHOLE,
    ),
}

TOO_LARGE: dict[str, tuple[Callable[[], bytes], TooLarge]] = {
    "PNG of a hundred megapixels": (pictures.bomb, TooLarge(Measure.PIXELS, LIMITS.pixels)),
    "JPEG that claims four gigapixels": (
        lambda: pictures.claiming(pictures.phone_photo(), 65_000, 65_000),
        TooLarge(Measure.PIXELS, LIMITS.jpeg_pixels),
    ),
    "GIF of ten thousand frames": (lambda: pictures.many_frames(10_000), TooLarge(Measure.FRAMES, LIMITS.frames)),
    "WebP that moves for too long": (
        lambda: pictures.long_webp(120),
        TooLarge(Measure.MOVING_PIXELS, LIMITS.moving_pixels),
    ),
    "WebP too large to move": (
        lambda: pictures.long_webp(2, (3000, 2000)),
        TooLarge(Measure.PIXELS, LIMITS.frame_pixels),
    ),
    "WebP of a huge canvas": (
        lambda: pictures.long_webp(2, (320, 200)).replace(
            b"\x02\x00\x00\x00" + (319).to_bytes(3, "little") + (199).to_bytes(3, "little"),
            b"\x02\x00\x00\x00" + (16_000).to_bytes(3, "little") * 2,
            1,
        ),
        TooLarge(Measure.PIXELS, LIMITS.webp_pixels),
    ),
}


async def processed(
    data: bytes, folder: Path, name: str = "upload", limits: ImageLimits = LIMITS, attempt: int = 1
) -> Outcome:
    """What becomes of the bytes; renditions are in the folder's `out`."""
    out = folder / "out"
    out.mkdir(exist_ok=True)
    return await process(placed(folder, data, name), out, limits, attempt)


def left(folder: Path) -> list[Path]:
    """What lies where renditions would."""
    return list((folder / "out").iterdir())

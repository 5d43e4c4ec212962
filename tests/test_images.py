"""What becomes of images: upright, in sRGB, moving, telling of no place, device or author; and what is refused."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from db.vocabulary import RenditionName
from jobs.images import renditions
from jobs.images.outcomes import ImageResult, Measure, NotAnImage, Reason, RefusedError, TooLarge
from jobs.images.reading import open_image
from tests import pictures
from tests.pictures import QUARTERS, encoded, placed, quarters
from tests.uploads import LIMITS, MOVING, ORDINARY, SHOWN, TOO_LARGE, left, processed

NEAR = 12  # what a lossy format may move a plain colour by
RED, GREEN, BLUE, GOLD = QUARTERS
QUARTERS_SEEN = [(*colour, 255) for colour in QUARTERS]
WEBP_TWICE = ("image/webp", "image/webp")


@pytest.mark.parametrize("name", SHOWN)
async def test_an_image_is_shown_upright_and_tells_nothing_of_who_made_it_where_and_with_what(
    name: str, tmp_path: Path
):
    make, media_type, size, original_type = SHOWN[name]
    data = make()
    outcome = await processed(data, tmp_path)
    assert isinstance(outcome, ImageResult)
    assert (outcome.media_type, outcome.width, outcome.height, outcome.is_animated, outcome.is_truncated) == (
        media_type,
        *size,
        name in MOVING,
        False,
    )
    assert tuple(made.media_type for made in outcome.renditions) == (original_type, *WEBP_TWICE)
    assert outcome.peak_bytes < LIMITS.data_bytes
    assert_all_is_as_told(outcome, tmp_path / "out")
    assert_nothing_is_told(tmp_path / "out")


def test_what_is_searched_for_is_in_what_was_sent():
    for make in (pictures.phone_photo, pictures.laden_jpeg, pictures.laden_png, pictures.laden_gif):
        assert any(secret in make() for secret in pictures.SECRETS)
    with Image.open(io.BytesIO(pictures.phone_photo(6))) as image:
        assert (image.getexif()[0x0110], image.getexif().get_ifd(0x8825)[1]) == (pictures.MODEL, "N")


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
async def test_what_moves_keeps_its_frames_and_their_pace(kind: str, tmp_path: Path):
    await processed(pictures.moving(kind, quality=90), tmp_path)
    for name in (RenditionName.ORIGINAL, RenditionName.SCREEN):
        assert pace(tmp_path / "out" / name) == [(GOLD, 40), (RED, 80), (GREEN, 120), (BLUE, 160)], name
    assert pace(tmp_path / "out" / RenditionName.THUMBNAIL) == [(GOLD, 0)]


async def test_a_picture_for_readers_that_know_no_movement_is_no_frame(tmp_path: Path):
    hidden = Image.new("RGB", (320, 200), (0, 0, 0))
    frames = pictures.film()
    data = encoded(hidden, "PNG", save_all=True, append_images=frames, duration=[40, 80, 120, 160], default_image=True)
    await processed(data, tmp_path)
    assert pace(tmp_path / "out" / "SCREEN") == [(GOLD, 40), (RED, 80), (GREEN, 120), (BLUE, 160)]


async def test_large_pictures_are_shrunk_to_the_screen_and_the_thumbnail(tmp_path: Path):
    outcome = await processed(encoded(quarters(4000, 3000), "JPEG", exif=pictures.exif(6)), tmp_path)
    assert isinstance(outcome, ImageResult)
    assert [(made.width, made.height) for made in outcome.renditions] == [(3000, 4000), (1200, 1600), (270, 360)]
    assert outcome.placeholder.startswith("data:image/webp;base64,")
    assert len(outcome.placeholder) <= 1024
    assert outcome.peak_bytes < LIMITS.data_bytes


async def test_a_photo_beyond_what_memory_holds_is_kept_at_half_its_sides(tmp_path: Path):
    outcome = await processed(encoded(quarters(8160, 6120), "JPEG", quality=60), tmp_path)
    assert isinstance(outcome, ImageResult)
    assert [(made.width, made.height) for made in outcome.renditions] == [(4080, 3060), (1600, 1200), (360, 270)]
    assert outcome.peak_bytes < LIMITS.data_bytes
    assert_all_is_as_told(outcome, tmp_path / "out")


def test_what_is_written_as_webp_is_no_larger_than_its_writer_has_memory_for():
    for kind, mode, expected in (
        ("HEIF", "RGBA", (3577, 2236)),
        ("HEIF", "RGB", (4000, 2500)),
        ("PNG", "RGBA", (4000, 2500)),
    ):
        assert renditions._encodable(Image.new(mode, (4000, 2500)), kind).size == expected


async def test_alpha_is_averaged_without_a_dark_edge(tmp_path: Path):
    image = Image.new("RGBA", (2003, 1000), (*RED, 255))
    image.paste((0, 0, 0, 0), (1000, 0, 2003, 1000))
    await processed(encoded(image, "PNG"), tmp_path)
    for name in ("SCREEN", "THUMBNAIL"):
        with Image.open(tmp_path / "out" / name) as shown:
            row = [shown.getpixel((x, shown.height // 2)) for x in range(shown.width)]
        assert {near(pixel, RED, 40) for pixel in row if pixel[3] > 50} == {True}, name
        assert row[-1][3] == 0


async def test_sixteen_bits_of_grey_are_not_clipped(tmp_path: Path):
    await processed(pictures.sixteen_bit_grey_png(), tmp_path)
    with Image.open(tmp_path / "out" / "SCREEN") as shown:
        assert [abs(shown.convert("L").getpixel((value, 8)) - value) < NEAR for value in range(0, 256, 15)] == [
            True
        ] * 18


@pytest.mark.parametrize("name", pictures.PRIMARIES)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"])
async def test_a_wide_gamut_becomes_srgb(name: str, kind: str, tmp_path: Path):
    colour = (180, 90, 60)
    options = {"lossless": True} if kind == "WEBP" else {} if kind in ("PNG", "TIFF") else {"quality": 95}
    data = encoded(Image.new("RGB", (64, 64), colour), kind, icc_profile=pictures.profile(name), **options)
    outcome = await processed(data, tmp_path)
    assert isinstance(outcome, ImageResult)
    expected = in_srgb(colour, pictures.PRIMARIES[name])
    assert not near(expected, colour, 6)
    for rendition in RenditionName:
        with Image.open(tmp_path / "out" / rendition) as shown:
            assert near(shown.convert("RGB").getpixel((32, 32)), expected, 6), rendition
    assert_nothing_is_told(tmp_path / "out")


async def test_a_film_with_a_profile_is_drawn_anew_in_srgb(tmp_path: Path):
    data = pictures.moving("WEBP", icc_profile=pictures.profile("Adobe RGB"), quality=95)
    outcome = await processed(data, tmp_path)
    assert isinstance(outcome, ImageResult)
    assert outcome.is_animated
    expected = in_srgb(GREEN, pictures.PRIMARIES["Adobe RGB"])
    for name in ("ORIGINAL", "SCREEN"):
        assert near(pace(tmp_path / "out" / name)[2][0], expected, NEAR)
    assert_nothing_is_told(tmp_path / "out")


async def test_a_profile_that_is_none_leaves_the_colours(tmp_path: Path):
    outcome = await processed(encoded(quarters(), "PNG", icc_profile=b"no profile" * 40), tmp_path)
    assert isinstance(outcome, ImageResult)
    assert_all_is_as_told(outcome, tmp_path / "out")


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_an_image_of_many_strips_is_put_together_in_order(orientation: int, tmp_path: Path):
    upright = quarters(1500, 1009)
    turned = upright.transpose(pictures.UNTURN[orientation]) if orientation > 1 else upright
    data = encoded(turned, "PNG", exif=pictures.exif(orientation), icc_profile=pictures.profile("Display P3"))
    plain = encoded(upright, "PNG", icc_profile=pictures.profile("Display P3"))
    for name, sent in (("turned", data), ("plain", plain)):
        (tmp_path / name).mkdir()
        await processed(sent, tmp_path / name)
    with Image.open(tmp_path / "turned/out/ORIGINAL") as found, Image.open(tmp_path / "plain/out/ORIGINAL") as expected:
        assert found.size == expected.size == (1500, 1009)
        assert found.tobytes() == expected.tobytes()


async def test_an_apng_that_hides_frames_is_refused_for_them(tmp_path: Path):
    lying = pictures.hiding_frames(pictures.moving("PNG"))
    assert await processed(lying, tmp_path, limits=replace(LIMITS, frames=3)) == TooLarge(Measure.FRAMES, 3)


def test_without_the_extra_an_heic_is_an_ordinary_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(RefusedError) as refused:
        open_image(placed(tmp_path, pictures.turned_heic()), LIMITS)
    assert refused.value.outcome == NotAnImage(Reason.UNKNOWN)


async def test_of_a_jpeg_cut_short_the_upper_part_is_shown_and_grey_below(tmp_path: Path):
    whole = encoded(quarters(), "JPEG", quality=95, exif=pictures.exif())
    scan = whole.index(b"\xff\xda")
    outcome = await processed(whole[: scan + (len(whole) - scan) * 6 // 10], tmp_path)
    assert isinstance(outcome, ImageResult)
    assert (outcome.width, outcome.height, outcome.is_truncated) == (640, 400, True)
    with Image.open(tmp_path / "out" / "SCREEN") as shown:
        upper_left, upper_right, _, lower_right = pictures.corners(shown)
    assert near(upper_left, RED)
    assert near(upper_right, GREEN)
    assert max(lower_right[:3]) - min(lower_right[:3]) < NEAR
    assert_nothing_is_told(tmp_path / "out")


@pytest.mark.parametrize("name", ORDINARY)
async def test_what_cannot_be_decoded_is_an_ordinary_file(name: str, tmp_path: Path):
    make, reason = ORDINARY[name]
    assert await processed(make(), tmp_path, "photo.jpg") == NotAnImage(reason)
    assert left(tmp_path) == []


@pytest.mark.parametrize("name", TOO_LARGE)
async def test_what_is_too_large_is_refused_with_its_limit(name: str, tmp_path: Path):
    make, refusal = TOO_LARGE[name]
    assert await processed(make(), tmp_path) == refusal
    assert left(tmp_path) == []


async def test_more_bytes_than_the_limit_are_refused(tmp_path: Path):
    data = pictures.phone_photo()
    limits = replace(LIMITS, bytes=len(data) - 1)
    assert await processed(data, tmp_path, limits=limits) == TooLarge(Measure.BYTES, len(data) - 1)


def near(found: tuple[int, ...], expected: tuple[int, ...], by: int = NEAR) -> bool:
    """Whether a colour is the other, but for what lossy formats move it by."""
    return all(abs(a - b) <= by for a, b in zip(found[:3], expected[:3], strict=True))


def assert_all_is_as_told(outcome: ImageResult, out: Path) -> None:
    """The files are what the result says, and show the quarters where they belong."""
    assert sorted(path.name for path in out.iterdir()) == sorted(RenditionName)
    for made in outcome.renditions:
        with Image.open(out / made.name) as shown:
            assert (shown.size, shown.get_format_mimetype()) in (
                ((made.width, made.height), made.media_type),
                ((made.width, made.height), "image/apng"),
            )
            assert (out / made.name).stat().st_size == made.size
            seen = pictures.corners(shown)
            assert all(map(near, seen, QUARTERS_SEEN)), (made, seen)


def assert_nothing_is_told(out: Path) -> None:
    """No rendition holds what was planted, nor any place for such things."""
    for path in out.iterdir():
        data = path.read_bytes()
        assert [secret for secret in pictures.SECRETS if secret in data] == [], path.name
        with Image.open(path) as shown:
            assert (dict(shown.getexif()), dict(shown.getexif().get_ifd(0x8825))) == ({}, {}), path.name
            telling = {"exif", "xmp", "icc_profile", "comment", "photoshop", "XML:com.adobe.xmp", "Author", "mp"}
            assert telling & set(shown.info) == set(), path.name
            assert getattr(shown, "text", {}) == {}
            if shown.format == "JPEG":
                assert {name for name, _ in shown.applist} <= {"APP0"}
                assert data.endswith(b"\xff\xd9")


def pace(path: Path) -> list[tuple[tuple[int, ...], int]]:
    """Of each frame the colour at its lower right, by the nearest of ours, and its milliseconds."""
    found = []
    with Image.open(path) as shown:
        for number in range(getattr(shown, "n_frames", 1)):
            shown.seek(number)
            pixel = pictures.corners(shown)[3][:3]
            named = next((colour for colour in QUARTERS if near(pixel, colour)), pixel)
            found.append((named, round(shown.info.get("duration", 0))))
    return found


def in_srgb(colour: tuple[int, ...], primaries: tuple[tuple[float, ...], ...]) -> tuple[int, ...]:
    """The colour as sRGB, computed apart from any library: gamma 2.2, a matrix, the curve of IEC 61966-2-1."""
    linear = [(part / 255) ** 2.2 for part in colour]
    x, y, z = (sum(linear[n] * primaries[n][axis] for n in range(3)) for axis in range(3))
    srgb = (
        3.1338561 * x - 1.6168667 * y - 0.4906146 * z,
        -0.9787684 * x + 1.9161415 * y + 0.0334540 * z,
        0.0719453 * x - 0.2289914 * y + 1.4052427 * z,
    )
    bounded = (min(max(part, 0.0), 1.0) for part in srgb)
    return tuple(round(255 * (12.92 * p if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055)) for p in bounded)

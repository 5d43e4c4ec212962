"""Pictures and things that only look like pictures, made as cameras, phones, programs and attackers make them."""

import io
import struct
import zlib
from pathlib import Path

import pillow_heif
from PIL import Image, ImageDraw
from PIL.Image import Transpose

pillow_heif.register_heif_opener()

MAKER, MODEL, AUTHOR, PLACE = "Spykonmaker", "Spykon X100", "Mallory Photographer", "59.3293N 18.0686E"
SECRETS = tuple(text.encode() for text in (MAKER, MODEL, AUTHOR, PLACE, "Spykon", "Mallory", "59.3293"))
RED, GREEN, BLUE, GOLD = (220, 30, 30), (30, 170, 50), (30, 50, 210), (230, 190, 40)
QUARTERS = (RED, GREEN, BLUE, GOLD)
UNTURN = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_90,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_270,
}
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="{AUTHOR}" place="{PLACE}"/>'
    "</rdf:RDF></x:xmpmeta>"
).encode()
# Primaries as XYZ columns under D50, as profiles hold them.
PRIMARIES = {
    "Display P3": ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407)),
    "Adobe RGB": ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
}


def quarters(width: int = 640, height: int = 400, mode: str = "RGB") -> Image.Image:
    """Red, green; blue, gold: it shows how it is turned."""
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height // 2 - 1), GREEN)
    draw.rectangle((0, height // 2, width // 2 - 1, height), BLUE)
    draw.rectangle((width // 2, height // 2, width, height), GOLD)
    return image.convert(mode)


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The colours within the four quarters, row by row."""
    shown = image.convert("RGBA")
    places = [(x, y) for y in (1, 7) for x in (1, 7)]
    return [tuple(shown.getpixel((shown.width * x // 8, shown.height * y // 8))) for x, y in places]


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes: camera, author, place, a maker's note."""
    found = Image.Exif()
    found[0x010F], found[0x0110], found[0x0112], found[0x013B] = MAKER, MODEL, orientation, AUTHOR
    found[0x8298], found[0x010E] = f"(c) {AUTHOR}", f"at {PLACE}"
    found.get_ifd(0x8769).update({0x927C: b"Spykon maker note", 0xA430: AUTHOR, 0x9286: PLACE.encode()})
    place = {1: "N", 2: (59.0, 19.0, 45.5), 3: "E", 4: (18.0, 4.0, 7.0), 29: "2026:11:21"}
    found.get_ifd(0x8825).update(place)
    return found


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """The image as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def phone_photo(orientation: int = 1) -> bytes:
    """A JPEG that has to be turned to show the quarters, with all that a phone tells in it."""
    image = quarters()
    turned = image.transpose(UNTURN[orientation]) if orientation in UNTURN else image
    return encoded(turned, "JPEG", quality=95, exif=exif(orientation))


def laden_jpeg() -> bytes:
    """XMP, IPTC, a comment, a thumbnail of JFIF and one of Photoshop, an unknown segment, and more behind the end."""
    plain = encoded(quarters(), "JPEG", quality=95, exif=exif(), xmp=XMP, comment=AUTHOR)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + _sized(_iptc(80, AUTHOR) + _iptc(92, PLACE))
    small = encoded(quarters(16, 16), "JPEG", comment=MODEL)
    extra = segment(0xED, iptc) + segment(0xE0, b"JFXX\x00\x10" + small) + segment(0xEB, MODEL.encode())
    return plain[:2] + extra + plain[2:] + PLACE.encode()


def two_in_one() -> bytes:
    """An MPO, as phones store depth or a second view: another JPEG with its own EXIF behind the first."""
    return encoded(quarters(), "MPO", save_all=True, append_images=[quarters(64, 64)], exif=exif())


def turned_heic() -> bytes:
    """An HEIC as phones make it: turned by a property of the container (irot), and EXIF that says the same again."""
    image = quarters().transpose(UNTURN[6])
    image.info["exif"] = exif(6).tobytes()
    return encoded(image, "HEIF", quality=95)


def segment(marker: int, body: bytes) -> bytes:
    """One segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def _iptc(number: int, text: str) -> bytes:
    return b"\x1c\x02" + bytes([number]) + _sized(text.encode(), ">H")


def _sized(body: bytes, form: str = ">I") -> bytes:
    return struct.pack(form, len(body)) + body + b"\x00" * (len(body) % 2 if form == ">I" else 0)


def profile(name: str) -> bytes:
    """An ICC profile of three primaries and gamma 2.2, with a maker's name in it."""
    xyz = [b"XYZ \x00\x00\x00\x00" + _fixed(*column) for column in ((0.9642, 1.0, 0.8249), *PRIMARIES[name])]
    curve = b"curv\x00\x00\x00\x00" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\x00\x00"
    text = f"{name} by {MAKER}".encode() + b"\x00"
    described = b"desc\x00\x00\x00\x00" + struct.pack(">I", len(text)) + text + b"\x00" * 78
    tags = {"desc": described, "cprt": b"text\x00\x00\x00\x00" + AUTHOR.encode() + b"\x00"}
    tags |= dict(zip(("wtpt", "rXYZ", "gXYZ", "bXYZ"), xyz, strict=True))
    tags |= dict.fromkeys(("rTRC", "gTRC", "bTRC"), curve)
    table, bodies = b"", b""
    for tag, body in tags.items():
        table += tag.encode() + struct.pack(">II", 132 + 12 * len(tags) + len(bodies), len(body))
        bodies += body + b"\x00" * (-len(body) % 4)
    header = struct.pack(">I4sI4s4s4s12x4s", 0, b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    header = header.ljust(68, b"\x00") + _fixed(0.9642, 1.0, 0.8249)
    whole = header.ljust(128, b"\x00") + struct.pack(">I", len(tags)) + table + bodies
    return struct.pack(">I", len(whole)) + whole[4:]


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, depth: int, colour: int, rows: bytes, *extra: bytes) -> bytes:
    """A PNG made by hand: `rows` with their filter bytes, `extra` chunks before them."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def laden_png(kind: str = "") -> bytes:
    """Texts of all three kinds, EXIF, a time; and something behind the end."""
    plain = encoded(quarters(mode=kind or "RGB"), "PNG", exif=exif())
    texts = chunk(b"tEXt", b"Author\x00" + AUTHOR.encode()) + chunk(b"zTXt", b"A\x00\x00" + zlib.compress(XMP))
    texts += chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + XMP) + chunk(b"spYk", MODEL.encode())
    return plain[:33] + texts + plain[33:] + MODEL.encode()


def sixteen_bit_png() -> bytes:
    """The quarters with 16 bits a channel."""
    image = quarters(64, 40)
    rows = b"".join(
        b"\x00" + b"".join(bytes([part, 0x5A]) for x in range(64) for part in image.getpixel((x, y))) for y in range(40)
    )
    return png(64, 40, 16, 2, rows)


def sixteen_bit_grey_png() -> bytes:
    """From black to white in 256 steps of 16 bits."""
    row = b"\x00" + b"".join(struct.pack(">H", value * 257) for value in range(256))
    return png(256, 16, 16, 0, row * 16)


def film(frames: int = 4, size: tuple[int, int] = (320, 200)) -> list[Image.Image]:
    """Frames of one colour each, with the quarters first."""
    return [quarters(*size), *(Image.new("RGB", size, QUARTERS[n % 4]) for n in range(frames - 1))]


def moving(kind: str, **options: object) -> bytes:
    """GIF, WebP or APNG of four frames, shown for 40, 80, 120 and 160 ms, for ever."""
    first, *others = film()
    options |= {"save_all": True, "append_images": others, "duration": [40, 80, 120, 160], "loop": 0}
    return encoded(first, kind, **options)


def hiding_frames(apng: bytes) -> bytes:
    """An APNG that counts fewer frames than it holds."""
    at = apng.index(b"acTL") - 4
    return apng[:at] + chunk(b"acTL", struct.pack(">II", 2, 0)) + apng[at + 20 :]


def laden_gif() -> bytes:
    """A GIF that moves, with a comment, XMP and an extension of its program's own."""
    plain = moving("GIF")
    at = 13 + (3 << ((plain[10] & 7) + 1) if plain[10] & 0x80 else 0)
    said = b"!\xfe" + bytes([len(AUTHOR)]) + AUTHOR.encode() + b"\x00"
    xmp = b"!\xff\x0bXMP DataXMP" + bytes([len(PLACE)]) + PLACE.encode() + b"\x00"
    own = b"!\xff\x0bSPYKON  1.0" + bytes([len(MODEL)]) + MODEL.encode() + b"\x00"
    return plain[:at] + said + xmp + own + plain[at:] + PLACE.encode()


def many_frames(count: int) -> bytes:
    """A GIF of that many frames of one pixel."""
    frame = b"!\xf9\x04\x00\x02\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02L\x01\x00"
    return b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff" + frame * count + b";"


def long_webp(frames: int, size: tuple[int, int] = (1920, 1080)) -> bytes:
    """A WebP whose few bytes move over many pixels."""
    bodies = [_riff(encoded(image, "WEBP", quality=10)) for image in film(5, size)[:2]]
    dimensions = b"".join((side - 1).to_bytes(3, "little") for side in size)
    parts = [
        b"VP8X" + struct.pack("<I", 10) + b"\x02\x00\x00\x00" + dimensions,
        b"ANIM" + struct.pack("<I", 6) + bytes(6),
    ]
    for number in range(frames):
        frame = bytes(6) + dimensions + b"\x28\x00\x00\x02" + bodies[number % 2]
        parts.append(b"ANMF" + struct.pack("<I", len(frame)) + frame)
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _riff(webp: bytes) -> bytes:
    return webp[12:]


def claiming(jpeg: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header lies about its size."""
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]


def placed(folder: Path, data: bytes, name: str = "upload") -> Path:
    """The bytes as a file, under a name that says nothing."""
    path = folder / name
    path.write_bytes(data)
    return path


def bomb() -> bytes:
    """A hundred megapixels in twelve kilobytes."""
    return png(10_000, 10_000, 1, 0, bytes(1251) * 10_000)


def text_bomb() -> bytes:
    """A PNG whose text unfolds to two hundred megabytes."""
    packed = zlib.compressobj()
    text = b"".join(packed.compress(bytes(1 << 20)) for _ in range(200)) + packed.flush()
    return _with_chunk(chunk(b"zTXt", b"Comment\x00\x00" + text))


def profile_bomb() -> bytes:
    """A PNG whose colour profile unfolds to a hundred megabytes."""
    return _with_chunk(chunk(b"iCCP", b"p\x00\x00" + zlib.compress(bytes(100_000_000))))


def _with_chunk(extra: bytes) -> bytes:
    plain = encoded(quarters(), "PNG")
    return plain[:33] + extra + plain[33:]

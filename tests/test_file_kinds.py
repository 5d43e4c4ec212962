"""What a file is by its content, whatever its name says."""

import zipfile
from pathlib import Path

import pytest

from jobs.images.kinds import Kind, kind_of, may_be_shown_inline
from tests import pictures
from tests.pictures import encoded, placed, quarters

HTML = b"<!DOCTYPE html><title>x</title><script>alert(1)</script>"
FOUND = {
    "HTML": (HTML, "text/html", Kind.ACTIVE),
    "HTML in capitals after blanks": (b" \r\n\t<HTML><BODY>", "text/html", Kind.ACTIVE),
    "HTML after a byte order mark": (b"\xef\xbb\xbf" + HTML, "text/html", Kind.ACTIVE),
    "HTML in UTF-16": (HTML.decode().encode("utf-16"), "text/html", Kind.ACTIVE),
    "HTML behind talk": (b"Dear all,\n" * 50 + b"<script>alert(1)</script>", "text/html", Kind.ACTIVE),
    "SVG with a script": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "image/svg+xml", Kind.ACTIVE),
    "SVG, bare": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml", Kind.ACTIVE),
    "XML": (b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a:b/>', "text/xml", Kind.ACTIVE),
    "a shell script": (b"#!/bin/sh\nrm -rf /\n", "text/x-shellscript", Kind.ACTIVE),
    "PHP": (b"<?php system($_GET['x']);", "application/x-httpd-php", Kind.ACTIVE),
    "a program for Windows": (b"MZ\x90\x00" + bytes(60), "application/vnd.microsoft.portable-executable", Kind.ACTIVE),
    "a program for Linux": (b"\x7fELF\x02\x01\x01" + bytes(60), "application/x-executable", Kind.ACTIVE),
    "PDF": (b"%PDF-1.7\n", "application/pdf", Kind.ACTIVE),
    "plain text": ("Grüße, see you at 5 < 6\n".encode(), "text/plain", Kind.PLAIN),
    "text cut within a letter": (("ü" * 5000).encode()[:9001], "text/plain", Kind.PLAIN),
    "nothing": (b"", "application/octet-stream", Kind.PLAIN),
    "noise": (bytes(range(256)) * 40, "application/octet-stream", Kind.PLAIN),
    "JPEG": (pictures.phone_photo(), "image/jpeg", Kind.RASTER),
    "JPEG that is HTML too": (pictures.phone_photo() + HTML, "image/jpeg", Kind.RASTER),
    "PNG": (pictures.laden_png(), "image/png", Kind.RASTER),
    "APNG": (pictures.moving("PNG"), "image/png", Kind.RASTER),
    "GIF that is HTML too": (b"GIF89a/*<script>alert(1)</script>", "image/gif", Kind.RASTER),
    "WebP": (encoded(quarters(), "WEBP"), "image/webp", Kind.RASTER),
    "HEIC": (encoded(quarters(), "HEIF"), "image/heic", Kind.RASTER),
    "AVIF": (encoded(quarters(), "AVIF"), "image/avif", Kind.RASTER),
    "TIFF": (encoded(quarters(), "TIFF"), "image/tiff", Kind.RASTER),
    "BMP": (encoded(quarters(), "BMP"), "image/bmp", Kind.RASTER),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_file_is_what_it_holds(name: str, tmp_path: Path):
    data, media_type, kind = FOUND[name]
    found = kind_of(placed(tmp_path, data, "innocent.jpg"))
    assert (found.media_type, found.kind) == (media_type, kind)


def test_a_zip_is_a_zip(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "photo.png", "w") as file:
        file.writestr("a.txt", "a")
    assert kind_of(tmp_path / "photo.png").media_type == "application/zip"


def test_only_pictures_that_we_drew_are_ever_shown_in_a_page():
    types = [media_type for _, media_type, _ in FOUND.values()]
    assert {found for found in types if may_be_shown_inline(found, is_our_rendition=False)} == set()
    shown = {found for found in types if may_be_shown_inline(found, is_our_rendition=True)}
    assert shown == {"image/jpeg", "image/png", "image/gif", "image/webp"}

"""A file that says it is a photo: decoded and written anew, or refused by name."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from eventlab.ideas.rules.drawing import LONGEST_SIDE, DrawingRefused, read_drawing

PLACE = b"48.8867 N 2.3800 E, Awa"


def photo(size: tuple[int, int] = (400, 300), kind: str = "JPEG", **more) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "white").save(written, kind, **more)
    return written.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that announces ``side`` x ``side`` points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"", "not_a_drawing"),
        (b"<html><script>alert(1)</script></html>", "not_a_drawing"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not_a_drawing"),
        (b"GIF89a" + b"\0" * 40, "not_a_drawing"),
        (photo()[:200], "not_a_drawing"),
        (b"\0" * (2 * 1024 * 1024 + 1), "drawing_too_big"),
        (bomb(6400), "drawing_too_large"),
        (bomb(60_000), "drawing_too_large"),
    ],
)
def test_what_is_no_drawing_is_refused_by_name(content, refused):
    with pytest.raises(DrawingRefused) as error:
        read_drawing(content)
    assert error.value.code == refused


def test_nothing_of_the_file_is_kept_but_what_is_seen():
    marked = Image.Exif()
    marked[0x010E] = PLACE.decode()
    sent = photo(exif=marked, comment=PLACE)
    assert PLACE in sent
    kept = read_drawing(sent)
    assert PLACE not in kept.jpeg
    with Image.open(BytesIO(kept.jpeg)) as seen:
        assert (seen.format, seen.getexif()) == ("JPEG", {})


def test_html_behind_a_picture_does_not_survive():
    kept = read_drawing(photo() + b"<script>alert(1)</script>")
    assert b"<script>" not in kept.jpeg


def test_a_photo_taken_upright_stays_upright_and_becomes_small():
    turned = Image.Exif()
    turned[0x0112] = 6  # a quarter turn
    kept = read_drawing(photo((3200, 2400), exif=turned))
    assert (kept.width, kept.height) == (LONGEST_SIDE * 3 // 4, LONGEST_SIDE)


def test_a_drawing_without_a_background_is_put_on_white():
    clear = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "PNG")
    with Image.open(BytesIO(read_drawing(clear.getvalue()).jpeg)) as seen:
        assert seen.getpixel((5, 5)) == (255, 255, 255)

"""A photographed drawing, made safe: decoded, turned upright, made smaller, written anew.

Nothing of the file that was sent is kept: no place, no time, no name of a phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 30_000_000  # looked at before anything is decoded
LONGEST_SIDE = 1600
QUALITY = 80
_READ = ("JPEG", "PNG", "WEBP")


class DrawingRefused(Exception):
    """A file that is not kept. ``code``: ``drawing_too_big``, ``drawing_too_large``,
    ``not_a_drawing``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Drawing:
    """A drawing as it is kept."""

    jpeg: bytes
    width: int
    height: int


def read_drawing(content: bytes) -> Drawing:
    """The drawing within a file; what the file calls itself counts nothing.

    Raises ``DrawingRefused``.
    """
    if len(content) > MOST_BYTES:
        raise DrawingRefused("drawing_too_big")
    try:
        with Image.open(BytesIO(content), formats=_READ) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise DrawingRefused("drawing_too_large")
            return _written_anew(sent)
    except Image.DecompressionBombError:
        raise DrawingRefused("drawing_too_large") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        # What Pillow says of a file that is no picture, or a broken one.
        raise DrawingRefused("not_a_drawing") from None


def _written_anew(sent: Any) -> Drawing:
    sent.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: decode no more than is needed
    upright = ImageOps.exif_transpose(sent)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    on_paper = Image.new("RGB", upright.size, "white")
    seen = upright.convert("RGBA")
    on_paper.paste(seen, mask=seen.getchannel("A"))
    written = BytesIO()
    on_paper.save(written, "JPEG", quality=QUALITY, optimize=True)
    return Drawing(written.getvalue(), *on_paper.size)

"""The addresses people type and scan, and their QR codes."""

from __future__ import annotations

import base64
import io

import qrcode
from flask import current_app, request, url_for
from qrcode.image.svg import SvgPathImage

from eventlab.sessions.models import Event


def public_url() -> str:
    """The address of this server as a phone in the room can reach it, without a final slash.

    The one set (``BASE_URL``), else the one found at the start, else the one just asked for.
    """
    return str(current_app.config.get("PUBLIC_URL") or request.url_root).rstrip("/")


def join_url(event: Event) -> str:
    """The whole address that the event's QR code holds."""
    return public_url() + url_for("surfaces.phone", code=event.code)


def wifi_text(name: str, password: str) -> str:
    """What a phone's camera takes for a Wi-Fi network (WPA, or open without a password).

    Source: the ``WIFI:`` scheme of ZXing's "Barcode Contents".
    """

    def escaped(text: str) -> str:
        return "".join("\\" + char if char in '\\;,":' else char for char in text)

    if not password:
        return f"WIFI:T:nopass;S:{escaped(name)};;"
    return f"WIFI:T:WPA;S:{escaped(name)};P:{escaped(password)};;"


def qr_svg(text: str) -> str:
    """A QR code as an SVG document, without its quiet margin: the page gives it one."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    drawn = io.BytesIO()
    code.make_image(image_factory=SvgPathImage).save(drawn)
    return drawn.getvalue().decode()


def qr_image(text: str) -> str:
    """The same QR code as an address of its own (``data:``), for what no server may draw twice."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(text).encode()).decode()


def qr_characters(text: str, coloured: bool = False) -> str:
    """A QR code drawn with half blocks, for a terminal: light modules are filled.

    That is right on a dark background; ``coloured`` says so to a terminal that knows colours, so
    that a light background does not turn the code inside out.
    """
    code = qrcode.QRCode(border=2)
    code.add_data(text)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    lines = drawn.getvalue().splitlines()
    if coloured:
        lines = [f"\x1b[38;5;255;48;5;232m{line}\x1b[0m" for line in lines]
    return "\n".join(lines)

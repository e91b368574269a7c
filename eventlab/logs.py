"""The log: what happened to the machine, never what people wrote, nor who or where they are.

It goes to the terminal's error stream. The web server's own lines (addresses asked for, with
codes in them, and whence) are not written at all.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any

#: Libraries that put addresses and messages of people in their warnings.
TALKATIVE = ("engineio", "socketio", "werkzeug", "geventwebsocket", "weasyprint", "fontTools")


class Discreet(logging.Formatter):
    """Writes an exception as its kind and its places in the code.

    Its message may quote what a person typed.
    """

    def formatException(self, ei: Any) -> str:
        kind, _message, trace = ei
        places = [
            f"  {place.filename}:{place.lineno} {place.name}"
            for place in traceback.extract_tb(trace)
        ]
        return "\n".join([*places, f"  {kind.__module__}.{kind.__qualname__}"])


def start() -> None:
    """Write warnings and worse to the error stream, from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in TALKATIVE:
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = False

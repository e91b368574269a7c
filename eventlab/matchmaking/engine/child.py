"""What the engine's child processes have in common."""

from __future__ import annotations

import os
from typing import IO

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""For its environment: a second thread would wait for the first, turning, and for the room."""


def own_output() -> IO[str]:
    """This process's standard output for its answer alone: native code may print there too, and
    from now on that goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return out

"""Which scripts a page loads: what it imports, and the parts it may fetch later."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

_IMPORT = re.compile(r"""^(?:import|export)\b[^"';]*["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)
#: A part is named by its path below ``js/`` (static/js/pages/person_parts.js).
_PART = re.compile(r"""["'](\w[\w/]*\.js)["']""")


def imported(page: str, sources: Mapping[str, str]) -> list[str]:
    """The page's module and all it imports, the nearest first; paths are keys of ``sources``."""
    return _walk(page, sources, parts=False)


def loadable(page: str, sources: Mapping[str, str]) -> list[str]:
    """The same, with the parts that these modules name and may fetch when they are needed."""
    return _walk(page, sources, parts=True)


def _walk(page: str, sources: Mapping[str, str], *, parts: bool) -> list[str]:
    found = [page] if page in sources else []
    for module in found:  # it grows while it is read
        named = _neighbours(module, sources[module], parts=parts)
        found += [path for path in dict.fromkeys(named) if path in sources and path not in found]
    return found


def _neighbours(module: str, source: str, *, parts: bool) -> list[str]:
    here = posixpath.dirname(module)
    imports = [posixpath.normpath(posixpath.join(here, path)) for path in _IMPORT.findall(source)]
    return imports + ([f"js/{path}" for path in _PART.findall(source)] if parts else [])

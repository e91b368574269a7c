"""``python -m benchmarks [NAME ...]``: print what was measured, one JSON object a line.

A bench is a module of this package with ``run() -> Iterable[dict]``; ``FIGURES``, if it has one,
names the parts that can be asked for alone: ``{figure: function like run}``. NAME is a bench or a
figure; without one, everything runs.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

import benchmarks

Run = Callable[[], Iterable[dict[str, Any]]]

MODULES = [
    module.name
    for module in pkgutil.iter_modules(benchmarks.__path__)
    if not module.ispkg and not module.name.startswith("__")
]


def load(name: str) -> ModuleType:
    """A module of this package."""
    return importlib.import_module(f"benchmarks.{name}")


def benches() -> dict[str, Run]:
    """Every bench, by name."""
    return {name: module.run for name in MODULES if hasattr(module := load(name), "run")}


def figures() -> dict[str, Run]:
    """Every figure that can be asked for alone, by name."""
    return {
        name: part
        for module in MODULES
        for name, part in getattr(load(module), "FIGURES", {}).items()
    }


def chosen(names: list[str]) -> list[Run]:
    """What to run for these names, each function once. Exits on a name nobody has."""
    if names and all(name in MODULES and hasattr(load(name), "run") for name in names):
        return [load(name).run for name in names]  # without loading what the others need
    known = benches() | figures()
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"No bench or figure named {', '.join(unknown)}. There are: {', '.join(known)}")
    return list(dict.fromkeys(known[name] for name in names or benches()))


def main() -> None:
    """Run what was asked for."""
    for run in chosen(sys.argv[1:]):
        for figure in run():
            print(json.dumps(figure, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()

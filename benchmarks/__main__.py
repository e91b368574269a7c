"""`python -m benchmarks [name ...]`: run benches and print one JSON object a line."""

import importlib
import json
import pkgutil
import sys
from pathlib import Path


def main(names: list[str]) -> int:
    """Run the named benches, or every module here that has a ``run``."""
    here = str(Path(__file__).parent)
    found = [module.name for module in pkgutil.iter_modules([here]) if module.name != "__main__"]
    unknown = set(names) - set(found)
    if unknown:
        sys.exit(f"no such bench: {', '.join(sorted(unknown))} (there are {', '.join(found)})")
    for name in names or found:
        bench = importlib.import_module(f"benchmarks.{name}")
        for figure in bench.run() if hasattr(bench, "run") else ():
            print(json.dumps(figure), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

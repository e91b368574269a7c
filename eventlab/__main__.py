"""``python -m eventlab``."""

from eventlab.cli import main

main()

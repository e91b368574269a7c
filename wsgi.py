"""For a WSGI server: ``wsgi:app``. ``eventlab serve`` is the usual way to start."""

from eventlab.app import create_app
from eventlab.config import from_environment

app = create_app(from_environment())

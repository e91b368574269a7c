"""How ideas look to each audience; importing this registers every kind."""

from eventlab.ideas.items import close as close
from eventlab.ideas.items import commitments as commitments
from eventlab.ideas.items import evaluation as evaluation
from eventlab.ideas.items import fair as fair
from eventlab.ideas.items import own as own
from eventlab.ideas.items import work as work

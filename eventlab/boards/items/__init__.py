"""How walls, themes and votes look to each audience. Importing this registers their kinds."""

from eventlab.boards.items import ballots as ballots
from eventlab.boards.items import suggestions as suggestions
from eventlab.boards.items import themes as themes
from eventlab.boards.items import walls as walls

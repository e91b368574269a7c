"""How the walls and the themes look to each audience. Importing this registers their kinds."""

from eventlab.boards.items import themes as themes
from eventlab.boards.items import walls as walls

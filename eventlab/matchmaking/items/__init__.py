"""How teams and rounds look to each audience. Importing this registers their kinds."""

from eventlab.matchmaking.items import rounds as rounds
from eventlab.matchmaking.items import teams as teams

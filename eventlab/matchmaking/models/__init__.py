"""The tables of this feature, named in one place."""

from eventlab.matchmaking.models.teams import Member as Member
from eventlab.matchmaking.models.teams import Team as Team

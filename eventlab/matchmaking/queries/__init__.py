"""What others may read of this feature: published teams, and who met whom in rounds."""

from eventlab.matchmaking.queries.rounds import meetings_of as meetings_of
from eventlab.matchmaking.queries.teams import members_of as members_of
from eventlab.matchmaking.queries.teams import team_of as team_of
from eventlab.matchmaking.queries.teams import teams_of as teams_of

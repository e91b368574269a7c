"""What others may read of this feature: published teams, topics, who met whom in rounds."""

from eventlab.matchmaking.queries.rounds import meetings_of as meetings_of
from eventlab.matchmaking.queries.rounds import topics_of as topics_of
from eventlab.matchmaking.queries.teams import members_of as members_of
from eventlab.matchmaking.queries.teams import team_of as team_of
from eventlab.matchmaking.queries.teams import teams_of as teams_of

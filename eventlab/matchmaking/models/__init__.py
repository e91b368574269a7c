"""The tables of this feature, named in one place."""

from eventlab.matchmaking.models.rounds import RoundAbsence as RoundAbsence
from eventlab.matchmaking.models.rounds import RoundGuest as RoundGuest
from eventlab.matchmaking.models.rounds import RoundPlan as RoundPlan
from eventlab.matchmaking.models.rounds import RoundSeat as RoundSeat
from eventlab.matchmaking.models.rounds import RoundWish as RoundWish
from eventlab.matchmaking.models.rounds import SeeAgain as SeeAgain
from eventlab.matchmaking.models.teams import Link as Link
from eventlab.matchmaking.models.teams import Member as Member
from eventlab.matchmaking.models.teams import Place as Place
from eventlab.matchmaking.models.teams import Seat as Seat
from eventlab.matchmaking.models.teams import Team as Team
from eventlab.matchmaking.models.teams import TeamPlan as TeamPlan
from eventlab.matchmaking.models.teams import TeamTrait as TeamTrait
from eventlab.matchmaking.models.teams import TeamVersion as TeamVersion
from eventlab.matchmaking.models.teams import Wish as Wish

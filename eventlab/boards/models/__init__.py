"""The tables of this feature, named in one place."""

from eventlab.boards.models.ballots import Ballot as Ballot
from eventlab.boards.models.ballots import BallotNote as BallotNote
from eventlab.boards.models.ballots import Dot as Dot
from eventlab.boards.models.ballots import PaperCount as PaperCount
from eventlab.boards.models.ballots import Voter as Voter
from eventlab.boards.models.suggestions import GroupSuggestion as GroupSuggestion
from eventlab.boards.models.walls import Problem as Problem
from eventlab.boards.models.walls import ProblemWording as ProblemWording
from eventlab.boards.models.walls import Theme as Theme
from eventlab.boards.models.walls import ThemeChange as ThemeChange
from eventlab.boards.models.walls import ThemeProposal as ThemeProposal

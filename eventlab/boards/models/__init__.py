"""The tables of this feature, named in one place."""

from eventlab.boards.models.walls import Problem as Problem
from eventlab.boards.models.walls import ProblemWording as ProblemWording
from eventlab.boards.models.walls import Theme as Theme
from eventlab.boards.models.walls import ThemeChange as ThemeChange
from eventlab.boards.models.walls import ThemeProposal as ThemeProposal

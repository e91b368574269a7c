"""What people fill in: problems, where they belong, and ballots."""

from eventlab.boards.forms.problems import KioskProblemForm as KioskProblemForm
from eventlab.boards.forms.problems import ProblemForm as ProblemForm

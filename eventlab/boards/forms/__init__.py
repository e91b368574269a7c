"""What people fill in: problems, and where they belong."""

from eventlab.boards.forms.problems import KioskProblemForm as KioskProblemForm
from eventlab.boards.forms.problems import ProblemForm as ProblemForm

"""What others may read of this feature: walls, and the totals of closed votes."""

from eventlab.boards.queries.ballots import closed_result as closed_result
from eventlab.boards.queries.ballots import closed_totals as closed_totals
from eventlab.boards.queries.walls import closed_steps as closed_steps
from eventlab.boards.queries.walls import prepared_problems as prepared_problems

"""What others may read of this feature: walls, themes, and the totals of closed votes."""

from eventlab.boards.queries.ballots import closed_result as closed_result
from eventlab.boards.queries.ballots import closed_totals as closed_totals
from eventlab.boards.queries.ballots import going_of as going_of
from eventlab.boards.queries.ballots import lines_now as lines_now
from eventlab.boards.queries.ballots import readable as readable
from eventlab.boards.queries.walls import closed_steps as closed_steps
from eventlab.boards.queries.walls import early_themes as early_themes
from eventlab.boards.queries.walls import in_open_step as in_open_step
from eventlab.boards.queries.walls import prepared_problems as prepared_problems
from eventlab.boards.queries.walls import said_alike as said_alike
from eventlab.boards.queries.walls import standing_for as standing_for

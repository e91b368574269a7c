"""What people put on the wall: problems, and later themes, ballots, ideas."""

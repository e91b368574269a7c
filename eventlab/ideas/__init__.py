"""Ideas: the sheets teams write, what the room answers, who commits to what, how the day was."""

"""The live kernel: the journal of what changed, and the bell that tells the rooms."""

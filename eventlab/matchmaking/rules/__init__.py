"""Pure rules of teams and rounds."""

"""Teams, wishes and rounds."""

"""What may be sent to the doors of teams and rounds."""

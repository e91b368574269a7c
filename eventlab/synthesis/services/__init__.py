"""What changes the synthesis."""

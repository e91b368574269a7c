"""What changes teams."""

"""What changes ideas."""

"""What the synthesis is made of, without the web or the database."""

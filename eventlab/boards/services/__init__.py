"""The writers of the walls: each owns its transaction and says what it touched."""

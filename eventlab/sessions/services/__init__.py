"""The writers of the day: each owns its transaction and says what it touched."""

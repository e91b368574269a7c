"""Reading what is printed and what leaves the day, as plain dicts."""

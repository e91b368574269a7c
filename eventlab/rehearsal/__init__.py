"""Playing a day with real clients, to see that nothing is lost before anybody has to rely on it."""

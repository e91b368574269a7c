"""A day played by real clients, and the clients it is played with."""

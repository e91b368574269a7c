"""A server with one room, to measure what a message costs."""

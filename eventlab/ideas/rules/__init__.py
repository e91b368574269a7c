"""The rules of the ideas, pure: what a sheet asks, how two texts meet, what is shown of counts."""

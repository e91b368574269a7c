"""The day itself: events, steps, participants, staff."""

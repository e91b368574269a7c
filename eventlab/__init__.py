"""EventLab: a one-day event where residents and professionals work on real problems together."""

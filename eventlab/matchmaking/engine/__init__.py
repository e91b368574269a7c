"""The team engine: mixed teams, proven, explained, repaired. Pure Python, usable alone.

See ``docs/matchmaking.md``. Nothing here imports Flask, a database, or (until a solve) the solver.
"""

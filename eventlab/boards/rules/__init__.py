"""The rules of the walls, pure: what a text may be, and what it had better not say."""

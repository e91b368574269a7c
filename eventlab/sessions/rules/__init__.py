"""The rules of the day, pure: no Flask, no database, no clock of their own."""

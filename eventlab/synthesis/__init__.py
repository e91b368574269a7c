"""The synthesis: the report of the day in every form, the print kit, the data that leaves."""

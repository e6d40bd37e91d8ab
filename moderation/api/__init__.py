"""REST for programs: each view translates, makes one call of the house, answers."""

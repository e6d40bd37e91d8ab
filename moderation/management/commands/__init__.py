"""Commands of the judging room."""

"""Management of the judging room: its commands and what they load."""

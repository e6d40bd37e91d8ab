"""Who vouches for a figure and who says a label: cue, direction, reach and what ends it."""

from moderation.screening.attribution.parties import NO_PARTIES, Parties
from moderation.screening.attribution.speech import Speech, read_speech

__all__ = ["NO_PARTIES", "Parties", "Speech", "read_speech"]

"""Who vouches for a figure and who says a label: cue, direction, reach and what ends it."""

from moderation.screening.attribution.parties import NO_PARTIES, Parties, build_parties, read_parties
from moderation.screening.attribution.speech import Speech, read_speech
from moderation.screening.attribution.vouching import vouch

__all__ = ["NO_PARTIES", "Parties", "Speech", "build_parties", "read_parties", "read_speech", "vouch"]

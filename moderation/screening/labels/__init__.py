"""Loaded labels: terms and exemptions as data, matched on every form, with the voice that says them."""

from moderation.screening.labels.finding import SpeechFactory, find_held_back, find_labels
from moderation.screening.labels.second_hearing import hear_again
from moderation.screening.labels.voice import Speech

__all__ = ["Speech", "SpeechFactory", "find_held_back", "find_labels", "hear_again"]

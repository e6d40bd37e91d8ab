"""The wiring: it imports everyone, and nobody imports it."""

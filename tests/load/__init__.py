"""The API under load: `make load`. Left out of the suite, but for a short form."""

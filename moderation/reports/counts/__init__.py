"""Counts: every query of the reports, answered with values. Their cost follows the period, not the archive."""

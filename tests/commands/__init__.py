"""Tests of the judging room's commands."""

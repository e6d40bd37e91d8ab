"""Judging copy: screening and checks, the workflow, reports, and the desk."""

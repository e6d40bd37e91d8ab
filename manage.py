#!/usr/bin/env python
"""Run Django's commands with the settings of this machine."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError

from config.databases import UnreadableDatabaseURL


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    try:
        execute_from_command_line(sys.argv)
    except UnreadableDatabaseURL as error:
        sys.exit(f"DATABASE_URL: {error}")
    except OperationalError as error:
        if "connection failed" not in str(error):
            raise
        sys.exit(f"The database does not answer; start everything with: make run\n{error}")


if __name__ == "__main__":
    main()

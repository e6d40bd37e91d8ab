"""The servers that one command starts on a machine that has none."""

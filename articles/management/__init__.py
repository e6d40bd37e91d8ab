"""Django commands of the articles app."""

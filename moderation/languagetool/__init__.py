"""LanguageTool's HTTP API: our flags in any editor that speaks it, and nothing is kept."""

"""Pure text in, Reading out: no Django, no clock, no logging, no settings."""

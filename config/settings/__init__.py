"""Settings: base and moderation are shared; local, test and production choose."""

"""Copy that is fetched or pushed by itself: polled feeds, watched folders, and wires that fall silent."""

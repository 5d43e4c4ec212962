"""Search: rooms and messages that the viewer may read, by words."""

"""Digests: mail about what somebody has not read, planned when a room's clock rings, decided again when it is sent."""

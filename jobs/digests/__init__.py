"""Digests as mail: composed for one reader, signed, and handed to the relay."""

"""Mails written here after the formats of real programs, each with what is expected of it."""

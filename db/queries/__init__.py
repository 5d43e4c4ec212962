"""Named statements for the hot paths and the logs; whoever runs them has already asked the rules."""

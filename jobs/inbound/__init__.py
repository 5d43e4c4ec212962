"""What turns a raw mail into facts: read within bounds, classified, its sender verified, its token found."""

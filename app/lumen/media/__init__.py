"""What plays on this desktop, and what could be played."""

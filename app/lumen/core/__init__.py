"""Types and small mechanisms that every package shares."""

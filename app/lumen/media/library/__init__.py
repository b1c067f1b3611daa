"""The person's own music and videos: found, searched, never changed."""

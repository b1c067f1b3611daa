"""From PCM to words and from words to PCM."""

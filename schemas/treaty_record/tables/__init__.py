"""One pandera model per table, and the vocabularies."""

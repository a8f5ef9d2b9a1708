"""A package, a row or a measure explained in text."""

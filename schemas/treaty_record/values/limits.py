"""How much of a text may be quoted: enough to check a row, not to stand for the text."""

LONGEST_QUOTE = 200
"""Code points that one quote may have."""
LARGEST_SHARE = 0.5
"""Part of an article's text that all its quotes together may have; quotes of its title do not count."""

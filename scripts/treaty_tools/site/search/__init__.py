"""The search index: every row that has a page and every passage, in scripts that a page opened from disk can load."""

from .scripts import FIRST, part_names, scripts

__all__ = ["FIRST", "part_names", "scripts"]

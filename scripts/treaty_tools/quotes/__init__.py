"""Quoted words and the articles' texts: find, verify and fill in."""

"""Draft an article's source file from its text: what a program sees, for a person to fill in."""

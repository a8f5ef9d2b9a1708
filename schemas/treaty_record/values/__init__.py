"""Notations of cells and their limits."""

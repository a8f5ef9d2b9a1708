"""Errors and findings, and how they are printed."""

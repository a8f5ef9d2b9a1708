"""A package on disk: its descriptor and its tables."""

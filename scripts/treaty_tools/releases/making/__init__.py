"""Make a release: what it changes, worked out whole, and put in place all at once."""

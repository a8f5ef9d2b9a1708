"""Make a release: plan all of its changes, then apply them atomically."""

"""The explorer: a web site made of a package."""

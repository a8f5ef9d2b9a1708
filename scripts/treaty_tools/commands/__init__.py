"""One module per command: its options, one call, and what it prints. Nothing imports a command."""

"""The contract: one pandera model for each table of the data package."""

"""Generate the descriptor, data dictionary, profile and JSON Schemas from the models."""

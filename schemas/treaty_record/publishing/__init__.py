"""What is generated from the models: descriptor, data dictionary, profile and JSON Schemas."""

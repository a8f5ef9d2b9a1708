"""The workbench: build, validate and explain packages of cited events."""

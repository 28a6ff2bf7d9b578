"""The registries of rules behind the transformations."""

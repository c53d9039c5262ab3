"""The built-in cases: data only."""

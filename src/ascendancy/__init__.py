"""Ascendancy."""

"""Experiments: the same model run over a grid of conditions, each answer with its interval and its ablations."""

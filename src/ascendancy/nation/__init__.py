"""A nation lived through: the regime's month and every citizen's, joined; checkpoints, resuming, branching."""

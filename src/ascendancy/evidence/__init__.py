"""What outsiders see: one file a kind of evidence, with its sampler and its log-likelihood."""

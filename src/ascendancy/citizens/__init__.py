"""Every citizen: the society of ``society/`` lived by one agent each, eight bytes a citizen, integers only."""

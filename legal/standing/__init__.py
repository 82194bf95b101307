"""Where a charge stands: states, the steps between them, the fold of its facts, and the words for it. Pure."""

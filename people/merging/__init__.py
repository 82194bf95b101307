"""Merge two records of one person, and undo a merge (decision 0009)."""

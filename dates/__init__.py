"""Partial dates, their column, and the two clocks: what was so by a day, and what was on record by a moment."""

"""Pages about films and their releases."""

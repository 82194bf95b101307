"""Bring articles in: read files, find, match with what is known, write drafts, review what was found."""

"""Bring articles in: read files, find and match what they mention, write drafts and review the findings."""

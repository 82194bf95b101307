"""The read-only API: what every endpoint shares, and people and organizations."""

"""The formats found in a newsroom's archive, one module each; `reading.py` detects a file's format."""

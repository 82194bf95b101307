"""The formats a newsroom's archive comes in, one module each; `reading.py` tells which one a file has."""

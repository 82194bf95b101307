"""The record in the read-only API: cases, developments, hearings."""

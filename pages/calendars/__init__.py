"""Calendars for subscribers (RFC 5545)."""

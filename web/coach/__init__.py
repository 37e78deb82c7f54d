"""The coaches' pages."""

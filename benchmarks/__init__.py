"""Measurements: what a turn costs here, and what it costs elsewhere."""

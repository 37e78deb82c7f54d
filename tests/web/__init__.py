"""Tests of the pages, over HTTP against the product in its own process."""

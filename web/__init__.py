"""The browser door: the only package that knows HTML."""

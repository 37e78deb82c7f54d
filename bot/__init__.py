"""The Teams door: the only package that knows the Bot Framework SDK."""

"""What a process that others are forked from has loaded: the program, and the content that lies with it."""

import app
from cli import shipped_revision

__all__ = ["app"]

shipped_revision()

"""The bot as Teams meets it: the real server in a process of its own, over HTTP."""

"""The memory, on both kinds of database."""

"""The knowledge base, edited in forms and as YAML."""

"""What the use cases rest on."""

"""What we say. Pure: a conversation's state and a message in; a new state and replies out."""

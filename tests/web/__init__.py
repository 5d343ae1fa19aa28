"""The web floor and the chat page."""

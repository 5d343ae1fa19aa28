"""The web floor: turns requests into values for the channels and serves the chat page. Flask lives here."""

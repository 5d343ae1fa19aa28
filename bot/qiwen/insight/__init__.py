"""How well the bot does: questions whose answers are known, marks, shares with their noise, and how to read them."""

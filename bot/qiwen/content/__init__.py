"""Reading intents/ and knowledge/: from TOML files to one checked Catalogue."""

"""The desk, and what it needs of the world as Protocols. Adapters stand above and are handed in."""

"""Reading a reseller's page: clean it with nothing lost unseen, find its notices, compare them with what is known."""

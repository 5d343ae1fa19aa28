"""Reading a reseller's page: cleaning it with nothing lost unseen, finding its notices, comparing them with what is known."""

"""The talk. Pure: a conversation and a message in, a Turn out. No clock, no chance, no I/O."""

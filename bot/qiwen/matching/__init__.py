"""From a text to a decision. Pure; rapidfuzz is used in score.py and nowhere else."""

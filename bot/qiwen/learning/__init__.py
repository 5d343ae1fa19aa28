"""Learning from the asks. scikit-learn is imported here and nowhere else, and only to train or to compare."""

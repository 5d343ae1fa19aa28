"""Makes filthy pages from clean articles, and knows of every character what it did to it."""

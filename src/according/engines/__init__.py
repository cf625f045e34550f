"""Loaded models and gazetteers behind the ports. Loaded once at the edge, passed in as arguments."""

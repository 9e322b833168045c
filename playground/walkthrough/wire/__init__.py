"""The wire as a visitor sees it: beside every step, on a page of its own, and pushed as it grows."""

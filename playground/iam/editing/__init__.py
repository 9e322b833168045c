"""A policy document while it is changed: edits by pointer, the text after them, and where each value stands in it."""

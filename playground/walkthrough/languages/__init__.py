"""Texts in other languages: how each quotes one, and how its literals are read back. Nothing that is read is ever run."""

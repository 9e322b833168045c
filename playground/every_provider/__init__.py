"""Floor 4. The same call for every provider: a page a provider, and one that puts them side by side."""

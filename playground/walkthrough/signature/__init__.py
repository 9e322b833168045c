"""Step 5's signature: its pieces, ways to spoil it, and where the two sides of a spoiled one part."""

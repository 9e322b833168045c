"""The token in a visitor's hand: the ways to one, what STS makes of it now, and who holds it."""

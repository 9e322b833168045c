"""Where a value and what a policy asks for differ: how far it follows, in which characters, and what was nearly meant."""

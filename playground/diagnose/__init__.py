"""Floor 4. Diagnose: a token or its claims and a real role's policies in, the chain of checks out. Nothing is kept."""

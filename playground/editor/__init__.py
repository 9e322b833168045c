"""Floor 3. The policy editor: what it asks while somebody types. Every page that has one uses it."""

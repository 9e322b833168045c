"""Floor 3. The wire: every exchange of a visitor, its secrets masked before anything is kept."""

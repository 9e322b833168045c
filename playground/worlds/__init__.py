"""Floor 3. Each visitor's AWS, kept in the database; what the sandbox is given as its stores."""

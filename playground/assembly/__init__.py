"""Floor 3, upper half. The rooms of floor 3 put together: the sandbox with its stores, its issuers and its log."""

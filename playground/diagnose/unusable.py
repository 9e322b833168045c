"""What was given cannot be worked with."""


class Unusable(ValueError):
    """field: whose value it is, as the form and the command name it.  The text says what is wrong and what would have been right."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason

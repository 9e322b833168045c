"""docs/aws-answers.md, written from the code: every operation, every error, and how its words are known."""

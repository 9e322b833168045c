"""Floor 4. The five steps: sign in, read the token, build the call, read the answer, use the credentials."""

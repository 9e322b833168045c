"""Floor 3. What an identity provider is, and signing in with it: the same client for the real ones and for the stand-ins."""

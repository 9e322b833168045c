"""What each provider answers to apps, a file a provider."""

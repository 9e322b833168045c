"""What each provider answers to apps, a file a provider.

What takes a POST here is exempt from Django's CSRF check: servers call it, and none of it looks at a cookie.
"""

"""The tokens that stand-ins give out, readable and opaque: how one is made, found again, and what is said of it."""

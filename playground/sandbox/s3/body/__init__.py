"""The body of a request: its bytes with what was promised of them, the checksum that is kept, and XML in it."""

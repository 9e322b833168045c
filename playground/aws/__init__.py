"""Floor 3. Our own boto3 clients; what they call is a matter of the transport that they are given."""

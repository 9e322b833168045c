"""Floor 2. AWS in plain data: STS and S3 behind one gateway, without a web framework and without sockets."""

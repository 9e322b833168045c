"""What is refused before an operation begins: methods that S3 has not, operations and headers that the sandbox has not."""

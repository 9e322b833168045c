"""Real AWS, or another STS and S3: where the call may go, what leaves the machine, its answer, and our reading beside it."""

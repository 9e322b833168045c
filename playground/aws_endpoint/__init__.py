"""Floor 4. The HTTP door to the sandbox for boto3, the AWS CLI and others: no middleware, no session, straight to the gateway."""

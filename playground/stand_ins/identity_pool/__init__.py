"""An Amazon Cognito identity pool's stand-in: tokens for guests, and for people whom another provider vouches for.

https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
"""

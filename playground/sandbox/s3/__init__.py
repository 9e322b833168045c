"""S3: its operations, and what several of them need.  https://docs.aws.amazon.com/AmazonS3/latest/API/"""

from playground.sandbox.s3.operations import OPERATIONS

__all__ = ["OPERATIONS"]

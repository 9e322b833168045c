"""IAM's API: its operations, and what several of them need.  https://docs.aws.amazon.com/IAM/latest/APIReference/"""

from playground.sandbox.iam_api.operations import OPERATIONS

__all__ = ["OPERATIONS"]

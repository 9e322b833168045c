"""The operations of CloudTrail that the sandbox has, one file each.  https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/"""

from playground.sandbox.cloudtrail import lookup_events
from playground.sandbox.operation import Operation

OPERATIONS: tuple[Operation, ...] = (lookup_events.OPERATION,)

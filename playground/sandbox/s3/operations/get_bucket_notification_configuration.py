"""GetBucketNotificationConfiguration: nobody is notified.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html
"""

from __future__ import annotations

from playground.sandbox.s3.setting import default

NAME = "GetBucketNotificationConfiguration"
OPERATION = default(NAME, "notification", "s3:GetBucketNotification", "NotificationConfiguration")

"""What CloudTrail would keep of a call.  https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference.html"""

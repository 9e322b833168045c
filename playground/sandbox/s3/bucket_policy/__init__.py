"""A bucket policy as S3 takes it: what may be written, whom it may name, and when it is public.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
"""

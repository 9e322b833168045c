"""Listings: keys in pages, how they are written, and what every listing asks and says.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/ListingKeysUsingAPIs.html
"""

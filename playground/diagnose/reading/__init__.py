"""Reads what people paste: a token or its claims, a record of CloudTrail, policies and settings, and whatever stands around them."""

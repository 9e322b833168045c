"""Patterns of a policy: wildcards and variables.  https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"""

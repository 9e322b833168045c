"""Assuming a role: who vouches for the caller, the gates before the role, and the session behind them.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html
"""

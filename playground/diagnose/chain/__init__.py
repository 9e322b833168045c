"""What stands in the chain over a set-up: its account, the checks of the token, the role's gates, the organisation's policies."""

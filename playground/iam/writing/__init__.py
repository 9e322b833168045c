"""What AWS checks when a policy is written: of any, of a role's trust policy, of a resource control policy."""

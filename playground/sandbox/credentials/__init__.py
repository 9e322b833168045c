"""What calls are signed with, and whose it is: a role's session in its session token, or a user's access key."""

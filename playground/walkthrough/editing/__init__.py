"""The policies of the sandbox that a visitor may write: a role's two and a bucket's; and what their editor asks while they type."""

"""What a policy can name: actions, resource types and condition keys, and which of them a misspelt one was meant to be."""

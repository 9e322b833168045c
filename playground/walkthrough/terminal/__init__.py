"""The page that takes a visitor to their terminal: what to set there, the administrator's access key, where STS is on."""

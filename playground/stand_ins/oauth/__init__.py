"""The authorization server of each stand-in, on authlib's: its page, its clients and its grants.  https://www.rfc-editor.org/rfc/rfc6749"""

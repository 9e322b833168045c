"""Tokens broken on purpose: the ways to do it, the form that offers them, and a token as it was chosen.  https://www.rfc-editor.org/rfc/rfc8725"""

"""Floor 1. A web identity token in, an explained verdict out; key sets, providers and the clock are arguments.

`jwt` takes a token apart without trusting it, `verify` judges it, `claims` says what AWS makes of what it claims,
`access_token` does the same for the opaque tokens of Login with Amazon and Facebook.
"""

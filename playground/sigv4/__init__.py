"""Floor 1. AWS Signature Version 4: a request and a secret in, a signature out, or the first piece that differs.

`canonical` writes a request as both sides must, `sign` signs it, `verify` judges a signed one, `chunked` reads the
bodies that SDKs send in signed or checksummed chunks, `difference` lays two signings side by side.
"""

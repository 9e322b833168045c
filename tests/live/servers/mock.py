"""PyPI's oidc-provider-mock, over https: `python mock.py PORT CERTIFICATE KEY`."""

from __future__ import annotations

import ssl
import sys

import oidc_provider_mock
import werkzeug.serving

port, certificate, key = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
werkzeug.serving.make_server(
    "127.0.0.1", int(port), oidc_provider_mock.app(), threaded=True, ssl_context=context
).serve_forever()

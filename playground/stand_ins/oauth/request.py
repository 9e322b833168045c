"""A request as the real provider would see it, in the shape that authlib's authorization server reads.

Its address is the real one, whichever way it came in: by our own path, or in-process from `adapter`.
"""

from __future__ import annotations

from collections import defaultdict

from authlib.oauth2.rfc6749 import OAuth2Payload, OAuth2Request
from django.http import HttpRequest, QueryDict


class Parameters(OAuth2Payload):
    """The parameters of one place: the query of an authorization request, the body of a token request."""

    def __init__(self, parameters: QueryDict) -> None:
        self._parameters = parameters

    @property
    def data(self) -> dict[str, str]:
        """Each with its value; with its last one when it came more than once."""
        return {name: str(value) for name, value in self._parameters.dict().items()}

    @property
    def datalist(self) -> defaultdict[str, list[str]]:
        """Each with all its values."""
        return defaultdict(list, {name: [str(value) for value in values] for name, values in self._parameters.lists()})


class ProviderRequest(OAuth2Request):
    """An authorization request or a token request to `host`."""

    def __init__(self, request: HttpRequest, host: str, parameters: QueryDict) -> None:
        super().__init__(request.method, f"https://{host}/", headers=request.headers)
        self.payload = Parameters(parameters)

    @property
    def args(self) -> dict[str, str]:
        """The parameters, for those who look in the query."""
        return self.payload.data

    @property
    def form(self) -> dict[str, str]:
        """The parameters, for those who look in the body."""
        return self.payload.data

"""Calls to the sandbox as an SDK writes them, and answers as an SDK reads them: botocore's own serializers and parsers, our clock."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from urllib.parse import urlencode

import botocore.parsers
import botocore.serialize
from botocore.loaders import Loader
from botocore.model import ServiceModel

from playground.sandbox.credentials.user_key import administrator_key
from playground.sandbox.gateway import Answer
from playground.sigv4.sign import Credentials
from tests.sandbox.visit import ACCOUNT, Site, header, signed


class Refused(Exception):
    """AWS's error, as an SDK raises it."""

    def __init__(self, status: int, code: str, message: str, answer: Answer) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message, self.answer = status, code, message, answer


class Client:
    """A client of one service. A method a call: `client("CreateRole", RoleName="x")`."""

    def __init__(self, site: Site, service: str, credentials: Credentials) -> None:
        self.site, self.service, self.credentials = site, service, credentials

    def __call__(self, operation: str, **parameters: Any) -> dict[str, Any]:
        answer = self.send(operation, **parameters)
        shape = _model(self.service).operation_model(operation).output_shape
        read = _parser(self.service).parse(_raw(answer), shape)
        if "Error" in read:
            raise Refused(answer.response.status, read["Error"]["Code"], read["Error"].get("Message", ""), answer)
        read.pop("ResponseMetadata")
        return read

    def send(self, operation: str, **parameters: Any) -> Answer:
        """The answer as it goes over the wire."""
        model = _model(self.service)
        protocol = model.metadata["protocol"]
        serializer = botocore.serialize.create_serializer(protocol, include_validation=False)
        request = serializer.serialize_to_request(parameters, model.operation_model(operation))
        body = request["body"]
        body = body if isinstance(body, bytes) else urlencode(body).encode()
        headers = {name.lower(): value for name, value in request["headers"].items()} | {"user-agent": "tests"}
        now = self.site.clock.now
        return self.site.send(signed(self.credentials, "POST", "/", headers=headers, body=body, service=self.service, now=now))


def administrator(site: Site, account_id: str = ACCOUNT) -> Credentials:
    """The administrator's access key."""
    stores = site.stores
    key = administrator_key(stores.accounts, stores.sealer, account_id, site.clock.now)
    return Credentials(key.access_key_id, key.secret_access_key, "")


def as_administrator(site: Site, service: str = "iam", account_id: str = ACCOUNT) -> Client:
    """A client that signs with the administrator's access key."""
    return Client(site, service, administrator(site, account_id))


def _raw(answer: Answer) -> dict[str, Any]:
    response = answer.response
    headers = dict(response.headers)
    return {"status_code": response.status, "headers": headers, "body": response.body}


@cache
def _model(service: str) -> ServiceModel:
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)


@cache
def _parser(service: str) -> Any:
    return botocore.parsers.create_parser(_model(service).metadata["protocol"])


def text(document: Any) -> str:
    """A policy as a text."""
    return document if isinstance(document, str) else json.dumps(document)


def request_id(answer: Answer) -> str | None:
    """x-amzn-RequestId."""
    return header(answer, "x-amzn-RequestId")

"""The answers of the Query protocol as JSON, which AWS gives whoever accepts `application/json`; it documents only the XML.

Clients that live on it: Envoy and nginx-s3-gateway for web identity, aws-iam-authenticator for GetCallerIdentity, curl with jq.
Seen: members by the alphabet, null for one that is absent, moments as seconds with an exponent (`1.795396265E9`).
https://github.com/envoyproxy/envoy/issues/33806
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from botocore.model import Shape

from playground.sandbox.exchange import HttpRequest
from playground.sandbox.protocols.xml import Node

KIND = "application/json"
_OTHERS = frozenset(("text/xml", "application/xml", "text/html", "application/xhtml+xml"))
Content = str | int | list[Node] | None


def accepts_json(request: HttpRequest) -> bool:
    """Whether the first kind of answer that the request names is JSON, of those that there are."""
    kinds = (kind.partition(";")[0].strip().lower() for kind in request.headers.get("accept", "").split(","))
    return next((kind for kind in kinds if kind == KIND or kind in _OTHERS), "") == KIND


def written(shape: Shape | None, content: Content) -> str:
    """What stands in an element of XML, as JSON. shape: the model's, None for a text."""
    if content is None:
        return "null"
    if shape is None or not isinstance(content, list):
        return _scalar(shape.type_name if shape else "string", content)
    if shape.type_name == "list":
        return f"[{','.join(written(shape.member, item) for _, item in content)}]"
    if shape.type_name == "map":
        pairs = [dict(cast(list[Node], entry)) for _, entry in content]
        return members({str(pair["key"]): written(shape.value, pair["value"]) for pair in pairs})
    return structure(shape, content)


def structure(shape: Shape, nodes: list[Node]) -> str:
    """A structure: every member of the model, whether it is there or not."""
    given = dict(nodes)
    return members({name: written(member, given.get(name)) for name, member in shape.members.items()})


def members(texts: Mapping[str, str]) -> str:
    """An object of values that are JSON already."""
    return f"{{{','.join(f'{json.dumps(name)}:{texts[name]}' for name in sorted(texts))}}}"


def _scalar(kind: str, content: Content) -> str:
    if kind in ("boolean", "integer", "long"):
        return str(content)
    return _seconds(str(content)) if kind == "timestamp" else json.dumps(str(content), ensure_ascii=False)


def _seconds(moment: str) -> str:
    digits = str(int(datetime.fromisoformat(moment).timestamp()))
    return f"{digits[0]}.{digits[1:].rstrip('0') or '0'}E{len(digits) - 1}"
